"""Who reads, edits and deletes which pages."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core import registries
from core.choices import CITY_ROLES, Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def departments():
    """Departments A, with an office below it, and B."""
    a = factories.DepartmentFactory(slug="a")
    return a, factories.DepartmentFactory(slug="a-office", parent=a), factories.DepartmentFactory()


@pytest.fixture
def pages(departments):
    """A guide of each of these departments."""
    return [factories.guide_page(department) for department in departments]


def fresh(user):
    """Return the user as the next request reads him, with nothing remembered."""
    return get_user_model().objects.get(pk=user.pk)


def test_compiler_edits_guides_of_own_and_lower_departments_only(departments, pages):
    compiler = factories.person(Role.COMPILER, departments[0])

    editable = [page.permissions_for_user(compiler).can_edit() for page in pages]

    assert editable == [True, True, False]


def test_compiler_of_the_lower_office_does_not_reach_the_upper_department(departments, pages):
    compiler = factories.person(Role.COMPILER, departments[1])

    editable = [page.permissions_for_user(compiler).can_edit() for page in pages]

    assert editable == [False, True, False]


def test_department_reviewer_reads_and_edits_nothing(departments, pages):
    reviewer = factories.person(Role.DEPARTMENT_REVIEWER, departments[0])

    testers = [page.permissions_for_user(reviewer) for page in pages]

    assert [tester.can_view() for tester in testers] == [True, True, False]
    assert not any(tester.can_edit() or tester.can_delete() for tester in testers)


@pytest.mark.parametrize("role", sorted(CITY_ROLES))
def test_city_roles_read_every_page_and_edit_none(role, pages):
    user = factories.person(role)

    testers = [page.permissions_for_user(user) for page in pages]

    assert all(tester.can_view() for tester in testers)
    assert not any(tester.can_edit() or tester.can_delete() for tester in testers)


def test_superuser_edits_drafts(pages):
    admin = factories.UserFactory(is_superuser=True)

    assert all(page.permissions_for_user(admin).can_edit() for page in pages)


FORBIDDEN = [
    "can_add_subpage",
    "can_copy",
    "can_move",
    "can_publish",
    "can_publish_subpage",
    "can_reorder_children",
    "can_set_view_restrictions",
    "can_submit_for_moderation",
    "can_unpublish",
    "can_unschedule",
]


@pytest.mark.parametrize("question", FORBIDDEN)
def test_nobody_takes_a_page_around_the_review(question, departments, pages):
    people = [factories.UserFactory(is_superuser=True)]
    people.append(factories.person(Role.COMPILER, departments[0]))
    chain = [*pages[0].get_ancestors(), pages[0], Page.objects.get(pk=pages[0].pk)]

    answers = [
        getattr(page.permissions_for_user(user), question)() for page in chain for user in people
    ]

    assert not any(answers)


def test_draft_is_deleted_by_its_compiler_and_a_bound_guide_by_nobody(
    departments, pages, monkeypatch
):
    people = [
        factories.person(Role.COMPILER, departments[0]),
        factories.UserFactory(is_superuser=True),
    ]
    free = [pages[0].permissions_for_user(user).can_delete() for user in people]

    monkeypatch.setattr(
        registries.filed_page_ids, "answer", lambda asked: {page.pk for page in asked}
    )
    bound = [pages[0].permissions_for_user(user).can_delete() for user in people]

    assert free == [True, True]
    assert bound == [False, False]


def test_containers_are_deleted_by_nobody(departments, pages):
    admin = factories.UserFactory(is_superuser=True)

    containers = pages[0].get_ancestors().specific()

    assert len(containers) == 4
    assert not any(page.permissions_for_user(admin).can_delete() for page in containers)


def test_inactive_person_may_do_nothing(departments, pages):
    compiler = factories.person(Role.COMPILER, departments[0], is_active=False)

    tester = pages[0].permissions_for_user(compiler)

    assert not (tester.can_view() or tester.can_edit() or tester.can_delete())


def test_explorer_holds_own_pages_only_and_starts_at_the_department(departments, pages):
    compiler = factories.person(Role.COMPILER, departments[2])
    policy = policy_registry.get_by_type(Page)

    explorable = policy.explorable_instances(compiler)

    top = pages[2].get_ancestors().get(depth=3)
    assert policy.explorable_root_instance(compiler) == top
    assert set(explorable) == set(top.get_descendants(inclusive=True))


def test_two_departments_are_explored_from_above_without_their_neighbours(departments, pages):
    compiler = factories.person(Role.COMPILER, departments[1])
    factories.MembershipFactory(user=compiler, role=Role.COMPILER, department=departments[2])
    compiler = fresh(compiler)
    policy = policy_registry.get_by_type(Page)

    explorable = set(policy.explorable_instances(compiler))

    assert policy.explorable_root_instance(compiler) == factories.guide_root().page_ptr
    assert pages[0].page_ptr not in explorable
    assert {pages[1].page_ptr, pages[2].page_ptr, factories.guide_root().page_ptr} <= explorable


def test_permissions_cost_the_same_however_many_pages_are_asked(
    departments, pages, django_assert_num_queries
):
    compiler = fresh(factories.person(Role.COMPILER, departments[0]))

    # Memberships, two levels of departments, the departments' pages.
    with django_assert_num_queries(4):
        for page in pages * 5:
            page.permissions_for_user(compiler).can_edit()
