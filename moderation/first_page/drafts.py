"""The compiler's second block: what this person is writing, and what each draft still lacks."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page, PageLogEntry

from core.access.page_permissions import GUIDE_DEPTH
from core.first_page.block import Block
from guides.models import GuidePage
from moderation.choices import SubmissionState
from moderation.draft_state import draft_state
from moderation.models import Submission

LOOKED_AT = 100
"""So many of a person's latest edits are looked at; one page is often edited many times."""
SHOWN = 6
GUIDE_PATH = GUIDE_DEPTH * Page.steplen


class DraftsBlock(Block):
    """草稿: what this person edited last and nobody has sent since, the most incomplete first."""

    name = "drafts"
    heading = gettext_lazy("Drafts")
    template_name = "moderation/first_page/drafts.html"

    def __init__(self, user):
        super().__init__(user)
        found = _drafts_of(user, self.scope.compiles)
        self.count = len(found)
        self.rows = found[:SHOWN]
        for row in self.rows:
            row.draft = draft_state(row.pk, row.edited_at.isoformat())
        self.rows.sort(key=lambda row: -row.draft.errors)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        return (
            (_("New guide"), reverse("guides_new")),
            (_("From a Word file"), reverse("exchange_imports")),
        )

    @property
    def answer(self) -> str:
        if not self.count:
            return ""
        sentence = ngettext("%(count)s draft not sent", "%(count)s drafts not sent", self.count)
        return sentence % {"count": self.count}


def _drafts_of(user, department_ids):
    """Return the guides of these departments that a person edited last and that nobody has sent
    since, the latest first, each with `edited_at`.
    """
    if not department_ids:
        return []
    edited = _last_edits(user)
    sent = Submission.objects.filter(page_id=OuterRef("pk"))
    guides = (
        GuidePage.objects.filter(path__in=edited, department_id__in=department_ids)
        .exclude(Exists(sent.filter(state=SubmissionState.IN_REVIEW)))
        .exclude(Exists(sent.filter(to_correct_since__isnull=False)))
        .annotate(is_revision=Exists(sent.filter(state=SubmissionState.FILED)))
        .only("title", "path", "code", "latest_revision_created_at", "situation")
    )
    last = _last_sent([guide.pk for guide in guides])
    drafts = []
    for guide in guides:
        guide.edited_at = max(edited[guide.path], guide.latest_revision_created_at)
        if guide.pk not in last or guide.edited_at > last[guide.pk]:
            drafts.append(guide)
    return sorted(drafts, key=lambda guide: guide.edited_at, reverse=True)


def _last_edits(user):
    """Return {path of a guide: moment} of a person's latest edits of guides and manuals."""
    edits = PageLogEntry.objects.filter(user=user, action="wagtail.edit").order_by("-timestamp")
    rows = edits.values_list("page_id", "timestamp")[:LOOKED_AT]
    moments = {}
    for page_id, moment in rows:
        moments.setdefault(page_id, moment)
    found = {}
    for pk, path in Page.objects.filter(pk__in=moments).values_list("pk", "path"):
        at = path[:GUIDE_PATH]
        found[at] = max(found.get(at, moments[pk]), moments[pk])
    return found


def _last_sent(guide_ids):
    """Return {guide id: moment} at which each was sent last, withdrawn ones left out."""
    rows = Submission.objects.filter(page_id__in=guide_ids)
    rows = rows.exclude(state=SubmissionState.WITHDRAWN).order_by("pk")
    return dict(rows.values_list("page_id", "submitted_at"))
