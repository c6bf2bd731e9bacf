"""Writing guides and manuals as Documents: the newest draft, or the newest filed version."""

import json
from typing import Any

from django.utils.translation import gettext as _

from core.registries import newest_filed
from exchange.workbooks.row_ids import row_ids_of
from guides.choices import DocumentKind
from guides.document import GuideDocument, canonical_json, public_cut
from guides.document.canonical import canonical_data
from guides.models import GuidePage, ManualPage
from guides.outlines.extra_values import to_fill_in
from guides.presenter import present_guide, present_manual

DRAFT, FILED = STATES = ("draft", "filed")


class NotThereError(Exception):
    """There is no such guide, or not in this state."""


def document_text(
    code: str, kind: str = DocumentKind.GUIDE, *, state: str | None = None, public: bool = False
) -> str:
    """Return the canonical JSON of a guide or manual as text; NotThereError when there is none.

    `state` is draft, filed, or None for the draft if there is one. `public` leaves out every
    internal field of a guide; a manual has no public part.
    """
    if public and kind == DocumentKind.MANUAL:
        raise NotThereError(_("A manual has no public part."))
    text = None
    if state != FILED:
        text = _draft(code, kind)
    if text is None and state != DRAFT:
        text = ((newest_filed(code) or {}).get(kind) or (None, None))[1]
    if text is None:
        raise NotThereError(_("There is no guide “%(code)s”.") % {"code": code})
    if public:
        text = canonical_data(public_cut(GuideDocument.model_validate_json(text)))
    return text


def workbook(code: str, kind: str = DocumentKind.GUIDE, *, state: str | None = None) -> Any:
    """Return the .xlsx of a guide or manual, a draft's with the ids of its rows."""
    from exchange.workbooks.writing import Entry, write_workbook  # openpyxl, for this alone

    document = json.loads(document_text(code, kind, state=state))
    page = None if state == FILED else _page(code, kind)
    if page is None:
        return write_workbook(kind, [Entry(code, document, {})])
    draft = page.get_latest_revision_as_object()
    if kind == DocumentKind.GUIDE:
        document = to_fill_in(document, draft.outline.extra_rules)
    return write_workbook(kind, [Entry(code, document, row_ids_of(draft))])


def _page(code, kind):
    guide = GuidePage.objects.filter(code=code).first()
    if guide is None or kind == DocumentKind.GUIDE:
        return guide
    return ManualPage.objects.child_of(guide).first()


def _draft(code, kind):
    page = GuidePage.objects.filter(code=code).first()
    if page is None:
        return None
    guide = present_guide(page.get_latest_revision_as_object())
    if kind == DocumentKind.GUIDE:
        return canonical_json(guide)
    manual = ManualPage.objects.child_of(page).first()
    if manual is None:
        return None
    return canonical_json(present_manual(manual.get_latest_revision_as_object(), guide))
