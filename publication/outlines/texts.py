"""The texts of a guide or manual at which a run looks: drafts, in review, filed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from guides.choices import DocumentKind
from guides.models import GuidePage, ManualPage, OutlineRunText
from guides.outlines.paths import document_of
from moderation.models import Submission
from publication.choices import OPEN_STATES
from publication.models import PublicState

Standing = OutlineRunText.Standing


@dataclass(frozen=True)
class Standings:
    """Where the pages of a batch stand: what is in review, what is filed, by code of the guide."""

    kind: str
    reviewed: dict[str, Submission]
    filed: dict[str, PublicState]

    def of(self, code: str, page: Any) -> list[str]:
        """Return the texts that a page has; a draft only where nothing newer was sent."""
        found: list[str] = [Standing.PUBLISHED] if code in self.filed else []
        if code in self.reviewed:
            return [*found, Standing.IN_REVIEW]
        return found if found and not self._is_ahead(code, page) else [*found, Standing.DRAFT]

    def _is_ahead(self, code, page):
        """Return whether a page was saved after what is filed of it was sent."""
        version, saved = self.filed[code].current, page.latest_revision_created_at
        if saved is None:
            return False
        if version.submission is not None:
            return saved > version.submission.submitted_at
        return saved.date() > version.filed_on

    def document(self, code: str, page: Any, standing: str) -> BaseModel:
        """Return a text as a Document; pydantic.ValidationError for one that cannot be read."""
        if standing == Standing.DRAFT:
            return page.get_latest_revision_as_object().present()
        if standing == Standing.PUBLISHED:
            text = self.filed[code].current.text
        else:
            sent = self.reviewed[code]
            text = sent.manual_text if self.kind == DocumentKind.MANUAL else sent.guide_text
        return document_of(self.kind).model_validate_json(text)


def pages_of(kind: str) -> Any:
    """Return all pages of a kind, with what a run needs of them."""
    if kind == DocumentKind.MANUAL:
        return ManualPage.objects.all()
    return GuidePage.objects.select_related("department")


def with_guides(kind: str, pages: Sequence[Any]) -> Iterator[tuple[Any, GuidePage]]:
    """Yield pages with the guides that they are or belong to; two queries a batch."""
    if kind != DocumentKind.MANUAL:
        yield from ((page, page) for page in pages)
        return
    parents = {page.path[: -page.steplen] for page in pages}
    rows = GuidePage.objects.filter(path__in=parents).select_related("department")
    guides = {guide.path: guide for guide in rows}
    yield from ((page, guides[page.path[: -page.steplen]]) for page in pages)


def standings_of(kind: str, guides: Sequence[GuidePage]) -> Standings:
    """Return where guides, or their manuals, stand; two queries."""
    codes = [guide.code for guide in guides]
    sent = Submission.objects.in_review().filter(page__in=guides)
    if kind == DocumentKind.MANUAL:
        sent = sent.exclude(manual_text="")
    states = PublicState.objects.filter(code__in=codes, kind=kind, state__in=OPEN_STATES)
    return Standings(
        kind,
        {one.code: one for one in sent},
        {one.code: one for one in states.select_related("current__submission")},
    )
