"""The rules about people, as a table and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.access.scope import Scope, scope_of
from core.choices import Role
from moderation import errors
from moderation.choices import ReviewStage
from moderation.kinds import next_stage
from moderation.models import Decision, Submission
from moderation.rules import STAGES, Involvement, can_submit, holds_stage, objection
from moderation.submit import submit
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory, person
from tests.moderation.steps import act, approver, save_draft

HOLDERS = {
    (Role.DEPARTMENT_REVIEWER, "own"): ReviewStage.DEPARTMENT,
    (Role.FORMAL_REVIEWER, None): ReviewStage.FORMAL,
    (Role.COMPLIANCE_REVIEWER, None): ReviewStage.COMPLIANCE,
    (Role.FILING_OFFICER, None): ReviewStage.FILING,
}
PEOPLE = [
    (Role.COMPILER, "own"),
    (Role.COMPILER, "other"),
    (Role.DEPARTMENT_REVIEWER, "own"),
    (Role.DEPARTMENT_REVIEWER, "other"),
    *((role, None) for role in Role if role not in (Role.COMPILER, Role.DEPARTMENT_REVIEWER)),
]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("role", "where"), PEOPLE)
@pytest.mark.parametrize("is_superuser", [False, True])
def test_each_stage_is_decided_by_its_own_role_only(city, stage, role, where, is_superuser):
    department = {"own": city.department, "other": None}.get(where)
    user = person(role, department, is_superuser=is_superuser)
    submission = waiting_at(city, stage)
    before = Decision.objects.count()
    may = HOLDERS.get((role, where)) == stage

    queue = Submission.objects.waiting_for(user, scope_of(user))
    assert list(queue) == ([submission] if may else [])
    if may:
        act(submission, user)
        assert Decision.objects.count() == before + 1
    else:
        with pytest.raises(errors.NotAllowed):
            act(submission, user)
        assert Decision.objects.count() == before


def test_a_reviewer_of_a_parent_department_decides_for_those_below_it(city):
    parent = DepartmentFactory()
    city.department.parent = parent
    city.department.save()
    above = person(Role.DEPARTMENT_REVIEWER, parent)

    assert act(submit(city.guide, city.compiler), above).stage == ReviewStage.FORMAL


@pytest.mark.parametrize("stage", STAGES)
def test_the_submitter_decides_no_stage_whatever_roles_they_hold(city, stage):
    submission = waiting_at(city, stage)
    give_all_roles(city, city.compiler)

    assert not Submission.objects.waiting_for(fresh(city.compiler), scope_of(fresh(city.compiler)))
    with pytest.raises(errors.NotAllowed):
        act(submission, fresh(city.compiler))


@pytest.mark.parametrize("stage", STAGES)
def test_an_editor_of_the_draft_decides_no_stage(city, stage):
    editor = UserFactory(is_superuser=True)
    save_draft(city.guide, editor, summary="改过")
    submission = waiting_at(city, stage)
    give_all_roles(city, editor)

    assert not Submission.objects.waiting_for(fresh(editor), scope_of(fresh(editor)))
    with pytest.raises(errors.NotAllowed):
        act(submission, fresh(editor))


def test_who_edits_the_page_during_review_does_not_decide_either(city):
    submission = submit(city.guide, city.compiler)
    save_draft(city.guide, city.reviewer, summary="审核人自己改")

    assert not Submission.objects.waiting_for(city.reviewer, scope_of(city.reviewer))
    with pytest.raises(errors.NotAllowed):
        act(submission, city.reviewer)


@pytest.mark.parametrize("stage", STAGES[1:])
def test_nobody_decides_two_stages(city, stage):
    both = city.reviewer
    submission = waiting_at(city, stage)
    give_all_roles(city, both)

    assert not Submission.objects.waiting_for(fresh(both), scope_of(fresh(both)))
    with pytest.raises(errors.NotAllowed):
        act(submission, fresh(both))


def test_an_editor_of_an_older_filed_version_may_decide_the_next(city):
    save_draft(city.guide, city.formal, summary="旧版")
    submission = submit(city.guide, city.compiler)
    helper = person(Role.FORMAL_REVIEWER)
    for user in (city.reviewer, helper, city.compliance, city.filing):
        submission = act(submission, user)
    save_draft(city.guide, city.compiler, summary="新版")
    second = act(submit(city.guide, city.compiler), city.reviewer)

    assert act(second, city.formal).stage == ReviewStage.COMPLIANCE


def test_a_person_who_is_switched_off_decides_nothing(city):
    submission = submit(city.guide, city.compiler)
    city.reviewer.is_active = False
    city.reviewer.save()

    with pytest.raises(errors.NotAllowed):
        act(submission, fresh(city.reviewer))


ids = st.integers(1, 5)
scopes = st.builds(
    Scope,
    roles=st.frozensets(st.sampled_from(list(Role))),
    compiles=st.frozensets(ids),
    reviews=st.frozensets(ids),
    everything=st.booleans(),
)
involvements = st.builds(
    Involvement,
    department_id=ids,
    submitter_id=ids,
    editor_ids=st.frozensets(ids),
    decider_ids=st.frozensets(ids),
)


@given(scopes, ids, st.sampled_from(STAGES), involvements)
def test_whoever_may_decide_had_no_hand_in_it_and_holds_the_stage(scope, user, stage, involved):
    if objection(scope, user, stage, involved) is None:
        hands = {involved.submitter_id} | involved.editor_ids | involved.decider_ids
        assert user not in hands
        assert holds_stage(scope, stage, involved.department_id)


@given(scopes, ids, st.sampled_from(STAGES), involvements)
def test_being_a_superuser_changes_no_answer(scope, user, stage, involved):
    plain = Scope(scope.roles, scope.compiles, scope.reviews, everything=False)

    assert objection(scope, user, stage, involved) == objection(plain, user, stage, involved)
    assert can_submit(scope, involved.department_id) == can_submit(plain, involved.department_id)


def test_the_stages_follow_each_other_and_end_with_filing():
    assert [next_stage(stage, "amend") for stage in STAGES] == [*STAGES[1:], None]


def waiting_at(city, stage):
    """Return a Submission that has come as far as a stage."""
    submission = submit(city.guide, city.compiler)
    while submission.stage != stage:
        submission = act(submission, approver(city, submission))
    return submission


def give_all_roles(city, user):
    """Let a person hold every role that decides."""
    for role in (Role.FORMAL_REVIEWER, Role.COMPLIANCE_REVIEWER, Role.FILING_OFFICER):
        MembershipFactory(user=user, role=role)
    if not user.memberships.filter(role=Role.DEPARTMENT_REVIEWER).exists():
        MembershipFactory(user=user, role=Role.DEPARTMENT_REVIEWER, department=city.department)


def fresh(user):
    """Return the user as the next request would load them."""
    return type(user).objects.get(pk=user.pk)
