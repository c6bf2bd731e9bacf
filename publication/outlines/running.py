"""Runs over the guides of an outline: asked for, carried out in batches, stopped, gone on with."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pydantic import ValidationError as PydanticError

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.people.signature import signature_of
from core.running.batch_jobs import BatchJobs
from core.running.retrying import retrying
from guides.compiling.upgrading import ChangedByUpgradeError, upgrade
from guides.document import sha256_hex
from guides.document.canonical import canonical_data
from guides.models import Outline, OutlineDraft, OutlineRun, OutlineRunText
from guides.outlines.conformance import nonconformities
from guides.outlines.loading import OutlineFile, file_of, outline_of
from publication.acts import OUTLINE_TRIED, OUTLINE_UPGRADED
from publication.outlines.drafting import newest_version
from publication.outlines.people import only_keepers
from publication.outlines.texts import Standing, pages_of, standings_of, with_guides

BATCH = 25
"""Pages in one transaction."""
AT_ONCE_SECONDS = 2.0
"""So long a person who asks for a run waits; the relay does the rest."""
MOST_SAID = 5
"""So many missing places are kept of one text, in words; all are counted."""
Kind, State, Result = OutlineRun.Kind, OutlineRun.State, OutlineRunText.Result


def try_draft(draft: OutlineDraft, by: Any) -> OutlineRun:
    """Start a dry run of a draft as it is now; ValidationError while another run is active."""
    return _ask(Kind.TRIAL, draft.content, by, draft=draft)


def try_version(outline: Outline, by: Any) -> OutlineRun:
    """Start a dry run of a released version."""
    return _ask(Kind.TRIAL, file_of(outline).model_dump(mode="json"), by, outline=outline)


def upgrade_drafts(outline: Outline, by: Any) -> OutlineRun:
    """Start the upgrade of all drafts to the newest version; a dry run comes first."""
    newest = newest_version(outline.key)
    if newest is None or newest.pk != outline.pk:
        raise ValidationError(_("Drafts are upgraded to the newest version only."))
    if not tried(outline):
        raise ValidationError(
            _("Make a dry run of this version first: it shows what will be done.")
        )
    content = file_of(outline).model_dump(mode="json")
    return _ask(Kind.UPGRADE, content, by, outline=outline)


def tried(outline: Outline) -> bool:
    """Return whether a dry run of a version, or of the draft that it was, has ended."""
    sha256 = _fingerprint(file_of(outline).model_dump(mode="json"))
    runs = OutlineRun.objects.filter(key=outline.key, sha256=sha256, kind=Kind.TRIAL)
    return runs.filter(state=State.DONE).exists()


def behind(outline: Outline) -> int:
    """Return how many pages are written by an older version of an outline."""
    about = {"kind": outline.kind, "key": outline.key, "version": outline.version}
    return _pages(Kind.UPGRADE, about).count()


def _ask(kind, content, by, **about):
    only_keepers(by)
    run = OutlineRun(
        kind=kind,
        key=content["key"],
        content=content,
        sha256=_fingerprint(content),
        started_by=by,
        total=_pages(kind, content).count(),
        **about,
        **signature_of(by, None if scope_of(by).everything else Role.OPERATOR),
    )
    _save_as_the_only_one(run)
    act = OUTLINE_TRIED if kind == Kind.TRIAL else OUTLINE_UPGRADED
    record(act, by=by, about=run, sha256=run.sha256, guides=run.total)
    return run


def _fingerprint(content):
    return sha256_hex(canonical_data(content))


def _save_as_the_only_one(run):
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise ValidationError(
            _("Another run works on this outline. Wait until it has ended, or stop it.")
        ) from error


def stop(run: OutlineRun) -> bool:
    """Let a run stop after the batch at work; False when it has ended meanwhile."""
    active = OutlineRun.objects.filter(pk=run.pk, state__in=OutlineRun.ACTIVE)
    return bool(active.update(state=State.STOPPED, changed_at=timezone.now()))


@retrying
@transaction.atomic
def go_on(run: OutlineRun) -> None:
    """Let a stopped or failed run go on where it was; ValidationError when that cannot be."""
    run = OutlineRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.can_go_on:
        raise ValidationError(_("This run is not stopped."))
    run.state, run.attempts, run.error = State.WAITING, 0, ""
    _save_as_the_only_one(run)


def _pages(kind, content):
    """Return the pages at which a run looks: all of the outline; an upgrade at old versions."""
    pages = pages_of(content["kind"]).filter(outline__key=content["key"])
    return pages.filter(outline__version__lt=content["version"]) if kind == Kind.UPGRADE else pages


def _carry_out_batch(run):
    now = timezone.now()
    run.state, run.begun_at = State.RUNNING, run.begun_at or now
    ahead = _pages(run.kind, run.content).filter(pk__gt=run.last_page).order_by("pk")
    if run.kind == Kind.UPGRADE:
        # A person who submits one of them waits, and finds it upgraded.
        ahead = ahead.select_for_update(of=("self",))
    pages = list(ahead[:BATCH])
    if pages:
        with translation.override("zh-hans"):
            OutlineRunText.objects.bulk_create(_looked_at(run, pages))
        run.last_page = pages[-1].pk
    else:
        run.state, run.ended_at = State.DONE, now
    run.attempts, run.error = 0, ""
    run.save()


def _looked_at(run, pages):
    """Return what was found of each text of a batch; in an upgrade its drafts follow afterwards."""
    kind = run.content["kind"]
    pairs = list(with_guides(kind, pages))
    standings = standings_of(kind, [guide for _page, guide in pairs])
    outline = outline_of(OutlineFile.model_validate(run.content))
    found = []
    for page, guide in pairs:
        rows = [
            _row(run, page, guide, standings, standing, outline)
            for standing in standings.of(guide.code, page)
        ]
        is_done = _is_done(run, {row.result for row in rows})
        run.done, run.kept = run.done + is_done, run.kept + (not is_done)
        found += rows
    return found


def _is_done(run, results):
    """Return whether all texts of a guide conform; in an upgrade whether its draft was upgraded."""
    if run.kind == Kind.UPGRADE:
        return bool(results & {Result.UPGRADED, Result.UPGRADED_LACKS})
    return results <= {Result.FITS}


def _row(run, page, guide, standings, standing, outline):
    row = OutlineRunText(
        run=run, page=guide, department=guide.department, title=page.title[:255], standing=standing
    )
    try:
        if run.kind == Kind.UPGRADE and standing == Standing.DRAFT:
            document = upgrade(page, run.outline, run.started_by).present()
            results = Result.UPGRADED, Result.UPGRADED_LACKS
        else:
            document = standings.document(guide.code, page, standing)
            results = Result.FITS, Result.LACKS
            if run.kind == Kind.UPGRADE:
                results = Result.LEFT, Result.LEFT
    except PydanticError:
        row.result, row.missing = Result.REFUSED, [["", _("Some values cannot be used")]]
        return row
    except ChangedByUpgradeError as error:
        row.result, row.missing = Result.REFUSED, [["", str(error.message)]]
        return row
    missing = nonconformities(document, outline)
    row.result = results[bool(missing)]
    row.missing = [[one.pointer, one.message] for one in missing[:MOST_SAID]]
    row.missing_count = len(missing)
    return row


def _ahead():
    rows = OutlineRun.objects.filter(state__in=OutlineRun.ACTIVE).order_by("pk")
    return rows.select_related("started_by").prefetch_related("outline__sections")


_JOBS = BatchJobs("run over an outline", _ahead, _carry_out_batch)
work = _JOBS.work
carry_out_next = _JOBS.carry_out_next
