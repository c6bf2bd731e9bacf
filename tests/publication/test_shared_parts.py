"""Entered once, changed in one place, true everywhere: parts, overrides, impact, batch."""

import json
from time import monotonic

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.document import sha256_hex
from guides.models import SharedPart, SharedPartUse
from moderation.choices import ReviewStage
from moderation.submit import submit
from publication.choices import State
from publication.models import (
    Event,
    FiledPart,
    PartChange,
    PartChangeItem,
    PublicState,
    PublishedVersion,
)
from publication.shared_parts import impact
from publication.shared_parts.batch import file_all
from publication.shared_parts.drafting import write
from publication.shared_parts.forms import PartForm
from publication.shared_parts.preparing import prepare, send
from publication.shared_parts.similar import group_for, groups, join_all
from publication.states import abolish
from tests.factories import guide_page, manual_page
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import REASONS, approve_all, save_draft, stored_file
from tests.publication.part_samples import (
    LATER,
    another_compiler,
    approve_change,
    carried_out,
    changed,
    draft_of,
    filed_with,
    sections,
    texts,
    use,
    window,
    window_data,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def test_draft_says_what_its_part_says_but_for_what_is_its_own(city):  # noqa: F811
    part = window()

    page = use(city, part, phone="0599-2222")

    point = draft_of(page).service_points[0]
    assert (point.name, point.phone) == ("市政务服务中心综合窗口", "0599-2222")
    used = SharedPartUse.objects.get()
    assert (used.code, used.overridden, used.rows) == (page.code, ["phone"], ["service_points/0"])


def test_a_guide_that_is_detached_is_no_use_any_more(city):  # noqa: F811
    part = window()
    page = use(city, part)

    save_draft(page, city.compiler, sections=json.dumps([]))

    assert not SharedPartUse.objects.exists()


def test_one_review_changes_every_filed_guide_with_version_number_and_event(city):  # noqa: F811
    part = window(city.department)
    pages = filed_with(city, part, 3)
    before = {page.code: texts(page) for page in pages}

    change = changed(part, another_compiler(city.department), window_data(**LATER))
    for stage in ReviewStage:
        assert {page.code: texts(page) for page in pages} == before, stage
        change = approve_change(change, city, until=stage)
    change = carried_out(approve_change(change, city))

    assert change.state == PartChange.State.DONE
    numbers = []
    for page in pages:
        old, new = texts(page)
        assert new["service_points"][0]["hours"][0]["opens"] == "08:30"
        assert new["service_points"] != old["service_points"]
        assert {**new, "service_points": 0, "change_note": 0} == {
            **old, "service_points": 0, "change_note": 0
        }  # fmt: skip
        item = PartChangeItem.objects.get(change=change, code=page.code)
        filed = PublishedVersion.objects.get(code=page.code, version=2, kind="guide")
        assert sha256_hex(filed.text) == item.guide_sha256
        assert item.filing_no == filed.filing_no
        assert Event.objects.filter(code=page.code, type="revised").count() == 1
        assert "开放时间" in new["change_note"] or "Opening hours" in new["change_note"]
        numbers.append(int(filed.filing_no.split("〕")[1].strip("号")))
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + 3))
    assert set(FiledPart.objects.values_list("version", flat=True)) == {2}


def test_what_a_guide_says_in_its_own_way_stays(city):  # noqa: F811
    part = window(city.department)
    (page,) = filed_with(city, part, phone="0599-2222")
    data = window_data(phone="0599-3333", **LATER)

    change = carried_out(
        approve_change(changed(part, another_compiler(city.department), data), city)
    )

    point = texts(page)[-1]["service_points"][0]
    assert (point["phone"], point["hours"][0]["opens"]) == ("0599-2222", "08:30")
    assert change.items.get().state == "filed"


def test_a_guide_that_says_all_of_it_itself_gets_no_version(city):  # noqa: F811
    part = window(city.department)
    (page,) = filed_with(city, part, phone="0599-2222")

    change = changed(part, another_compiler(city.department), window_data(phone="0599-3333"))

    assert not change.items.exists()
    found = impact.numbers(part, ["phone"])
    assert (found.filed, found.following, found.overridden) == (1, 0, 1)
    assert [one.code for one in impact.own_uses(change)] == [page.code]


def test_manual_is_carried_along(city):  # noqa: F811
    part = window(city.department)
    manual_page(city.guide, owner=city.compiler)
    filed_with(city, part)

    carried_out(
        approve_change(changed(part, another_compiler(city.department), window_data(**LATER)), city)
    )

    newest = PublishedVersion.objects.filter(code=city.guide.code).order_by("kind", "-version")
    manual = json.loads(newest.filter(kind="manual").first().text)
    guide = json.loads(newest.filter(kind="guide").first().text)
    assert manual["service_points"] == guide["service_points"]
    assert {row.filing_no for row in newest.filter(version=2)} == {newest.first().filing_no}


def test_batch_goes_on_where_it_was_and_leaves_no_gap_in_the_numbers(city):  # noqa: F811
    part = window(city.department)
    pages = filed_with(city, part, 4)
    change = approve_change(
        changed(part, another_compiler(city.department), window_data(**LATER)), city
    )

    rounds = 0
    while PartChange.objects.get(pk=change.pk).state == "filing":
        file_all(change, until=monotonic() + 0.001)
        rounds += 1

    assert rounds > 1
    rows = PublishedVersion.objects.filter(code__in=[page.code for page in pages], version=2)
    numbers = sorted(int(row.filing_no.split("〕")[1].strip("号")) for row in rows)
    assert numbers == list(range(numbers[0], numbers[0] + 4))


