"""A change of a shared part in review: who decides, who objects, what is stale or renewed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import override

from core.choices import Role
from core.models import Department
from moderation.choices import ReviewStage, SubmissionState, Verdict
from moderation.errors import DecisionRefused
from moderation.models import Submission
from moderation.renew import renew
from moderation.submit import submit
from publication.models import (
    PartChange,
)
from publication.shared_parts.deciding import decide
from publication.shared_parts.drafting import write
from publication.shared_parts.people import departments_waiting
from publication.shared_parts.preparing import send
from publication.states import transfer
from tests.factories import DepartmentFactory, person
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import REASONS, act, approve_all, save_draft
from tests.publication.part_samples import (
    LATER,
    another_compiler,
    approve_change,
    carried_out,
    changed,
    filed_with,
    texts,
    window,
    window_data,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def test_submission_with_an_older_part_is_refused_at_filing_and_renewed(city):  # noqa: F811
    part = window(city.department)
    filed_with(city, part)
    save_draft(city.guide, city.compiler, silence="视为同意", change_note="补充")
    submission = submit(city.guide, city.compiler, reasons=REASONS)
    for reviewer in (city.reviewer, city.formal, city.compliance):
        submission = act(submission, reviewer)
    frozen = submission.guide_text
    save_draft(city.guide, city.compiler, silence="还没写完")

    change = changed(part, another_compiler(city.department), window_data(**LATER))
    carried_out(approve_change(change, city))

    assert Submission.objects.get(pk=submission.pk).guide_text == frozen
    with pytest.raises(DecisionRefused, match="市政务服务中心综合窗口"):
        act(submission, city.filing)
    new = renew(submission, city.compiler)
    assert Submission.objects.get(pk=submission.pk).state == SubmissionState.WITHDRAWN
    assert new.guide.time_limits.silence == "视为同意"
    assert new.guide.service_points[0].hours[0].opens == "08:30"
    approve_all(city, new)
    assert texts(city.guide)[-1]["service_points"][0]["hours"][0]["opens"] == "08:30"


def test_who_wrote_a_change_decides_nothing_of_it_and_nobody_decides_twice(city):  # noqa: F811
    part = window(city.department)
    filed_with(city, part)
    both = person(Role.COMPILER, city.department)
    person_of = {"stage": "department"}
    from tests.factories import MembershipFactory

    MembershipFactory(user=both, role=Role.DEPARTMENT_REVIEWER, department=city.department)
    change = changed(part, both, window_data(**LATER))
    given = person_of | {"seen": change.sha256, "department": city.department}

    with pytest.raises(PermissionDenied):
        decide(change, both, Verdict.APPROVED, **given)
    with pytest.raises(PermissionDenied):
        decide(change, city.formal, Verdict.APPROVED, **given)
    decide(change, city.reviewer, Verdict.APPROVED, **given)
    with pytest.raises(ValidationError):
        decide(change, city.reviewer, Verdict.APPROVED, **given)


def test_department_that_objects_keeps_its_guides_as_they_are(city):  # noqa: F811
    owner = DepartmentFactory(slug="zwfw", name="政务服务中心")
    reviewer = person(Role.DEPARTMENT_REVIEWER, owner)
    part = window(owner)
    (page,) = filed_with(city, part)
    change = changed(part, person(Role.COMPILER, owner), window_data(**LATER))
    given = {"stage": "department", "seen": change.sha256}

    decide(change, city.reviewer, Verdict.RETURNED, opinion="本局窗口不延时",
           department=city.department, **given)  # fmt: skip
    decide(change, reviewer, Verdict.APPROVED, department=owner, **given)
    change = approve_change(PartChange.objects.get(pk=change.pk), city)

    assert change.state == PartChange.State.DONE
    assert len(texts(page)) == 1
    assert "本局窗口不延时" in change.items.get().why


def test_returned_change_is_a_draft_again_and_changes_nothing(city):  # noqa: F811
    part = window(city.department)
    (page,) = filed_with(city, part)
    change = approve_change(
        changed(part, another_compiler(city.department), window_data(**LATER)), city, "formal"
    )

    decide(
        change, city.formal, Verdict.RETURNED, stage="formal", seen=change.sha256, opinion="再核"
    )

    change = PartChange.objects.get(pk=change.pk)
    assert (change.state, change.items.count(), len(texts(page))) == ("draft", 0, 1)


def test_guide_filed_meanwhile_is_left_as_it_is_and_sent_once_more(city):  # noqa: F811
    part = window(city.department)
    (page,) = filed_with(city, part)
    keeper = another_compiler(city.department)
    change = approve_change(changed(part, keeper, window_data(**LATER)), city, "filing")
    save_draft(page, city.compiler, silence="视为同意", change_note="补充")
    approve_all(city, submit(page, city.compiler, reasons=REASONS))

    change = carried_out(approve_change(change, city))

    assert change.items.get().state == "kept"
    assert texts(page)[-1]["service_points"][0]["hours"][0]["opens"] == "09:00"
    part.refresh_from_db()
    again = changed(part, keeper, part.data)
    carried_out(approve_change(again, city))
    assert texts(page)[-1]["service_points"][0]["hours"][0]["opens"] == "08:30"


def test_a_stale_screen_is_refused_and_what_says_nothing_new_is_not_sent(city):  # noqa: F811
    part = window(city.department)
    filed_with(city, part)
    keeper = another_compiler(city.department)

    with pytest.raises(ValidationError):
        send(write(part, keeper, part.data, None, "没改"), keeper)
    change = changed(part, keeper, window_data(**LATER))
    with pytest.raises(ValidationError):
        decide(change, city.reviewer, Verdict.APPROVED, stage="department", seen="0" * 64,
               department=city.department)  # fmt: skip
    with pytest.raises(ValidationError):
        write(part, keeper, part.data, None, "审核中改")


def test_what_an_english_reader_objects_to_is_kept_in_chinese(city):  # noqa: F811
    owner = DepartmentFactory(slug="zwfw", name="政务服务中心")
    part = window(owner)
    filed_with(city, part)
    change = changed(part, person(Role.COMPILER, owner), window_data(**LATER))

    with override("en"):
        decide(change, city.reviewer, Verdict.RETURNED, opinion="本局窗口不延时",
               department=city.department, stage="department", seen=change.sha256)  # fmt: skip

    assert change.items.get().why == "部门有异议：本局窗口不延时"


def test_sending_the_rest_once_more_overwrites_no_draft(city, client):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    done = approve_change(changed(part, keeper, window_data(**LATER)), city)
    part.refresh_from_db()
    draft = write(part, keeper, window_data(phone="0599-3333"), None, "换了电话")
    client.force_login(keeper, backend="core.access.authentication.RoleBackend")

    client.post(reverse("shared_parts_carry", args=[done.pk]))

    draft.refresh_from_db()
    assert (draft.reason, draft.data["phone"]) == ("换了电话", "0599-3333")


def test_a_draft_that_another_has_saved_meanwhile_is_not_replaced_unseen(city, client):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    draft = write(part, keeper, window_data(phone="0599-2222"), None, "换了电话")
    client.force_login(keeper, backend="core.access.authentication.RoleBackend")
    address = reverse("shared_parts_edit", args=[part.pk])
    sent = {
        "seen": client.get(address).context["form"].seen, "reason": "又换", "value-name": part.name,
        "value-phone": "0599-3333", "value-hours-count": "0", "value-closed_on-count": "0",
    }  # fmt: skip
    write(part, another_compiler(city.department), window_data(phone="0599-4444"), None, "改号")

    first = client.post(address, sent)
    draft.refresh_from_db()
    kept = draft.data["phone"]
    again = client.post(address, sent | {"seen": first.context["form"].seen})

    draft.refresh_from_db()
    assert (first.status_code, kept) == (422, "0599-4444")
    assert (again.status_code, draft.data["phone"]) == (302, "0599-3333")


def test_a_guide_whose_department_objected_is_renewed_in_one_click_as_well(city):  # noqa: F811
    owner = DepartmentFactory(slug="zwfw", name="政务服务中心")
    part = window(owner)
    filed_with(city, part)
    save_draft(city.guide, city.compiler, silence="视为同意", change_note="补充")
    submission = submit(city.guide, city.compiler, reasons=REASONS)
    change = changed(part, person(Role.COMPILER, owner), window_data(**LATER))
    given = {"stage": "department", "seen": change.sha256}
    decide(change, city.reviewer, Verdict.RETURNED, opinion="不延时",
           department=city.department, **given)  # fmt: skip
    decide(change, person(Role.DEPARTMENT_REVIEWER, owner), Verdict.APPROVED,
           department=owner, **given)  # fmt: skip
    carried_out(approve_change(PartChange.objects.get(pk=change.pk), city))

    new = renew(submission, city.compiler)

    assert new.reasons["service_points"] == "随共用内容的修改更新"
    assert new.guide.service_points[0].hours[0].opens == "08:30"


def test_a_department_that_is_dissolved_holds_no_change_up(city):  # noqa: F811
    part = window(city.department)
    filed_with(city, part)
    compiler = another_compiler(city.department)
    Department.objects.filter(pk=city.department.pk).update(is_active=False)

    change = changed(part, compiler, window_data(**LATER))
    stage = change.stage
    change = carried_out(approve_change(change, city))

    assert stage == ReviewStage.FORMAL
    assert (change.state, change.items.get().state) == ("done", "filed")


def test_the_department_that_received_a_guide_decides_about_its_parts(city):  # noqa: F811
    part, receiver = window(), DepartmentFactory()
    (page,) = filed_with(city, part)
    transfer([page.code], city.department, receiver)

    change = changed(part, person(Role.OPERATOR), window_data(**LATER))

    assert departments_waiting(change) == [receiver]


def test_a_change_stands_on_the_first_page_of_whoever_decides_it_now(client, city):  # noqa: F811
    part = window(city.department)
    filed_with(city, part)
    change = changed(part, another_compiler(city.department), window_data(**LATER))
    address = reverse("shared_parts_change", args=[change.pk])

    def reads(user):
        client.force_login(user, backend="core.access.authentication.RoleBackend")
        return address in client.get(reverse("wagtailadmin_home")).content.decode()

    assert [reads(one) for one in (city.reviewer, city.formal)] == [True, False]
    shown = {"stage": change.stage, "seen": change.sha256, "department": city.department}
    decide(change, city.reviewer, Verdict.APPROVED, **shown)
    assert [reads(one) for one in (city.reviewer, city.formal)] == [False, True]
