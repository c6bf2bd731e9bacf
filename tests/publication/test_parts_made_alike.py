"""全部改成一样: guides give up what they say in their own way, all by one review and one batch."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.choices import Role
from guides.document import sha256_hex
from guides.models import SharedPartUse
from moderation.choices import ReviewStage, Verdict
from moderation.models import Submission
from moderation.submit import submit
from publication.models import Event, FiledPart, PartChange, PublishedVersion
from publication.shared_parts import impact
from publication.shared_parts.alike import Alike, make_alike
from publication.shared_parts.deciding import decide
from publication.shared_parts.drafting import write
from publication.shared_parts.people import departments_concerned
from publication.shared_parts.preparing import prepare, send
from publication.shared_parts.similar import join_all
from tests.factories import DepartmentFactory, guide_page, person
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import REASONS, approve_all, save_draft
from tests.publication.part_samples import (
    LATER,
    another_compiler,
    approve_change,
    carried_out,
    draft_of,
    filed_with,
    sections,
    texts,
    window,
    window_data,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]
OWN = {"phone": "0599-2222", "transport": "乘 8 路"}
BACKEND = "core.access.authentication.RoleBackend"


def point_of(page):
    """Return the window that the newest filed version of a guide names."""
    return texts(page)[-1]["service_points"][0]


def sent_alike(part, keeper, pages, fields=("phone",), everywhere=False):
    """Return the change that makes guides the same, sent to review with everything prepared."""
    asked = Alike(list(fields), [page.code for page in pages], everywhere)
    change = send(make_alike(part, keeper, asked, "电话统一"), keeper)
    prepare(change)
    return PartChange.objects.get(pk=change.pk)


def review_again(city, page):  # noqa: F811
    """Send the guide to review once more; return the Submission."""
    save_draft(page, city.compiler, silence="视为同意", change_note="补充")
    return submit(page, city.compiler, reasons=REASONS)


def test_chosen_guides_say_again_what_the_part_says_after_one_review(city):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    pages = filed_with(city, part, 3, **OWN)
    before = [texts(page) for page in pages]

    change = sent_alike(part, keeper, pages[:2])
    for stage in ReviewStage:
        assert [texts(page) for page in pages] == before, stage
        change = approve_change(change, city, until=stage)
    change = carried_out(approve_change(change, city))

    assert change.state == PartChange.State.DONE
    for page in pages[:2]:
        old, new = texts(page)
        (was,), (now,) = old["service_points"], new["service_points"]
        assert now == was | {"phone": "0599-1000"}
        item = change.items.get(code=page.code)
        filed = PublishedVersion.objects.get(code=page.code, version=2, kind="guide")
        assert (sha256_hex(filed.text), filed.filing_no) == (item.guide_sha256, item.filing_no)
        assert Event.objects.filter(code=page.code, type="revised").count() == 1
        assert new["change_note"].startswith("共用内容“市政务服务中心综合窗口”改成一样：")
    assert texts(pages[2]) == before[2]
    assert set(FiledPart.objects.values_list("overridden", flat=True)) == {
        ",transport,", ",phone,transport,",
    }  # fmt: skip


def test_no_version_of_the_part_is_made_so_nothing_in_review_is_outdated(city):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    own, other = filed_with(city, part, 2, **OWN)
    submission = review_again(city, other)

    carried_out(approve_change(sent_alike(part, keeper, [own]), city))

    part.refresh_from_db()
    assert (part.version, point_of(own)["phone"]) == (1, "0599-1000")
    approve_all(city, submission)
    assert len(texts(other)) == 2


def test_the_draft_gives_up_its_own_words_too_so_that_they_do_not_come_back(city):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    (page,) = filed_with(city, part, **OWN)

    carried_out(approve_change(sent_alike(part, keeper, [page]), city))
    assert type(page).objects.get(pk=page.pk).latest_revision.user == keeper
    approve_all(city, review_again(city, page))

    point = draft_of(page).service_points[0]
    assert (point.phone, point.transport) == ("0599-1000", "乘 8 路")
    assert SharedPartUse.objects.get().overridden == ["transport"]
    assert point_of(page)["phone"] == "0599-1000"


def test_a_draft_that_saw_an_older_part_says_what_the_part_says_now(city):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    (page,) = filed_with(city, part, **OWN)
    later = window_data(**LATER, phone="0599-9999")
    change = send(write(part, keeper, later, None, "延时"), keeper)
    prepare(change)
    carried_out(approve_change(PartChange.objects.get(pk=change.pk), city))
    part.refresh_from_db()

    carried_out(approve_change(sent_alike(part, keeper, [page]), city))

    point = draft_of(page).service_points[0]
    assert (point.phone, point.hours[0].opens) == ("0599-9999", "08:30")
    assert (point_of(page)["phone"], point_of(page)["transport"]) == ("0599-9999", "乘 8 路")


def test_guides_in_review_are_passed_over_and_the_report_says_so(city, client):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    pages = filed_with(city, part, 2, **OWN)
    review_again(city, pages[0])

    change = sent_alike(part, keeper, pages)
    change = carried_out(approve_change(change, city))

    assert [len(texts(page)) for page in pages] == [1, 2]
    item = change.items.get(code=pages[0].code)
    assert (item.state, "正在审核" in item.why) == ("skipped", True)
    assert impact.passed_over(change) == [(item.title, item.why)]
    client.force_login(keeper, backend=BACKEND)
    report = client.get(reverse("shared_parts_report", args=[change.pk])).content.decode()
    assert item.why in report


def test_a_guide_that_went_to_review_before_the_batch_is_left_with_the_reason(city):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    (page,) = filed_with(city, part, **OWN)
    change = approve_change(sent_alike(part, keeper, [page]), city)
    review_again(city, page)

    change = carried_out(change)

    item = change.items.get()
    assert (item.state, "正在审核" in item.why, len(texts(page))) == ("kept", True, 1)


def test_nothing_is_sent_while_all_chosen_guides_are_in_review(city):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    (page,) = filed_with(city, part, **OWN)
    review_again(city, page)

    with pytest.raises(ValidationError, match="正在审核"):
        sent_alike(part, keeper, [page])


def test_a_department_that_objects_keeps_its_own_words(city):  # noqa: F811
    owner = DepartmentFactory(slug="zwfw", name="政务服务中心")
    part, keeper = window(owner), person(Role.COMPILER, owner)
    (page,) = filed_with(city, part, **OWN)
    change = sent_alike(part, keeper, [page], everywhere=True)
    given = {"stage": "department", "seen": change.sha256}

    decide(change, city.reviewer, Verdict.RETURNED, opinion="本局另有专线",
           department=city.department, **given)  # fmt: skip
    decide(change, person(Role.DEPARTMENT_REVIEWER, owner), Verdict.APPROVED,
           department=owner, **given)  # fmt: skip
    change = carried_out(approve_change(PartChange.objects.get(pk=change.pk), city))

    assert (len(texts(page)), change.items.get().state) == (1, "kept")
    assert "本局另有专线" in change.items.get().why


def test_a_department_all_of_whose_guides_are_passed_over_is_not_asked(city):  # noqa: F811
    owner = DepartmentFactory(slug="zwfw", name="政务服务中心")
    part, keeper = window(), person(Role.OPERATOR)
    pages = filed_with(city, part, 2, **OWN)
    FiledPart.objects.filter(code=pages[1].code).update(department_slug=owner.slug)
    review_again(city, pages[0])

    change = sent_alike(part, keeper, [], everywhere=True)

    assert set(change.items.values_list("state", flat=True)) == {"waiting", "skipped"}
    assert departments_concerned(change) == [owner]


def test_a_change_of_the_part_makes_guides_the_same_on_its_way(city):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    pages = filed_with(city, part, 2, **OWN)
    write(part, keeper, window_data(**LATER, phone="0599-3333"), None, "换了号码")

    change = sent_alike(part, keeper, pages[:1])
    change = carried_out(approve_change(change, city))

    assert [point_of(page)["phone"] for page in pages] == ["0599-3333", "0599-2222"]
    assert {point_of(page)["hours"][0]["opens"] for page in pages} == {"08:30"}
    part.refresh_from_db()
    assert part.version == 2


def test_each_difference_is_seen_before_anybody_approves(city, client):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    pages = filed_with(city, part, 2, **OWN)
    client.force_login(keeper, backend=BACKEND)
    address = reverse("shared_parts_alike", args=[part.pk])

    shown = client.get(address)
    sent = {
        "seen": shown.context["form"].seen, "fields_alike": ["phone"], "which": "chosen",
        "reason": "电话统一", "shown": [page.code for page in pages], "code": [pages[0].code],
    }  # fmt: skip
    answer = client.post(address, sent, follow=True)

    assert [len(row.changes) for row in shown.context["rows"]] == [2, 2]
    (sample,) = answer.context["samples"]
    (field,) = sample.changes[0].fields
    assert (field.old, field.new) == ("0599-2222", "0599-1000")
    assert (answer.context["numbers"].following, answer.context["numbers"].overridden) == (1, 1)
    change = PartChange.objects.get()
    assert (change.alike_fields, change.alike_codes) == (["phone"], [pages[0].code])


def test_what_was_chosen_on_another_page_stays(city, client, monkeypatch):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    pages = filed_with(city, part, 3, **OWN)
    client.force_login(keeper, backend=BACKEND)
    monkeypatch.setattr("publication.shared_parts.alike_views.A_PAGE", 2)
    address = reverse("shared_parts_alike", args=[part.pk])

    def send_page(at, shown, ticked, **more):
        form = client.get(at).context["form"]
        sent = {
            "seen": form.seen, "fields_alike": ["phone"], "which": "chosen", "reason": "统一",
            "shown": [page.code for page in shown], "code": [page.code for page in ticked],
        }  # fmt: skip
        return client.post(at, sent | more)

    first = send_page(address, pages[:2], pages[:1], next="1")
    send_page(first["Location"], pages[2:], pages[2:])

    assert PartChange.objects.get().alike_codes == sorted([pages[0].code, pages[2].code])


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"fields_alike": [], "which": "all"}, "请至少选一项"),
        ({"fields_alike": ["phone"], "which": "chosen", "code": []}, "请选指南"),
        ({"fields_alike": ["phone"], "which": "chosen", "code": ["nowhere"]}, "请选指南"),
        ({"fields_alike": ["name"], "which": "all"}, "name"),
        ({"fields_alike": ["phone"], "which": "all", "seen": "before"}, "别人"),
    ],
)
def test_what_cannot_be_made_the_same_is_said_at_its_place(city, client, sent, words):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    filed_with(city, part, **OWN)
    client.force_login(keeper, backend=BACKEND)

    answer = client.post(
        reverse("shared_parts_alike", args=[part.pk]), {"reason": "电话统一", "seen": ""} | sent
    )

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert "电话统一" in answer.content.decode()
    assert not PartChange.objects.exists()


def test_what_no_screen_sends_is_no_choice(city, client):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    filed_with(city, part, 1, **OWN)
    codes = [*FiledPart.objects.filter(part=part).values_list("code", flat=True)]
    client.force_login(keeper, backend=BACKEND)
    sent = {
        "reason": "电话统一",
        "which": "chosen",
        "fields_alike": ["phone", "phone"],
        "code": [*codes, *codes, "别的", "a\0b"],
    }

    client.post(reverse("shared_parts_alike", args=[part.pk]), sent)

    change = PartChange.objects.get(part=part, state=PartChange.State.DRAFT)
    assert (change.alike_fields, change.alike_codes) == (["phone"], codes)


def test_rows_that_are_nearly_the_same_are_joined_and_then_made_the_same(city, client):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    pages = [city.guide, guide_page(city.department, owner=city.compiler, change_note="首次")]
    for number, page in enumerate(pages):
        save_draft(page, city.compiler, sections=sections(window_data(phone=f"0599-{number}")))
        approve_all(city, submit(page, city.compiler, reasons=REASONS))
    client.force_login(city.compiler, backend=BACKEND)

    answer = client.post(reverse("shared_parts_join", args=[part.pk]))
    assert answer["Location"] == reverse("shared_parts_alike", args=[part.pk])
    assert join_all(city.compiler, part) == 0
    carried_out(approve_change(sent_alike(part, keeper, [], everywhere=True), city))

    assert {point_of(page)["phone"] for page in pages} == {"0599-1000"}
    assert not Submission.objects.in_review().exists()
    assert json.loads(PublishedVersion.objects.filter(version=2).first().text)
