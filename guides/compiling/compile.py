"""Starting a guide or manual: from a handling item and an outline, with what is known filled in."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.models import Department
from guides.compiling.page_sections import apply_guide, apply_manual
from guides.compiling.prefill import starting_guide, starting_manual
from guides.document import GuideDocument
from guides.models import (
    DepartmentPage,
    GuideFolder,
    GuidePage,
    GuideRoot,
    ItemSituation,
    ManualPage,
    Outline,
    ServiceItem,
    SharedPart,
)
from guides.shared_parts.inheriting import keep_local

UNSAFE = re.compile(r"[^0-9a-z]+")


def guide_code(situation: ItemSituation) -> str:
    """Return the code of a situation's guide: the one that it has, else the one that it gets."""
    known = GuidePage.objects.filter(situation=situation).values_list("code", flat=True).first()
    item = situation.item
    return known or code_of(item.department.slug, item.basic_code, situation.code)


def code_of(slug: str, basic_code: str, situation_code: str) -> str:
    """Return the path-safe code that a new guide gets: department, basic code, situation."""
    parts = (slug, basic_code, situation_code)
    return "-".join(UNSAFE.sub("-", part.lower()).strip("-") for part in parts)


@transaction.atomic
def compile_guide(
    situation: ItemSituation,
    outline: Outline,
    user: Any,
    start: Callable[[ItemSituation, str], GuideDocument] = starting_guide,
    standard: SharedPart | None = None,
) -> GuidePage:
    """Create the page of a situation's guide, pre-filled, with its first revision.

    `start(situation, code)` gives the Document with which it begins; `standard` is the standard
    guide from which it inherits.
    Raises ValidationError when the situation has a guide or its code belongs to another one.
    """
    # Held, since the item may be handed over to another department at this very moment.
    items = ServiceItem.objects.select_for_update(of=("self",)).select_related("department")
    situation.item = items.get(pk=situation.item_id)
    department = situation.item.department
    code = guide_code(situation)
    if GuidePage.objects.filter(situation=situation).exists():
        raise ValidationError(_("This handling item has a guide already."))
    if GuidePage.objects.filter(code=code).exists():
        raise ValidationError(
            _("The code “%(code)s” belongs to another guide."), params={"code": code}
        )
    page = GuidePage(
        situation=situation,
        department=department,
        code=code,
        slug=code,
        outline=outline,
        standard=standard,
        owner=user,
        live=False,
    )
    apply_guide(start(situation, code), page)
    if standard is not None:
        keep_local(page)
    folder_for(department).add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    return page


@transaction.atomic
def compile_manual(guide_page: GuidePage, outline: Outline, user: Any) -> ManualPage:
    """Create the manual below its guide; ValidationError when there is one."""
    # Held, since the guide may be taken away or handed over at this very moment.
    guide_page = GuidePage.objects.select_for_update(of=("self",)).get(pk=guide_page.pk)
    if ManualPage.objects.child_of(guide_page).exists():
        raise ValidationError(_("This guide has a manual already."))
    start = starting_manual(guide_page)
    page = ManualPage(title=start.title, slug="manual", outline=outline, owner=user, live=False)
    Page.objects.get(pk=guide_page.pk).add_child(instance=page)
    apply_manual(start, page)
    page.save()
    page.save_revision(user=user, log_action="wagtail.create")
    return page


def folder_for(department: Department) -> GuideFolder:
    """Return the department's newest folder that has room; makes folders, and the tree above.

    Holds the department's page until the transaction ends: nobody else fills its folders.
    """
    parent = department_page(department)
    parent = DepartmentPage.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    folder = GuideFolder.objects.child_of(parent).order_by("-path").first()
    if folder is None or folder.numchild >= GuideFolder.MAX_CHILDREN:
        number = int(folder.slug) + 1 if folder else 1
        new = GuideFolder(title=folder_title(number), slug=f"{number:03d}", live=False)
        folder = parent.add_child(instance=new)
    return folder


def folder_title(number: int) -> str:
    """Return what a department's nth folder is called: a reader of the path needs no number."""
    return "办事指南" if number == 1 else f"办事指南（{number}）"


def department_page(department: Department) -> DepartmentPage:
    """Return the page that a department owns; made when it is missing."""
    page = DepartmentPage.objects.filter(department=department).first()
    if page is None:
        page = guide_root().add_child(
            instance=DepartmentPage(
                title=department.name, slug=department.slug, department=department, live=False
            )
        )
    return page


def guide_root() -> GuideRoot:
    """Return the root of all guides; made when it is missing."""
    root = GuideRoot.objects.first()
    if root is None:
        root = Page.get_first_root_node().add_child(
            instance=GuideRoot(title="办事指南", slug="guides", live=False)
        )
    return root
