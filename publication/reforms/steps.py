"""What a reform does, step by step: each call is one batch, True as long as more is to come.

What has been handed over is no longer found by the queries, so that a step goes on where it was.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.audit import record
from core.granting import memberships
from core.models import Department
from core.running.batch_jobs import Waits
from guides.branches import starting
from guides.branches.counting import forecast
from guides.branches.moving import items_taken
from guides.branches.tree import BATCH, branch_of
from guides.choices import DocumentKind
from guides.models import BranchJob, DepartmentPage, GuidePage, ServiceItem, SharedPart
from publication.acts import DEPARTMENT_REFORMED
from publication.choices import ReformKind, State
from publication.models import (
    Bundle,
    Campaign,
    PartChange,
    PublicState,
    Reform,
    ReformEntry,
)
from publication.reforms.checking import place_after
from publication.reforms.people import members_of
from publication.reforms.scope import bare_items_of, guides_of, sources_of
from publication.states import announce, named

About = ReformEntry.About
TAKEN = gettext_lazy(
    "The receiver has an item of this basic code. Let one guide follow the other (Successions), or "
    "delete the draft; then carry on."
)
REMEDIES = {
    BranchJob.Kept.IN_REVIEW: gettext_lazy(
        "It is under review and goes on there. When it is decided, carry on with the rest."
    ),
    BranchJob.Kept.SIBLING_IN_REVIEW: gettext_lazy(
        "Another guide of its item is under review. When that is decided, carry on with the rest."
    ),
    BranchJob.Kept.CODE_TAKEN: TAKEN,
}
"""{why a guide stays: what to do}."""


def note(
    reform: Reform, about: str, rows: Iterable[tuple[Any, str, str | Promise]], *, done: bool
) -> None:
    """Write what became of things, as (key, label, why); the last word on a thing stands."""
    ReformEntry.objects.bulk_create(
        [
            ReformEntry(
                reform=reform, about=about, key=str(key), label=str(label)[:300], is_done=done,
                why=str(why),
            )
            for key, label, why in rows
        ],
        update_conflicts=True,
        unique_fields=["reform", "about", "key"],
        update_fields=["label", "is_done", "why"],
    )  # fmt: skip


def rename(reform: Reform) -> bool:
    """Let a department have its new name."""
    (source,) = sources_of(reform)
    before = named(source)
    source.name = reform.new_name.strip()
    source.name_en = reform.new_name_en.strip() or source.name_en
    _change(reform, source, before, named(source))
    for page in DepartmentPage.objects.filter(department=source):
        page.title = page.draft_title = source.name
        page.save(update_fields=["title", "draft_title"])
    return False


def move(reform: Reform) -> bool:
    """Let a department stand below another one, on another level or in another region."""
    (source,) = sources_of(reform)
    before = named(source) | _place(source)
    place = place_after(reform, source)
    for name, value in place.items():
        setattr(source, name, value)
    source.parent = Department.objects.filter(pk=place["parent_id"]).first()
    _change(reform, source, before, named(source) | _place(source))
    return False


def _place(department):
    return {
        "parent": department.parent.name if department.parent else "",
        "level": str(department.get_level_display()),
        "region": department.region,
    }


def _change(reform, source, before, after):
    """Save a changed department; what its events say of it is kept with the reform."""
    # A batch that is done again finds the department changed already.
    reform.before = reform.before or {"from": before, "to": after}
    source.save()
    record(
        DEPARTMENT_REFORMED, by=reform.confirmed_by, role=reform.signed_role, about=source,
        before=before, after=after, decision=reform.words,
    )  # fmt: skip
    note(
        reform, About.DEPARTMENT, [(source.pk, source.name, _difference(after, before))], done=True
    )


def _difference(after, before):
    """Return in one line what changed."""
    changed = (name for name in after if after[name] != before[name])
    return "；".join(f"{before[name]} → {after[name]}" for name in changed)


def announce_next(reform: Reform) -> bool:
    """Let the register and the feed know for the next guides; those without a version are only
    written into the report.
    """
    rows = guides_of(reform).filter(pk__gt=reform.cursor).only("pk", "code", "title")
    found = list(rows[:BATCH])
    if not found:
        return False
    announce(
        [one.code for one in found],
        reform.before["from"],
        reform.before["to"],
        reform.confirmed_by,
        role=reform.signed_role,
        decision=reform.words,
    )
    why = _("Its next version says it; what is filed keeps version and number.")
    note(reform, About.GUIDE, [(one.code, one.title, why) for one in found], done=True)
    reform.cursor = found[-1].pk
    return True


def guides(reform: Reform) -> bool:
    """Hand the guides over by branch jobs, one a department; waits until they have ended."""
    if reform.cursor == 0:
        for source in sources_of(reform):
            _begin_job(reform, source)
        reform.cursor = 1
        return True
    if reform.jobs.exclude(state=BranchJob.State.DONE).exists():
        raise Waits
    return False


def _begin_job(reform, source):
    top = DepartmentPage.objects.filter(department=source).first()
    branch = branch_of(top.page_ptr) if top else None
    if branch is None:
        return
    items = list(reform.items.values_list("pk", flat=True))
    takes_reviewed = reform.kind == ReformKind.MERGE
    ahead = forecast(
        BranchJob.Kind.MOVE, branch, reform.target, items, takes_reviewed=takes_reviewed
    )
    if not ahead.total:
        return
    try:
        job = starting.begin(
            BranchJob.Kind.MOVE, branch, reform.confirmed_by, reform.words, reform.target,
            total=ahead.total, role=reform.signed_role, items=items, takes_reviewed=takes_reviewed,
        )  # fmt: skip
    except ValidationError as another:
        raise Waits from another
    reform.jobs.add(job)


def items(reform: Reform) -> bool:
    """Hand over the next items that have no guide."""
    taken = items_taken(reform.target)
    found = list(bare_items_of(reform).filter(~taken).select_for_update(of=("self",))[:BATCH])
    if not found:
        return False
    ServiceItem.objects.filter(pk__in=[one.pk for one in found]).update(
        department=reform.target, updated_at=timezone.now()
    )
    note(reform, About.ITEM, [(one.pk, one.name, "") for one in found], done=True)
    return True


def parts(reform: Reform) -> bool:
    """Hand over the next shared parts of which no change is under review."""
    # A standard guide's part goes with its guide.
    rows = SharedPart.objects.filter(department__in=reform.sources.values("pk"), guide_code="")
    found = list(rows.filter(~under_change()).order_by("pk")[:BATCH])
    if not found:
        return False
    SharedPart.objects.filter(pk__in=[one.pk for one in found]).update(department=reform.target)
    note(reform, About.PART, [(one.pk, one.name, "") for one in found], done=True)
    return True


def under_change() -> Exists:
    """Return the condition on shared parts of which a change is being reviewed or filed."""
    open_states = [one for one in PartChange.OPEN if one != PartChange.State.DRAFT]
    return Exists(PartChange.objects.filter(part=OuterRef("pk"), state__in=open_states))


def bundles(reform: Reform) -> bool:
    """Let the receiving department lead the bundles, which are then agreed and filed anew."""
    found = list(Bundle.objects.filter(department__in=reform.sources.values("pk")))
    Bundle.objects.filter(pk__in=[one.pk for one in found]).update(department=reform.target)
    why = _("What is filed stays. Agree to it and file it anew under the new leading department.")
    note(reform, About.BUNDLE, [(one.slug, one.name, why) for one in found], done=True)
    return False


def campaigns(reform: Reform) -> bool:
    """Let campaigns that have not ended count the receiving department instead."""
    today = timezone.localdate()
    found = Campaign.objects.filter(departments__in=reform.sources.values("pk"), due_on__gte=today)
    for campaign in found.distinct():
        campaign.departments.add(reform.receiver)
        campaign.departments.remove(*sources_of(reform))
        note(reform, About.CAMPAIGN, [(campaign.pk, campaign.name, "")], done=True)
    return False


def people(reform: Reform) -> bool:
    """Let the memberships go along, each with its entry in the log of its person."""
    for membership in members_of(reform).select_for_update(of=("self",)):
        was = str(membership)
        target = memberships.carry_along(membership, reform.receiver, reform.confirmed_by)
        note(reform, About.PERSON, [(membership.pk, was, f"→ {target.where}")], done=True)
    return False


def close(reform: Reform) -> bool:
    """Let a merged department lead to the one that took its place, once nothing in use is left.

    It stands below it, so that the people there read its past and decide what is under review.
    """
    for source in sources_of(reform):
        before = {"parent": source.parent.name if source.parent else "", "active": source.is_active}
        source.parent = reform.target
        source.children.update(parent=reform.target)
        if rest := _left(reform, source):
            why = _("%(count)s guides or shared parts are left: deal with them, then carry on.")
            note(reform, About.DEPARTMENT, [(source.pk, source.name, why % {"count": rest})],
                 done=False)  # fmt: skip
        else:
            source.is_active, source.followed_by = False, reform.target
            # What was merged into it before leads on, so that nobody has to follow a chain.
            source.followed.update(followed_by=reform.target)
            note(reform, About.DEPARTMENT, [(source.pk, source.name, f"→ {reform.receiver.name}")],
                 done=True)  # fmt: skip
        source.save()
        after = {"parent": reform.receiver.name, "active": source.is_active}
        record(
            DEPARTMENT_REFORMED, by=reform.confirmed_by, role=reform.signed_role, about=source,
            before=before, after=after, decision=reform.words,
        )  # fmt: skip
    return False


def _left(reform, source):
    """Return how many guides and parts in use a department still has; what has ended may stay."""
    ended = PublicState.objects.filter(kind=DocumentKind.GUIDE, state=State.ABOLISHED)
    guides = GuidePage.objects.filter(department=source)
    past = list(guides.filter(code__in=ended.values("code")).only("code", "title"))
    why = _("Abolished: it stays as it is.")
    note(reform, About.GUIDE, [(one.code, one.title, why) for one in past], done=True)
    busy = SharedPart.objects.filter(department=source, guide_code="").count()
    return guides.count() - len(past) + busy


def leavings(reform: Reform) -> bool:
    """Write down what could not go, with the reason."""
    left = bare_items_of(reform).filter(items_taken(reform.target))
    if reform.kind == ReformKind.MERGE:
        why = _("The receiver has this item already; this one is not in use any more.")
        note(reform, About.ITEM, [(one.pk, one.name, why) for one in left], done=True)
        left.update(is_active=False, updated_at=timezone.now())
        busy = _("A change of it is being reviewed or filed. When that has ended, carry on.")
        rows = SharedPart.objects.filter(department__in=reform.sources.values("pk"), guide_code="")
        note(reform, About.PART, [(one.pk, one.name, busy) for one in rows], done=False)
    else:
        note(reform, About.ITEM, [(one.pk, one.name, TAKEN) for one in left], done=False)
    return False


STEPS: dict[str, tuple[Callable[[Reform], bool], ...]] = {
    ReformKind.RENAME: (rename, announce_next),
    ReformKind.MERGE: (guides, items, parts, bundles, campaigns, people, close, leavings),
    ReformKind.SPLIT: (guides, items, people, leavings),
    ReformKind.MOVE: (move, announce_next),
}
"""{kind: steps}: what each kind of reform does, in this order."""


def carry_out_batch(reform: Reform) -> bool:
    """Do the next batch of a reform that is held; False once all its steps are done."""
    steps = STEPS[reform.kind]
    if reform.step >= len(steps):
        return False
    with override("zh-hans"):  # the report is kept for every reader
        if not steps[reform.step](reform):
            reform.step, reform.cursor = reform.step + 1, 0
    return True


def note_moved(
    sender: Any, job: BranchJob, moved: list, kept: list, why: dict, **more: Any
) -> None:
    """Write the guides of a branch job into the report of the reform that asked for it."""
    reform = Reform.objects.filter(jobs=job).first()
    if reform is None:
        return
    with override("zh-hans"):
        note(reform, About.GUIDE, [(one.code, one.title, "") for one in moved], done=True)
        rows = [(one.code, one.title, REMEDIES[why[one.pk]]) for one in kept]
        note(reform, About.GUIDE, rows, done=False)
