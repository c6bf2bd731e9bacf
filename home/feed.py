"""What happened to guides, as Atom: for programs that tell a person of news."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from guides.choices import DocumentKind
from guides.showing.words import full_name, picked
from publication.models import Event, PublicState

MOST_ENTRIES = 50


class ChangesFeed(Feed):
    """The last event of each guide (最近变化), newest first; of one department, or of all."""

    feed_type = Atom1Feed

    def __init__(self, department=None):
        """`department` is a row of `home.listing.department_counts`."""
        self.department = department

    def title(self) -> str:
        """Return the name of the site, with the department's."""
        site = _("Yunxi City Service Guides")
        return f"{site} · {picked(self.department)['text']}" if self.department else site

    def subtitle(self) -> str:
        """Return what the feed tells."""
        return _("Guides that were published, revised, suspended or abolished")

    def link(self) -> str:
        """Return the address of the page that shows the same."""
        if self.department:
            return _absolute("home:department", self.department["slug"])
        return _absolute("home:front")

    def feed_url(self) -> str:
        """Return the feed's own address, which is its identity too."""
        if self.department:
            return _absolute("home:department_feed", self.department["slug"])
        return _absolute("home:feed")

    feed_guid = feed_url

    def items(self) -> list[tuple[Event, PublicState]]:
        """Return pairs of an event and its guide's state; two queries."""
        states = PublicState.objects.filter(kind=DocumentKind.GUIDE).order_by("-seq")
        if self.department:
            states = states.filter(department_slug__in=self.department["slugs"])
        newest = list(states.only("code", "seq", "title", "summary")[:MOST_ENTRIES])
        events = Event.objects.in_bulk([state.seq for state in newest])
        return [(events[state.seq], state) for state in newest if state.seq in events]

    def item_title(self, item: tuple[Event, PublicState]) -> str:
        event, state = item
        name = picked(full_name(state.summary, state.title))["text"]
        return f"{event.get_type_display()} · {name}"

    def item_description(self, item: tuple[Event, PublicState]) -> str:
        payload = item[0].payload
        # Atom's summary is HTML here; a department's words are none.
        return escape(payload.get("change_note") or payload.get("reason", ""))

    def item_link(self, item: tuple[Event, PublicState]) -> str:
        return _absolute("home:guide", item[0].code)

    def item_guid(self, item: tuple[Event, PublicState]) -> str:
        return f"{self.item_link(item)}#{item[0].seq}"

    def item_updateddate(self, item: tuple[Event, PublicState]) -> datetime:
        return item[0].at

    def item_author_name(self, item: tuple[Event, PublicState]) -> str:
        return picked(item[1].summary.get("department", {}))["text"]

    def item_categories(self, item: tuple[Event, PublicState]) -> list[str]:
        return [item[0].type]


def _absolute(name, *args):
    return settings.PUBLIC_BASE_URL + reverse(name, args=args)
