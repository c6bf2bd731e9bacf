"""The containers of the page tree: root, one page a department, folders of at most 5,000 guides."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.wagtail_changes.scoped_page import DepartmentScopedPage


class GuideRoot(DepartmentScopedPage, Page):
    """The top of all guides: one for the site."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guides.DepartmentPage"]
    max_count = 1
    is_creatable = False
    admin_default_ordering = "title"

    class Meta:
        verbose_name = _("root of the guides")


class DepartmentPage(DepartmentScopedPage, Page):
    """The part of the tree that a department owns."""

    department = models.OneToOneField(
        "core.Department",
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="page",
    )

    parent_page_types = ["guides.GuideRoot"]
    subpage_types = ["guides.GuideFolder"]
    is_creatable = False
    admin_default_ordering = "title"

    class Meta:
        verbose_name = _("department page")


class GuideFolder(DepartmentScopedPage, Page):
    """A shard below a department: the explorer, its sorts and its locks stay quick (ADR 0004)."""

    MAX_CHILDREN = 5_000

    parent_page_types = ["guides.DepartmentPage"]
    subpage_types = ["guides.GuidePage"]
    is_creatable = False

    class Meta:
        verbose_name = _("folder")
