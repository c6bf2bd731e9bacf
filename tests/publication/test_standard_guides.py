"""标准指南: inherited by districts, which write what is local; changed for all after one review."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.audit.models import AuditEntry
from guides.compiling.inheriting import inherit, standards_for
from guides.document.inheriting import INHERITED, LOCAL_SECTIONS
from guides.models import GuidePage, SharedPart, SharedPartUse
from moderation.choices import ReviewStage, Verdict
from moderation.errors import DecisionRefused
from moderation.models import Submission
from moderation.renew import renew
from moderation.submit import submit
from publication.models import Event, FiledPart, PartChange, PublishedVersion
from publication.relay import run_once
from publication.shared_parts import impact
from publication.shared_parts.deciding import decide
from publication.shared_parts.preparing import prepare, send
from publication.shared_parts.standards import follow_many, leave_standard, mark
from publication.states import abolish
from tests.factories import manual_page
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import act, approve_all, approver, save_draft
from tests.publication.part_samples import (
    another_compiler,
    approve_change,
    carried_out,
    draft_of,
    texts,
)
from tests.publication.standard_samples import (
    ALL_REASONS,
    district,
    filed_heir,
    heir,
    proposed,
    result,
    revise,
    rows,
    sections,
    standard,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def sent(part, keeper):
    """Return the change that the newest version proposes, sent and prepared."""
    change = send(proposed(part), keeper)
    prepare(change)
    return PartChange.objects.get(pk=change.pk)


def is_standard_plus_local(text, part, version):
    """Check an heir's Document: what is inherited is the part's version, the rest its own."""
    data = json.loads(part.versions.get(version=version).text)
    for name in INHERITED:
        if name == "handling":
            assert text[name] == data[name] | {
                one: text[name][one] for one in ("online_url", "booking_url")
            }
        else:
            assert text[name] == data[name], name


def test_a_district_starts_from_the_standard_and_writes_what_is_local(city):  # noqa: F811
    part = standard(city)
    place = district(city)

    page = heir(place)

    document = draft_of(page)
    assert document.results[0].validity == "5年"
    assert document.time_limits.promised.value == 10
    assert [one.phone for one in document.service_points] == ["0599-2000"]
    assert document.item.authority.slug == "yanping"
    assert (document.standard.code, document.standard.version) == (city.guide.code, 1)
    use = SharedPartUse.objects.get(part=part)
    assert (use.page_id, use.rows, use.overridden) == (page.pk, [""], [])


def test_a_draft_of_an_heir_holds_nothing_that_is_inherited(city):  # noqa: F811
    standard(city)
    page = heir(district(city))

    save_draft(
        page,
        city.compiler,
        sections=sections(rows("results", result(validity="永久"))),
        promised_value=99,
        summary="自己的",
    )

    row = GuidePage.objects.get(pk=page.pk)
    stored = json.loads(row.latest_revision.content["sections"])
    assert {one["type"] for one in stored} <= LOCAL_SECTIONS
    assert draft_of(page).results[0].validity == "5年"
    assert draft_of(page).time_limits.promised.value == 10


def test_an_heir_is_filed_as_any_other_guide_and_named_by_its_standard(city):  # noqa: F811
    part = standard(city)

    page = filed_heir(district(city))

    (text,) = texts(page)
    is_standard_plus_local(text, part, 1)
    assert text["standard"]["title"] == "食品经营许可"
    assert impact.numbers(part, []).filed == 1
    assert [one.code for one in impact.filed_uses(part)] == [page.code]


def test_readers_are_not_told_from_where_a_guide_inherits(city, client):  # noqa: F811
    standard(city)
    page = filed_heir(district(city))

    version = PublishedVersion.objects.get(code=page.code, kind="guide")

    assert "standard" in json.loads(version.text)
    assert "standard" not in json.loads(version.public_text)


def test_a_guide_without_a_standard_says_nothing_of_one(city):  # noqa: F811
    assert "standard" not in draft_of(city.guide).model_dump(mode="json")


def test_only_lower_departments_start_from_a_standard_in_force(city):  # noqa: F811
    part = standard(city)
    below, equal = district(city), district(city, "neighbour")
    equal.department.level = "3"
    equal.department.save()
    equal.situation.item.department = equal.department

    assert standards_for([below.situation, equal.situation]) == {below.situation.pk: part}

    abolish(city.guide.code, city.filing, "事项取消")
    with pytest.raises(ValidationError):
        inherit(below.situation, below.compiler)


def test_a_guide_becomes_the_standard_once_filed_and_only_one_of_an_item(city):  # noqa: F811
    with pytest.raises(ValidationError):
        mark(city.guide, city.compiler)
    part = standard(city)
    place = district(city)
    page = filed_heir(place)

    for guide, user in ((city.guide, city.compiler), (page, place.compiler)):
        with pytest.raises(ValidationError):
            mark(guide, user)
    with pytest.raises(PermissionDenied):
        mark(city.guide, place.compiler)
    assert SharedPart.objects.filter(kind="guide").get() == part
    assert AuditEntry.objects.filter(act="publication.standard_marked").count() == 1


def test_a_newly_filed_standard_proposes_a_change_and_changes_nothing(city):  # noqa: F811
    part = standard(city)
    page = filed_heir(district(city))
    run_once()
    before = texts(page), draft_of(page).results[0].validity

    revise(city, "10年")
    run_once()

    change = PartChange.objects.get(part=part)
    assert (change.state, city.compiler.pk in change.editors) == ("draft", True)
    assert (texts(page), draft_of(page).results[0].validity) == before
    (sample,), _after = impact.samples(change)
    assert [(one.label, one.old, one.new) for one in sample.changes[0].fields] == [
        (sample.changes[0].fields[0].label, "5年", "10年")
    ]


def test_events_of_other_guides_cost_one_query_together(city, django_assert_num_queries):  # noqa: F811
    standard(city)
    filed_heir(district(city))
    events = list(Event.objects.exclude(code=city.guide.code)) * 50

    with django_assert_num_queries(1):
        follow_many(events)

    assert not PartChange.objects.exists()


def test_one_review_files_every_heir_with_version_number_and_event(city):  # noqa: F811
    part = standard(city)
    places = [district(city), district(city, "jianyang")]
    pages = [filed_heir(one, phone=f"0599-{number}") for number, one in enumerate(places)]
    manual_page(pages[0], owner=places[0].compiler)
    save_draft(pages[0], places[0].compiler, change_note="加手册")
    approve_all(places[0], submit(pages[0], places[0].compiler, reasons=ALL_REASONS))
    revise(city, "10年")
    before = {page.code: texts(page) for page in pages}

    change = sent(part, another_compiler(city.department))
    for stage in ReviewStage:
        change = approve_change(change, city, until=stage)
        assert {page.code: texts(page) for page in pages} == before, stage
    change = carried_out(approve_change(change, city))

    assert change.state == PartChange.State.DONE
    assert {one.department.slug for one in change.decisions.filter(stage="department")} == {
        "scjg", "yanping", "jianyang"
    }  # fmt: skip
    numbers = set()
    for number, page in enumerate(pages):
        text = texts(page)[-1]
        is_standard_plus_local(text, part, 2)
        assert text["results"][0]["validity"] == "10年"
        assert text["service_points"][0]["phone"] == f"0599-{number}"
        assert draft_of(page).results[0].validity == "10年"
        filed = PublishedVersion.objects.filter(code=page.code, kind="guide").latest("version")
        assert Event.objects.filter(code=page.code, version=filed.version).exists()
        numbers.add(filed.filing_no)
    assert len(numbers) == 2
    manual = PublishedVersion.objects.filter(code=pages[0].code, kind="manual").latest("version")
    assert json.loads(manual.text)["results"][0]["validity"] == "10年"
    assert json.loads(manual.text)["standard"]["version"] == 2


def test_an_objecting_district_keeps_its_guide_as_it_is(city):  # noqa: F811
    part = standard(city)
    places = [district(city), district(city, "jianyang")]
    pages = [filed_heir(one) for one in places]
    revise(city, "10年")
    change = sent(part, another_compiler(city.department))

    decide(
        change, places[0].reviewer, Verdict.RETURNED, stage="department", seen=change.sha256,
        department=places[0].department, opinion="本区另有规定",
    )  # fmt: skip
    carried_out(approve_change(PartChange.objects.get(pk=change.pk), city))

    assert [texts(page)[-1]["results"][0]["validity"] for page in pages] == ["5年", "10年"]
    assert "本区另有规定" in change.items.get(code=pages[0].code).why


def test_an_heir_in_review_with_an_older_standard_is_refused_and_renewed(city):  # noqa: F811
    part = standard(city)
    place, other = district(city), district(city, "jianyang")
    filed_heir(other)
    page = heir(place)
    submission = submit(page, place.compiler, reasons=ALL_REASONS)
    while submission.stage != "filing":
        submission = act(submission, approver(place, submission))
    revise(city, "10年")
    carried_out(approve_change(sent(part, another_compiler(city.department)), city))

    with pytest.raises(DecisionRefused):
        act(submission, place.filing)
    assert (
        json.loads(Submission.objects.get(pk=submission.pk).guide_text)["results"][0]["validity"]
        == "5年"
    )
    approve_all(place, renew(submission, place.compiler))

    is_standard_plus_local(texts(page)[-1], part, 2)
    assert texts(page)[-1]["service_points"][0]["phone"] == "0599-2000"


def test_an_heir_leaves_with_a_reason_and_follows_no_more(city):  # noqa: F811
    part = standard(city)
    place, other = district(city), district(city, "jianyang")
    page, stays = filed_heir(place), filed_heir(other)
    before = draft_of(page).model_copy(update={"standard": None})

    with pytest.raises(ValidationError):
        leave_standard(page, place.compiler, " ")
    with pytest.raises(PermissionDenied):
        leave_standard(page, other.compiler, "本区另有规定")
    leave_standard(page, place.compiler, "本区另有规定")

    assert draft_of(page) == before
    assert [one.code for one in FiledPart.objects.filter(part=part)] == [stays.code]
    entry = AuditEntry.objects.get(act="publication.standard_left")
    assert (entry.code, entry.facts["reason"]) == (page.code, "本区另有规定")
    revise(city, "10年")
    carried_out(approve_change(sent(part, another_compiler(city.department)), city))
    assert texts(page)[-1]["results"][0]["validity"] == "5年"
    assert draft_of(page).results[0].validity == "5年"


def test_an_heir_in_review_does_not_leave(city):  # noqa: F811
    standard(city)
    place = district(city)
    page = heir(place)
    submit(page, place.compiler, reasons=ALL_REASONS)

    with pytest.raises(ValidationError):
        leave_standard(page, place.compiler, "本区另有规定")


def test_an_heir_that_left_while_the_batch_waits_is_passed_by(city):  # noqa: F811
    part = standard(city)
    place = district(city)
    page = filed_heir(place)
    revise(city, "10年")
    change = approve_change(sent(part, another_compiler(city.department)), city)

    leave_standard(page, place.compiler, "本区另有规定")
    carried_out(change)

    assert (change.items.get().state, len(texts(page))) == ("kept", 1)


def test_a_version_that_changes_only_what_is_local_proposes_nothing(city):  # noqa: F811
    part = standard(city)
    save_draft(city.guide, city.compiler, doc_no="云市监〔2026〕9号", change_note="换文号")
    approve_all(city, submit(city.guide, city.compiler, reasons=ALL_REASONS))

    assert proposed(part) is None