def test_rows_that_are_the_same_are_made_a_part_and_joined(city):  # noqa: F811
    pages = [city.guide, guide_page(city.department, owner=city.compiler, change_note="首次")]
    for number, page in enumerate(pages):
        row = window_data(phone=f"0599-{number}")
        save_draft(page, city.compiler, sections=sections(row))
        approve_all(city, submit(page, city.compiler, reasons=REASONS))
    before = {page.code: texts(page) for page in pages}

    (group,) = groups(city.compiler)
    assert (group.label, len(group.places), group.equal) == ("市政务服务中心综合窗口", 2, 1)
    part = SharedPart(kind=group.kind, department=city.department)
    keeper = another_compiler(city.department)
    change = send(write(part, keeper, group.data, None, "两份相同"), keeper)
    prepare(change)
    approve_change(PartChange.objects.get(pk=change.pk), city)
    part.refresh_from_db()

    assert join_all(city.compiler, part) == 2
    assert groups(city.compiler) == []
    assert {page.code: texts(page) for page in pages} == before
    later = group.data | {"hours": [], "transport": "乘 8 路"}
    carried_out(approve_change(changed(part, keeper, later), city))
    for number, page in enumerate(pages):
        point = texts(page)[-1]["service_points"][0]
        assert (point["transport"], point["phone"]) == ("乘 8 路", f"0599-{number}")


def test_abolished_guide_is_no_use_any_more(city):  # noqa: F811
    part = window(city.department)
    (page,) = filed_with(city, part)

    abolish(page.code, city.filing, "事项取消")

    assert impact.numbers(part, []).filed == 0


def test_preparing_goes_on_where_it_was(city):  # noqa: F811
    part = window(city.department)
    filed_with(city, part, 2)
    keeper = another_compiler(city.department)
    change = send(write(part, keeper, window_data(**LATER), None, "延时"), keeper)

    prepare(change, until=0)
    assert PartChange.objects.get(pk=change.pk).state == "preparing"
    prepare(PartChange.objects.get(pk=change.pk))

    assert PartChange.objects.get(pk=change.pk).items.count() == 2


def test_a_file_of_the_own_department_may_stand_in_its_part(city):  # noqa: F811
    form = stored_file(city.compiler, "申请书.pdf", b"%PDF-1.4 form")
    type(form).objects.filter(pk=form.pk).update(department=city.department)
    sent = {
        "department": city.department.pk, "reason": "新建", "value-name": "申请书",
        "value-blank_forms-count": "1", "value-blank_forms-0-value": form.pk,
        "value-blank_forms-0-order": "0", "value-blank_forms-0-deleted": "",
        "value-samples-count": "0", "value-sources-count": "0",
    }  # fmt: skip

    bound = PartForm(sent, part=SharedPart(kind="material"), change=None, user=city.compiler)

    assert bound.is_valid(), bound.errors
    assert bound.cleaned_data["data"]["blank_forms"][0]["name"].startswith("申请书")


def test_joining_leaves_a_guide_that_was_filed_anew_meanwhile(city, monkeypatch):  # noqa: F811
    part = window(city.department)
    pages = [city.guide, guide_page(city.department, owner=city.compiler, change_note="首次")]
    for page in pages:
        save_draft(page, city.compiler, sections=sections(window_data()))
        approve_all(city, submit(page, city.compiler, reasons=REASONS))
    before = group_for(city.compiler, part)
    other = sections(window_data(name="另一个窗口"))
    save_draft(pages[0], city.compiler, sections=other, change_note="换了窗口")
    reasons = {**REASONS, "service_points": "换了窗口"}
    approve_all(city, submit(pages[0], city.compiler, reasons=reasons))
    monkeypatch.setattr("publication.shared_parts.similar.group_for", lambda *_given: before)

    count = join_all(city.compiler, part)

    assert count == 1
    assert [one.code for one in FiledPart.objects.all()] == [pages[1].code]


def test_the_list_of_parts_asks_no_more_for_many(city, client):  # noqa: F811
    client.force_login(city.compiler, backend="core.access.authentication.RoleBackend")

    def queries():
        with CaptureQueriesContext(connection) as made:
            assert client.get(reverse("shared_parts_list")).status_code == 200
        return len(made)

    keeper = another_compiler(city.department)
    changed(window(city.department), keeper, window_data(**LATER))
    queries()
    one = queries()
    for _number in range(3):
        changed(window(city.department), keeper, window_data(**LATER))

    assert queries() == one


def test_no_new_version_revives_a_guide_that_expired_meanwhile(city):  # noqa: F811
    part = window(city.department)
    (page,) = filed_with(city, part)
    keeper = another_compiler(city.department)
    change = approve_change(changed(part, keeper, window_data(**LATER)), city)
    PublicState.objects.filter(code=page.code).update(state=State.EXPIRED)

    carried_out(change)

    assert (change.items.get().state, len(texts(page))) == ("kept", 1)
