"""Renders guides' pages once for all readers: after each event, and all of them for a release.

Readers never write: a page that is not stored yet is made for each of them (ADR 0013).
"""

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import translation

from guides.choices import DocumentKind
from home.guide_page import GuidePageHtml
from home.guide_reading import states_of
from home.models import StoredPage
from publication import consumers
from publication.models import PublicState

CONSUMER = "pages"
LIST = 200
"""So many guides are stored by one statement."""
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def register_consumer():
    """Follow the event log."""
    consumers.register(CONSUMER, keep_item)


def keep_item(event):
    """Store the pages of an event's guide and of its siblings, whose pages name its state."""
    if event.kind == DocumentKind.GUIDE:
        keep([one.code for one in states_of(event.code).siblings])


def keep(codes, languages=LANGUAGES):
    """Store the current pages of guides that are not stored as they must be; gives how many."""
    rows = []
    for language in languages:
        with translation.override(language):
            rows += filter(None, (_row(code, language) for code in codes))
    StoredPage.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("code", "language", "build"),
        update_fields=("etag", "body"),
    )
    return len(rows)


def _row(code, language):
    page = GuidePageHtml(states_of(code, language))
    if not page.exists or page.states.etag == page.etag:
        return None
    return StoredPage(
        code=code,
        language=language,
        build=settings.BUILD_ID,
        etag=page.etag,
        body=page.packed(),
    )


def missing(languages=LANGUAGES, *, size=LIST):
    """Yield lists of codes that have no page of this release in one of the languages, newest
    first; each list is read when it is asked for.
    """
    last = None
    while rows := _missing_below(last, languages, size):
        yield [code for _pk, code in rows]
        last = rows[-1][0]


def _missing_below(last, languages, size):
    states = PublicState.objects.filter(kind=DocumentKind.GUIDE)
    if last is not None:
        states = states.filter(pk__lt=last)
    stored = StoredPage.objects.filter(code=OuterRef("code"), build=settings.BUILD_ID)
    lacking = ~Exists(stored.filter(language=languages[0]))
    for language in languages[1:]:
        lacking |= ~Exists(stored.filter(language=language))
    return list(states.filter(lacking).order_by("-pk").values_list("pk", "code")[:size])


def drop_other_releases():
    """Delete the pages of every other release, once no process of theirs answers; gives how many."""
    deleted, _by_model = StoredPage.objects.exclude(build=settings.BUILD_ID).delete()
    return deleted
