"""The rows that filing leaves: versions, events, and what readers get."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from demo.generate.version import Version
from guides.choices import DocumentKind, Origin
from guides.document.text_field import pack
from publication.choices import EventType, State
from publication.models import Event, PublicState, PublishedVersion, StateFacet

from .tables import Table

VERSIONS, EVENTS = Table(PublishedVersion), Table(Event)
STATES, STATE_FACETS = Table(PublicState), Table(StateFacet)
NO_TEXT = pack("")


class Filed:
    """What was filed of a record under one kind: writes its versions, then its state."""

    def __init__(self, record, rows, kind):
        self.record, self.rows, self.kind = record, rows, kind
        self.is_guide = kind == DocumentKind.GUIDE
        self.title = record.title if self.is_guide else record.manual_title
        self.current = self.seq = None
        self.version: Any = None

    def file(self, version: Version, submission: int, filing: int) -> None:
        """Put a PublishedVersion and its Event."""
        self.current, self.seq = self.record.take("version"), self.record.take("event")
        self.version = version
        self.rows.put(
            VERSIONS,
            id=self.current,
            version=version.number,
            title=self.title,
            change_note=version.change_note,
            submission_id=submission,
            seq=self.seq,
            **self._key(),
            **self._texts(),
            **self._envelope(filing),
        )
        self.rows.put(
            EVENTS,
            seq=self.seq,
            type=(EventType.PUBLISHED if version.number == 1 else EventType.REVISED).value,
            version=version.number,
            sha256=version.public_sha256 if self.is_guide else version.manual_sha256,
            at=version.filed_at,
            payload={"change_note": version.change_note, "effective_on": str(self._filed_on())},
            **self._key(),
        )

    def finish(self) -> None:
        """Put the PublicState of the last version, with the facets by which lists find it."""
        pk, office = self.record.take("state"), self.record.office
        self.rows.put(
            STATES,
            id=pk,
            state=State.CURRENT.value,
            current_id=self.current,
            newest_version=self.version.number,
            seq=self.seq,
            since=self._filed_on(),
            title=self.title,
            department_slug=office.slug,
            item_key=f"{office.slug}:{self.record.plan.basic_code}",
            summary=self.version.summary if self.is_guide else {},
            updated_at=self.version.filed_at,
            **self._key(),
        )
        if self.is_guide:
            for name, value in self.record.form.facets:
                facet = self.record.take("state_facet")
                self.rows.put(STATE_FACETS, id=facet, state_id=pk, name=name, value=value)

    def _key(self):
        return {"code": self.record.code, "kind": self.kind.value}

    def _texts(self):
        version = self.version
        if self.is_guide:
            return {
                "text": version.guide_text,
                "sha256": version.guide_sha256,
                "public_text": version.public_text,
                "public_sha256": version.public_sha256,
            }
        return {
            "text": version.manual_text,
            "sha256": version.manual_sha256,
            "public_text": NO_TEXT,
        }

    def _envelope(self, filing):
        filed_on = self._filed_on()
        number = settings.FILING_NUMBER_FORMAT.format(year=filed_on.year, number=filing)
        officer = self.record.city.reviewers["filing"]
        return {
            "filing_no": number,
            "filed_on": filed_on,
            "filed_by_id": officer,
            **self.record.city.signatures[officer],
            "filing_body": settings.FILING_BODY,
            "published_on": filed_on,
            "effective_on": filed_on,
            "origin": Origin.OWN.value,
            "department_slug": self.record.office.slug,
        }

    def _filed_on(self):
        return timezone.localdate(self.version.filed_at)
