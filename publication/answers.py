"""What this room answers to the rooms below: what is filed, how pages stand, and filing itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.models import Page

from core import registries
from core.access.page_permissions import GUIDE_DEPTH
from core.choices import Role
from core.first_page import block
from core.running import background_work
from guides.choices import DocumentKind
from guides.models import GuidePage
from moderation.models import Submission
from publication import consumers
from publication.campaigns import progress, reminding
from publication.choices import EventType, State
from publication.files import withheld_contents
from publication.filing import file_submission
from publication.first_page.coming import ComingBlock
from publication.first_page.department import DepartmentBlock, QualityBlock
from publication.first_page.second_hand import SECOND_HAND, SecondHandBlock
from publication.first_page.year import YearBlock
from publication.life.transitions import NOT_FILED, refusal
from publication.models import PublicState, PublishedVersion
from publication.outlines import running
from publication.overviews import coverage, law_changes, linting
from publication.reforms import working as reforming
from publication.shared_parts import standard_views, standards, working
from publication.similar import similar_guides
from publication.standings import standings
from publication.states import transfer
from publication.suspensions.mail import send_reminders
from publication.take_over import take_over


def register() -> None:
    """Register every answer of this room."""
    registries.filed_code.register(has_been_filed)
    registries.newest_filed.register(newest_texts)
    registries.filed_text.register(text_of_version)
    registries.filed_page_ids.register(pages_bound_to_the_register)
    registries.bound_guides.register(bound_to_the_register)
    registries.revisable_guides.register(revisable)
    registries.page_standings.register(standings)
    registries.file_submission.register(file_submission)
    registries.filed_as.register(filed_as)
    registries.take_over.register(take_over)
    registries.withheld_contents.register(withheld_contents)
    registries.similar_guides.register(similar_guides)
    registries.guides_handed_over.register(transfer)
    registries.why_no_version_follows.register(why_no_version_follows)
    registries.why_not_corrected.register(why_not_corrected)
    registries.standard_address.register(standard_views.address_for)
    block.register(DepartmentBlock, place=3, roles=[Role.COMPILER])
    block.register(QualityBlock, place=3, roles=[Role.DEPARTMENT_REVIEWER])
    block.register(SecondHandBlock, place=1, roles=SECOND_HAND)
    block.register(ComingBlock, place=2, roles=[Role.FILING_OFFICER])
    block.register(YearBlock, place=3, roles=[Role.AUDITOR])
    consumers.register("quality", linting.follow)
    consumers.register("standard guides", standards.follow, standards.follow_many)
    background_work.register("mails about suspensions", send_reminders)
    background_work.register("figures of coverage", coverage.count_when_due)
    background_work.register("figures of campaigns", progress.count_when_due)
    background_work.register("reminders of campaigns", reminding.remind_when_due)
    background_work.register("mails about campaigns", reminding.send_reminders)
    background_work.register("tasks of changed laws", law_changes.spread)
    background_work.register("changes of shared parts", working.start_next)
    background_work.register("runs over outlines", running.work)
    background_work.register("reforms of departments", reforming.work)


@dataclass(frozen=True)
class Filed:
    """What a Submission was filed as, and where that stands."""

    number: str
    version: int
    public_address: str
    state_address: str


def filed_as(submission: Submission) -> Filed | None:
    """Return the Filed of a Submission, of its guide before its manual; None before it is filed."""
    rows = PublishedVersion.objects.filter(submission=submission).order_by("kind")
    found = rows.values_list("filing_no", "version", "kind").first()
    if found is None:
        return None
    number, version, kind = found
    page = "home:guide" if kind == DocumentKind.GUIDE else "home:manual"
    return Filed(
        number,
        version,
        reverse(page, args=[submission.code]),
        reverse("publication:state", args=[submission.code]),
    )


def has_been_filed(code: str) -> bool:
    """Return whether any version of a code has been filed."""
    return PublishedVersion.objects.filter(code=code).exists()


def why_not_corrected(code: str) -> Promise | None:
    """Return why the text of a code cannot be corrected now, or None."""
    state = PublicState.objects.filter(code=code, kind=DocumentKind.GUIDE).first()
    return refusal(state.state if state else NOT_FILED, EventType.CORRECTED)


def why_no_version_follows(code: str) -> Promise | None:
    """Return the sentence why nothing can be filed under a code any more, or None."""
    states = PublicState.objects.filter(code=code, kind=DocumentKind.GUIDE)
    state = states.values_list("state", flat=True).first()
    return None if state is None else refusal(state, EventType.REVISED)


def revisable() -> Q:
    """Return the condition on guide pages that are filed, and whose next version may be filed."""
    open_states = [one for one in State if refusal(one, EventType.REVISED) is None]
    states = PublicState.objects.filter(kind=DocumentKind.GUIDE, state__in=open_states)
    return Q(code__in=states.values("code"))


def newest_texts(code: str) -> dict[str, tuple[int, str]]:
    """Return {kind: (version number, canonical text)} of the newest filed versions of a code."""
    later = PublishedVersion.objects.filter(
        code=code, kind=OuterRef("kind"), version__gt=OuterRef("version")
    )
    newest = PublishedVersion.objects.filter(~Exists(later), code=code)
    rows = newest.order_by().values_list("kind", "version", "text")
    return {kind: (version, text) for kind, version, text in rows}


def text_of_version(code: str, kind: str, number: int) -> str | None:
    """Return the canonical text of one filed version, or None."""
    rows = PublishedVersion.objects.filter(code=code, kind=kind, version=number)
    return rows.values_list("text", flat=True).first()


def pages_bound_to_the_register(pages: Iterable[Page]) -> set[int]:
    """Return the ids of those pages that are, or contain, a guide that was ever filed or submitted.

    `pages` are Page instances; at most three queries for each, answered by indexes.
    """
    return {page.pk for page in pages if _is_bound(page)}


def _is_bound(page):
    if (page.depth or 0) < GUIDE_DEPTH:
        below = GuidePage.objects.filter(path__startswith=page.path)
        return below.filter(bound_to_the_register()).exists()
    # By the code itself: for "codes below this path" PostgreSQL sometimes reads all versions.
    known = _guide_of(page)
    return known is not None and (
        has_been_filed(known[1]) or Submission.objects.filter(page_id=known[0]).exists()
    )


def _guide_of(page):
    """Return (id, code) of a guide, or of the guide of a manual; None when it is gone."""
    if isinstance(page, GuidePage):
        return page.pk, page.code
    rows = GuidePage.objects.filter(path=page.path[: GUIDE_DEPTH * page.steplen])
    return rows.values_list("pk", "code").first()


def bound_to_the_register() -> Q:
    """Return the condition on guide pages under which one was ever submitted or filed."""
    submitted = Submission.objects.filter(page_id=OuterRef("pk"))
    filed = PublishedVersion.objects.filter(code=OuterRef("code"))
    return Q(Exists(submitted)) | Q(Exists(filed))
