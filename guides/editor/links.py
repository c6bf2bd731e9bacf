"""Links to a place in an editor; what their hash means stands in `static/guides/places.js`."""

from django.urls import reverse

from guides.blocks.sections import MANUAL_KEYS
from guides.choices import DocumentKind
from guides.document.shared import Cover


def editor_link(guide_id: int, manual_id: int | None, kind: str, pointer: str) -> str:
    """Return the address of the editor in which a place of a Document is written.

    `pointer` is a JSON pointer of the guide's or the manual's Document; what a manual shares with
    its guide is written in the guide's editor.
    """
    section = pointer.strip("/").split("/")[0]
    is_own = kind == DocumentKind.MANUAL and (
        section in MANUAL_KEYS or section in Cover.model_fields
    )
    page_id = manual_id if is_own and manual_id else guide_id
    return f"{reverse('wagtailadmin_pages:edit', args=[page_id])}#/{pointer.strip('/')}"
