"""How guides and manuals stand, for the lists of the admin: drafts, in review, published."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from core.access.page_permissions import GUIDE_DEPTH
from core.lists.standing import Standing
from guides.choices import DocumentKind
from guides.models import GuidePage
from moderation.corrections import corrections_of_guides
from moderation.models import Submission
from publication.choices import State
from publication.models import PublicState


def standings(pages: Collection[Page]) -> dict[int, list[Standing]]:
    """Return {page id: [Standing, …]} of the guides and manuals among Page objects; ≤ 5 queries."""
    guide_paths = {
        page.pk: page.path[: GUIDE_DEPTH * Page.steplen]
        for page in pages
        if page.depth >= GUIDE_DEPTH
    }
    codes = _codes(pages, set(guide_paths.values()))
    in_review = _in_review(codes.values())
    published = _published(codes.values())
    corrections = corrections_of_guides(set(codes.values()))
    found = {}
    for page in pages:
        if code := codes.get(guide_paths.get(page.pk)):
            kind = DocumentKind.GUIDE if page.depth == GUIDE_DEPTH else DocumentKind.MANUAL
            found[page.pk] = _words(
                published.get((code, kind)), code in in_review, corrections.get(code)
            )
    return found


def _codes(pages, paths):
    # A page may come with its code deferred: one question for all, not one for each.
    known = {page.path: page.code for page in pages if "code" in page.__dict__}
    unknown = paths - known.keys()
    if unknown:
        known |= dict(GuidePage.objects.filter(path__in=unknown).values_list("path", "code"))
    return known


def _in_review(codes):
    submissions = Submission.objects.in_review().filter(code__in=codes)
    return set(submissions.order_by().values_list("code", flat=True)) if codes else set()


def _published(codes):
    if not codes:
        return {}
    states = PublicState.objects.filter(code__in=codes)
    rows = states.values_list("code", "kind", "state", "current__version")
    return {(code, kind): (state, version) for code, kind, state, version in rows}


def _words(published, is_in_review, corrections):
    words = [_public_word(*published)] if published else []
    if is_in_review:
        words.append(Standing(_("In review"), "tasks"))
    if corrections:
        word = _("Returned for correction")
        words.append(Standing(word, "cross", corrections=tuple(corrections)))
    return words or [Standing(_("Draft"), "edit")]


def _public_word(state, version):
    if state == State.SUSPENDED:
        return Standing(pgettext("how a page stands", "Suspended"), "warning")
    if state == State.ABOLISHED:
        return Standing(_("Abolished"), "cross")
    if state == State.CURRENT:
        word = _("Version %(number)s published") % {"number": version}
        return Standing(word, "success", is_public=True)
    return Standing(str(State(state).label), "time")
