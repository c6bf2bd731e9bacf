"""What a paper is made of: a Document with what filing assigned, or a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from core.papers.content import Foot
from guides.choices import DocumentKind
from guides.showing.words import day
from publication.choices import State

WITHOUT_A_WORD = frozenset({State.CURRENT, ""})


@dataclass(frozen=True)
class Subject:
    """A guide or manual to be put on paper; `envelope` is None for a draft.

    `standing` holds the state's reason, since and until as ISO dates, where it has them.
    """

    code: str
    kind: str
    document: Mapping[str, Any]
    envelope: Mapping[str, Any] | None = None
    standing: Mapping[str, str] = field(default_factory=dict)
    made_on: date = field(default_factory=timezone.localdate)

    @property
    def is_draft(self) -> bool:
        """Whether nothing of it has been filed."""
        return self.envelope is None

    @property
    def address(self) -> str:
        """The public address of the guide; a manual and a draft have none."""
        if self.is_draft or self.kind == DocumentKind.MANUAL:
            return ""
        return settings.PUBLIC_BASE_URL + reverse("home:guide", args=[self.code])

    @property
    def watermark(self) -> str:
        """The word across each page of a draft."""
        return pgettext("on paper", "Draft") if self.is_draft else ""

    @property
    def title(self) -> str:
        """The title of the Document, or the item's name while it has none."""
        return self.document["title"] or self.document["item"]["name"]

    @property
    def under_title(self) -> Sequence[str]:
        """What stands below the title: the body, the dates, and a state that matters."""
        since = day((self.envelope or {}).get("effective_on", ""))
        checked = day(self.document["checked_on"])
        return [
            self.document["issuer"] or self.document["item"]["authority"]["name"],
            pgettext("on paper", "in force from %(day)s") % {"day": since} if since else "",
            pgettext("on paper", "checked on %(day)s") % {"day": checked} if checked else "",
        ]

    @property
    def state_words(self) -> str:
        """What a reader must know of the state; empty while the guide is simply in force."""
        state = (self.envelope or {}).get("state", "")
        if state in WITHOUT_A_WORD:
            return ""
        standing = self.standing
        parts = [
            str(State(state).label),
            pgettext("on paper", "from %(day)s") % {"day": day(standing["since"])}
            if standing.get("since")
            else "",
            pgettext("on paper", "until %(day)s") % {"day": day(standing["until"])}
            if standing.get("until")
            else "",
            standing.get("reason", ""),
        ]
        return "，".join(part.rstrip("。") for part in parts if part)

    @property
    def foot(self) -> Foot:
        """The foot of each page: filing number, version, when it was made, how to check it."""
        made = pgettext("on paper", "Made on %(day)s") % {"day": day(self.made_on)}
        if self.envelope is None:
            return Foot([pgettext("on paper", "Draft, not filed: nobody may act on it"), made])
        filed = pgettext("on paper", "Filing number %(number)s") % {
            "number": self.envelope["filing_no"]
        }
        version = pgettext("on paper", "version %(n)s, in force from %(day)s") % {
            "n": self.envelope["version"],
            "day": day(self.envelope["effective_on"]),
        }
        check = pgettext("on paper", "Scan the code to see whether this version is still in force")
        is_public = bool(self.address)
        return Foot(
            [f"{filed}　{version}", f"{made}　{check}" if is_public else made], self.address
        )
