"""Roles give permissions; Django's groups and permission rows give none."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Task, Workflow

from core.access.scope import scope_of
from core.choices import Role
from core.models import Department, Membership
from core.people.credit_code import check_digit, has_valid_check_digit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", sorted(Role))
def test_every_role_enters_the_admin(role):
    assert factories.person(role).has_perm("wagtailadmin.access_admin")


def test_person_without_a_role_and_inactive_person_do_not_enter():
    people = [factories.UserFactory(), factories.person(Role.AUDITOR, is_active=False)]

    assert not any(user.has_perm("wagtailadmin.access_admin") for user in people)


def test_groups_and_permission_rows_give_nothing():
    user = factories.person(Role.COMPILER)
    group = Group.objects.get(name="Editors")
    group.permissions.set(Permission.objects.all())
    user.groups.add(group)
    user.user_permissions.set(Permission.objects.all())
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(
        group=group, page=Page.get_first_root_node(), permission=publish
    )
    user = get_user_model().objects.get(pk=user.pk)
    guide = factories.guide_page()

    tester = guide.permissions_for_user(user)

    assert not user.has_perm("core.change_membership")
    assert not tester.can_edit()
    assert not tester.can_publish()


def test_operators_keep_departments_memberships_and_people():
    user = factories.person(Role.OPERATOR)

    assert user.has_perms(["core.change_department", "core.add_membership", "auth.change_user"])
    assert not user.has_perm("core.delete_department")


def test_nobody_changes_workflows_and_tasks():
    admin = factories.UserFactory(is_superuser=True)
    from wagtail.permissions import policy_registry

    for model in (Workflow, Task):
        policy = policy_registry.get_by_type(model)
        assert policy.user_has_permission(admin, "view")
        assert not policy.user_has_any_permission(admin, {"add", "change", "delete"})


def test_scope_reaches_departments_below_for_each_role_apart():
    top = factories.DepartmentFactory()
    below = factories.DepartmentFactory(parent=top)
    lowest = factories.DepartmentFactory(parent=below)
    user = factories.person(Role.COMPILER, below)
    Membership.objects.create(user=user, role=Role.DEPARTMENT_REVIEWER, department=top)

    scope = scope_of(user)

    assert scope.compiles == {below.pk, lowest.pk}
    assert scope.reviews == {top.pk, below.pk, lowest.pk}
    assert not scope.sees_all_departments


def test_login_works_with_a_role_and_fails_with_a_wrong_password(client):
    user = factories.person(Role.COMPILER)

    address = reverse("wagtailadmin_login")
    wrong = client.post(address, {"username": user.username, "password": "wrong"})
    right = client.post(address, {"username": user.username, "password": factories.PASSWORD})

    assert wrong.status_code == 200
    assert right.status_code == 302


def test_wrong_credit_code_warns_and_is_saved(client):
    client.force_login(
        factories.person(Role.OPERATOR), backend="core.access.authentication.RoleBackend"
    )
    data = {"name": "局", "slug": "ju", "credit_code": "1" * 18, "nature": "1", "level": "3"}

    answer = client.post(reverse("wagtailsnippets_core_department:add"), data, follow=True)

    assert Department.objects.get(slug="ju").credit_code == "1" * 18
    assert "GB 32100" in answer.content.decode()


def test_check_digit_of_a_published_code_fits():
    assert check_digit("91350100M000100Y4") == "3"
    assert has_valid_check_digit("91350100M000100Y43")
    assert not has_valid_check_digit("91350100M000100Y44")
