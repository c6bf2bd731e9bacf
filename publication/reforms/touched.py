"""What a reform touches (影响): counted by SQL, with examples, and listed a screenful at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.access.page_permissions import GUIDE_DEPTH
from core.models import Department
from guides.choices import DocumentKind
from guides.models import ManualPage, SharedPart
from moderation.models import Submission
from publication.choices import ReformKind
from publication.models import (
    Bundle,
    BundlePart,
    Campaign,
    CatalogueTask,
    LawTask,
    PublicState,
    Reform,
)
from publication.reforms.people import members_of
from publication.reforms.scope import bare_items_of, guides_of, items_of

Kind = ReformKind
EXAMPLES = 3
GIVING = (Kind.MERGE, Kind.SPLIT)
STAYING = (Kind.RENAME, Kind.MOVE)


def _each(kinds, words):
    return dict.fromkeys(kinds, words)


@dataclass(frozen=True)
class Touch:
    """One kind of things that a reform touches: which, and what becomes of them, by kind of
    reform; a kind that is not named leaves them alone.
    """

    label: str | Promise
    goes: dict[ReformKind, str | Promise]
    rows: Callable[[Reform], QuerySet]
    name: Callable[[Any], str] = str
    address: Callable[[Any], str] = lambda row: ""


def _filed(reform):
    codes = guides_of(reform).order_by().values("code")
    return PublicState.objects.filter(code__in=codes, kind=DocumentKind.GUIDE)


def _drafts(reform):
    filed = PublicState.objects.filter(code=OuterRef("code"))
    return guides_of(reform).filter(~Exists(filed))


def _reviewed(reform):
    rows = Submission.objects.in_review().filter(page__in=guides_of(reform).order_by().values("pk"))
    return rows.without_texts()


def _manuals(reform):
    """Return the manuals below the guides; a path begins with that of its parent."""
    above = Left("path", GUIDE_DEPTH * Page.steplen)
    paths = guides_of(reform).order_by().values("path")
    return ManualPage.objects.annotate(guide_path=above).filter(guide_path__in=paths)


def _parts(reform):
    return SharedPart.objects.filter(department__in=reform.sources.values("pk"))


def _led(reform):
    return Bundle.objects.filter(department__in=reform.sources.values("pk"))


def _bundled(reform):
    parts = BundlePart.objects.filter(code__in=guides_of(reform).order_by().values("code"))
    return Bundle.objects.filter(pk__in=parts.values("bundle"))


def _law_tasks(reform):
    codes = guides_of(reform).order_by().values("code")
    return LawTask.objects.filter(code__in=codes, settled_at=None)


def _catalogue_tasks(reform):
    rows = CatalogueTask.objects.filter(settled_at=None, item__in=items_of(reform).values("pk"))
    return rows.select_related("item")


def _campaigns(reform):
    rows = Campaign.objects.filter(departments__in=reform.sources.values("pk"))
    return rows.filter(due_on__gte=timezone.localdate()).distinct()


def _below(reform):
    return Department.objects.filter(parent__in=reform.sources.values("pk"))


def _page_title(page):
    return page.title


def _edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


ALONG = _("go along")
WITH_GUIDES = _("go with their guides")

TOUCHES: dict[str, Touch] = {
    "published": Touch(
        _("Published guides"),
        _each(GIVING, _("go to the receiver with version, number and address; readers are told"))
        | _each(STAYING, _("keep version, number and address; the register and the feed know")),
        _filed,
        lambda row: row.title,
        lambda row: reverse("quality_open", args=[row.code]),
    ),
    "drafts": Touch(
        _("Drafts"),
        _each(GIVING, ALONG) | _each(STAYING, _("say it at once")),
        _drafts,
        _page_title,
        _edit_address,
    ),
    "review": Touch(
        _("In review"),
        _each(STAYING, _("not a word changes; it is filed as approved, or renewed in one click"))
        | {Kind.MERGE: _("not a word changes; before it is filed it is renewed in one click")}
        | {Kind.SPLIT: _("stay until they are decided; then one carries on with the rest")},
        _reviewed,
        lambda row: row.title,
        lambda row: reverse("moderation:review", args=[row.pk]),
    ),
    "manuals": Touch(
        _("Manuals"),
        _each(GIVING, WITH_GUIDES) | _each(STAYING, _("say it with their next version")),
        _manuals,
        _page_title,
        _edit_address,
    ),
    "items": Touch(
        _("Items without a guide"), _each(GIVING, ALONG), bare_items_of, lambda row: row.name
    ),
    "parts": Touch(
        _("Shared parts"),
        {Kind.MERGE: ALONG},
        _parts,
        lambda row: row.name,
        lambda row: reverse("shared_parts_one", args=[row.pk]),
    ),
    "led": Touch(
        _("Bundles that it leads"),
        {Kind.MERGE: _("are led by the receiver, then agreed and filed anew")},
        _led,
        lambda row: row.name,
        lambda row: reverse("bundles_one", args=[row.pk]),
    ),
    "bundles": Touch(
        _("Bundles with its guides"),
        _each(Kind, _("follow their guides; nothing is to be done")),
        _bundled,
        lambda row: row.name,
        lambda row: reverse("bundles_one", args=[row.pk]),
    ),
    "people": Touch(
        _("People and roles"),
        _each(GIVING, _("go along; it is written into the log of each person")),
        members_of,
    ),
    "laws": Touch(
        _("Guides to be checked after a change of law"),
        _each(GIVING, WITH_GUIDES),
        _law_tasks,
        lambda row: row.title,
    ),
    "tasks": Touch(_("Open tasks of the catalogue"), _each(GIVING, WITH_GUIDES), _catalogue_tasks),
    "campaigns": Touch(
        _("Campaigns that have not ended"),
        {Kind.MERGE: _("count the receiver instead")},
        _campaigns,
        lambda row: row.name,
        lambda row: reverse("campaigns_one", args=[row.pk]),
    ),
    "below": Touch(_("Departments below"), {Kind.MERGE: _("stand below the receiver")}, _below),
    "codes": Touch(
        _("Codes and addresses"),
        {
            Kind.MERGE: _("all stay; the department's own address leads to the receiver's"),
            **_each((Kind.SPLIT, *STAYING), _("all stay")),
        },
        _filed,
        lambda row: f"/guides/{row.code}/",
        lambda row: reverse("home:guide", args=[row.code]),
    ),
}
"""{key: Touch}: everything that may hang on a department, in the order in which it is shown."""


@dataclass(frozen=True)
class Touched:
    """One line of a preview: what, how many, the first of them, and what becomes of them."""

    key: str
    label: str | Promise
    goes: str | Promise
    count: int
    examples: list[str]


def touched_by(reform: Reform) -> list[Touched]:
    """Return the lines of a reform's preview; two queries each, one where there is nothing."""
    kind = ReformKind(reform.kind)
    found = []
    for key, touch in TOUCHES.items():
        if kind in touch.goes:
            rows = touch.rows(reform).order_by("pk")
            count = rows.count()
            examples = [touch.name(row) for row in rows[:EXAMPLES]] if count else []
            found.append(Touched(key, touch.label, touch.goes[kind], count, examples))
    return found
