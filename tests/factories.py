"""Rows and pages for tests, as few fields as a test needs; each room adds its own at the end."""

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from wagtail.models import Page

from core.choices import DEPARTMENT_ROLES, Role
from core.models import Department, Membership
from guides.models import (
    DepartmentPage,
    GuideFolder,
    GuidePage,
    GuideRoot,
    ItemSituation,
    ManualPage,
    Outline,
    ServiceItem,
)
from quality.models import RuleSetting
from quality.rule_book import forget_rule_book

PASSWORD = "a password of tests"


class DepartmentFactory(DjangoModelFactory):
    """A department without a page."""

    class Meta:
        model = Department

    slug = factory.Sequence(lambda n: f"dept-{n}")
    name = factory.LazyAttribute(lambda department: f"部门 {department.slug}")


class UserFactory(DjangoModelFactory):
    """A person without a role; the password is `PASSWORD`."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    password = factory.django.Password(PASSWORD)


class MembershipFactory(DjangoModelFactory):
    """A role of a person; department roles get a department."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.COMPILER
    department = factory.Maybe(
        factory.LazyAttribute(lambda membership: membership.role in DEPARTMENT_ROLES),
        factory.SubFactory(DepartmentFactory),
        None,
    )


class ServiceItemFactory(DjangoModelFactory):
    """A catalogue entry."""

    class Meta:
        model = ServiceItem

    department = factory.SubFactory(DepartmentFactory)
    name = factory.Sequence(lambda n: f"事项{n}")
    basic_code = factory.Sequence(lambda n: f"{n:012d}")
    item_type = "01"


class SituationFactory(DjangoModelFactory):
    """A handling item of a catalogue entry."""

    class Meta:
        model = ItemSituation

    item = factory.SubFactory(ServiceItemFactory)
    code = factory.Sequence(lambda n: f"{n:03d}")
    name = "新办"


class OutlineFactory(DjangoModelFactory):
    """An outline without sections."""

    class Meta:
        model = Outline

    key = factory.Sequence(lambda n: f"outline-{n}")
    kind = "guide"
    label = "模板"


def person(role, department=None, **fields):
    """Return a user who has one role, in a department when the role needs one."""
    given = {"department": department} if department else {}
    return MembershipFactory(user=UserFactory(**fields), role=role, **given).user


def switch_rules_off():
    """Let bare guides, which every rule finds fault with, be submitted as their test needs."""
    RuleSetting.objects.update(is_on=False)
    forget_rule_book()


def guide_root():
    """Return the root of all guides, made when it is not there."""
    root = GuideRoot.objects.first()
    if root is None:
        root = Page.get_first_root_node().add_child(
            instance=GuideRoot(title="办事指南", live=False)
        )
    return root


def department_page(department):
    """Return a department's page, made when it is not there."""
    page = DepartmentPage.objects.filter(department=department).first()
    if page is None:
        page = guide_root().add_child(
            instance=DepartmentPage(title=department.name, department=department, live=False)
        )
    return page


def guide_page(department=None, **fields):
    """Return a bare draft guide with its folder, department page and root; no section is filled."""
    department = department or DepartmentFactory()
    top = department_page(department)
    folder = GuideFolder.objects.child_of(top).first()
    if folder is None:
        folder = top.add_child(instance=GuideFolder(title="1", slug="1", live=False))
    situation = fields.pop("situation", None) or SituationFactory(item__department=department)
    given = {
        "title": situation.item.name,
        "code": f"{department.slug}-{situation.item.basic_code}-{situation.code}",
        "outline": fields.pop("outline", None) or OutlineFactory(),
        "live": False,
    }
    page = GuidePage(department=department, situation=situation, **(given | fields))
    folder.add_child(instance=page)
    page.save_revision(user=fields.get("owner"))
    return page


def manual_page(guide=None, **fields):
    """Return a bare draft manual below a guide."""
    guide = guide or guide_page()
    given = {"title": f"{guide.title} 手册", "live": False}
    given["outline"] = fields.pop("outline", None) or OutlineFactory(kind="manual")
    page = ManualPage(**(given | fields))
    guide.add_child(instance=page)
    page.save_revision(user=fields.get("owner"))
    return page
