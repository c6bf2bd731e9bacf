"""What an act on a guide will lead to, shown before it is carried out."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from core.models import Department
from moderation.models import Submission
from publication.choices import EventType, State
from publication.life.successors import Successor, successor_of
from publication.life.transitions import is_allowed, outcome
from publication.models import PublicState, PublishedVersion
from publication.reading import versions_of


@dataclass(frozen=True)
class Affected:
    """A guide or manual that an act concerns, and what becomes of it."""

    state: PublicState
    before: str | Promise
    after: str | Promise


class Consequences:
    """What will happen (后果) to a guide by an act: rows, public page, versions ahead, reviews."""

    def __init__(self, code, event, data):
        self.code, self.event, self.data = code, event, data
        rows = PublicState.objects.filter(code=code).select_related("current")
        self.rows = list(rows.defer("current__text", "current__public_text").order_by("kind"))

    @property
    def guide(self) -> PublicState:
        """The guide's public state."""
        return self.rows[0]

    @property
    def affected(self) -> list[Affected]:
        """The guide, and its manual if that can follow."""
        today = timezone.localdate()
        return [
            Affected(row, State(row.state).label, State(self._after(row, today)).label)
            for row in self.rows
            if is_allowed(row.state, self.event)
        ]

    def _after(self, row, today):
        return outcome(row.state, self.event).on(in_force=row.current.effective_on <= today)

    @property
    def becomes(self) -> State:
        """The state that the guide will be in."""
        return self._after(self.guide, timezone.localdate())

    @property
    def successor(self) -> Successor | None:
        """The guide to which readers will be sent, or None."""
        return successor_of(self.data.get("successor", ""))

    @property
    def never_in_force(self) -> list[PublishedVersion]:
        """Versions that were filed ahead and will never come into force."""
        if self.event != EventType.ABOLISHED:
            return []
        current = self.guide.current.version
        return [one for one in versions_of(self.code) if one.version > current]

    @property
    def in_review(self) -> Submission | None:
        """The Submission of this guide that is under review, or None."""
        waiting = Submission.objects.in_review().filter(code=self.code)
        return waiting.without_texts().first()

    @property
    def department(self) -> str:
        """The name of the department that is responsible."""
        if self.guide.handed_to:
            return self.guide.handed_to["name"]
        found = Department.objects.filter(slug=self.guide.department_slug).first()
        return found.name if found else self.guide.summary["department"]["name"]
