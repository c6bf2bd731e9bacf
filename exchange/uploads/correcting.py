"""The correction screen (导入校正): the source beside what was understood, entry by entry."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.correcting.answers import (
    DROP,
    NOTE,
    OK,
    PLACE,
    SET,
    Answer,
    answers_of,
    with_answer,
)
from exchange.correcting.entries import Entry, counted, entries_of, is_settled
from exchange.correcting.fields import typed_values
from exchange.correcting.reread import Reread, WrongValueError
from exchange.correcting.saving import save_draft
from exchange.correcting.situations import likely, situations_for
from exchange.correcting.source_view import shown_source
from exchange.correcting.targets import BY_KEY
from exchange.models import Upload
from exchange.reading.draft import LOOK, SURE, UNRECOGNISED
from exchange.uploads.access import uploads_of
from exchange.uploads.texts import findings_in, reread_upload, source_of

FIELD = "f:"
FIX = "fix"
MOVED = gettext_lazy("This place has changed meanwhile: look at it again.")


@dataclass
class _Screen:
    """An upload as it is understood now."""

    upload: Upload
    found: Reread
    entries: list[Entry] = field(default_factory=list)
    loose_findings: list[Any] = field(default_factory=list)

    def entry_at(self, start: str, end: str) -> Entry | None:
        """Return the entry with these borders; None when the screen is no longer as it was."""
        return next(
            (one for one in self.entries if (f"{one.start}", f"{one.end}") == (start, end)), None
        )


def correct(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Show a read text for correction, take an answer, or save the draft."""
    screen = _screen(upload)
    if request.method != "POST":
        return _shown(request, screen)
    act = request.POST.get("act", "")
    if act == "save":
        return _save(request, screen)
    if act == "all":
        return _keep_the_rest(request, screen)
    entry = screen.entry_at(request.POST.get("start", ""), request.POST.get("end", ""))
    if entry is None:
        return _shown(request, screen, status=409, error=MOVED)
    try:
        for answer in _answers(request, entry, act):
            _keep(upload, answer)
    except (WrongValueError, ValidationError) as error:
        entry_error = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return _shown(request, screen, status=422, wrong=entry.number, error=entry_error)
    return redirect(_next_place(upload, entry))


def _screen(upload: Upload) -> _Screen:
    found = reread_upload(upload)
    answers = answers_of(upload.answers)
    findings = findings_in(found)
    entries = entries_of(found, answers, findings)
    at_entries = {id(one) for entry in entries for one in entry.findings}
    return _Screen(upload, found, entries, [one for one in findings if id(one) not in at_entries])


def _shown(
    request: HttpRequest,
    screen: _Screen,
    *,
    status: int = 200,
    wrong: int = 0,
    error: str | Promise = "",
) -> HttpResponse:
    upload, understood = screen.upload, screen.found.understood
    homeless = _with_typed(screen.entries, _typed(request))
    words = request.GET.get("q", "")
    situations, likeliest = likely(
        situations_for(request.user, upload.department_id), understood.document, words, upload.name
    )
    chosen = request.POST.get("situation") or (str(likeliest.pk) if likeliest else "")
    text = understood.source
    counts = counted(screen.entries)
    characters = sum(not char.isspace() for char in text)
    loose = sum(
        not char.isspace()
        for entry in screen.entries
        if entry.confidence == UNRECOGNISED
        for piece in entry.pieces
        for char in text[piece.start : piece.end]
    )
    context = {
        "upload": upload,
        "entries": screen.entries,
        "source": shown_source(source_of(upload), screen.entries),
        "counts": counts,
        "all": len(screen.entries),
        "look": counts[LOOK],
        "unrecognised": counts[UNRECOGNISED],
        "sure": counts[SURE],
        "characters": characters,
        "placed": characters - loose,
        "loose": loose,
        "first_open": next((one for one in screen.entries if one.is_open), None),
        "open": [one.number for one in screen.entries if one.confidence == LOOK],
        "situations": situations,
        "words": words,
        "loose_findings": screen.loose_findings,
        "following": _following(request, upload),
        "chosen": chosen,
        "wrong": wrong,
        "error": error,
        "homeless": homeless,
        "may_save": situations_for(request.user, upload.department_id).exists(),
    }
    return render(request, "exchange/correct.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, str]:
    """Return {pointer: text} of what was typed into the fields of an entry."""
    return {
        key.removeprefix(FIELD): str(value)
        for key, value in request.POST.items()
        if key.startswith(FIELD)
    }


def _with_typed(entries: list[Entry], typed: dict[str, str]) -> list[str]:
    """Put what was typed back into the fields of its place; return what has no field any more."""
    left = dict(typed)
    for entry in entries:
        if entry.is_open:
            entry.fields = [
                replace(one, value=left.pop(one.pointer, one.value)) for one in entry.fields
            ]
    return [text for text in left.values() if text.strip()]


def _following(request: HttpRequest, upload: Upload) -> Upload | None:
    """Return the next text that the same person has to correct."""
    rest = uploads_of(request.user).filter(by=upload.by_id, state=Upload.State.CORRECTING)
    rest = rest.exclude(pk=upload.pk).defer("content", "reading")
    return rest.filter(pk__gt=upload.pk).order_by("pk").first() or rest.order_by("pk").first()


def _next_place(upload: Upload, entry: Entry) -> str:
    """Return the address of the next entry that is open, now that this one is answered."""
    fresh = Upload.objects.get(pk=upload.pk)
    entries = _screen(fresh).entries
    later = [one for one in entries if one.is_open and one.start >= entry.end]
    open_ones = later or [one for one in entries if one.is_open]
    anchor = f"#e{open_ones[0].number}" if open_ones else "#save"
    return reverse("exchange_upload", args=[upload.pk]) + anchor


def _answers(request: HttpRequest, entry: Entry, act: str) -> list[Answer]:
    """Return what was said about an entry; ValidationError or WrongValueError with the reason."""
    chosen = _chosen_lines(request, entry)
    if act == PLACE:
        target = request.POST.get("section", "")
        if target not in BY_KEY:
            raise ValidationError(_("Choose the section that this text belongs to."))
        return [Answer(start, end, PLACE, target) for start, end in chosen]
    if act in (NOTE, DROP):
        return [Answer(start, end, act) for start, end in chosen]
    if act == FIX:
        return [Answer(entry.start, entry.end, SET, "", _fix(request, entry))]
    if act != OK or entry.confidence == UNRECOGNISED:
        raise ValidationError(_("Say what becomes of this text."))
    values = typed_values(entry.fields, _typed(request))
    return [Answer(entry.start, entry.end, SET if values else OK, "", values)]


def _chosen_lines(request: HttpRequest, entry: Entry) -> list[tuple[int, int]]:
    """Return the stretches that an answer is about: the lines that are ticked, joined."""
    ticked = set(request.POST.getlist("line"))
    if not entry.lines or not ticked:
        return [(entry.start, entry.end)]
    runs: list[tuple[int, int]] = []
    joined = False
    for start, end, _text in entry.lines:
        if f"{start}-{end}" not in ticked:
            joined = False
            continue
        if joined:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        joined = True
    return runs


def _fix(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """Return the values of the certain fix of a finding that was taken (采用)."""
    rule, pointer = request.POST.get("rule"), request.POST.get("pointer")
    for one in entry.findings:
        fix = one.fix if (one.rule, one.pointer) == (rule, pointer) else None
        if fix and fix.certain and all(change.op == "replace" for change in fix.changes):
            return {change.path: change.value for change in fix.changes}
    raise ValidationError(MOVED)


@transaction.atomic
def _keep(upload: Upload, answer: Answer) -> None:
    """Keep an answer beside those that colleagues gave meanwhile; values are tried first."""
    held = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    before = answers_of(held.answers)
    same = next(
        (
            one
            for one in before
            if (one.start, one.end, one.kind) == (answer.start, answer.end, SET)
        ),
        None,
    )
    if same and answer.kind == SET:
        merged = same.values | answer.values
        answer = Answer(answer.start, answer.end, SET, "", merged)
    answers = with_answer(before, answer)
    reread_upload(held, answers)
    held.answers = [one.as_json() for one in answers]
    held.save(update_fields=["answers"])


def _keep_the_rest(request: HttpRequest, screen: _Screen) -> HttpResponse:
    """Confirm all: what was not recognised stays as notes beside the draft."""
    if not is_settled(screen.entries):
        messages.error(request, _("First decide the places that are marked to be looked at."))
        return redirect("exchange_upload", screen.upload.pk)
    for entry in screen.entries:
        if entry.confidence == UNRECOGNISED:
            _keep(screen.upload, Answer(entry.start, entry.end, NOTE))
    return redirect(reverse("exchange_upload", args=[screen.upload.pk]) + "#save")


def _save(request: HttpRequest, screen: _Screen) -> HttpResponse:
    """Write the draft; what nobody decided goes with it as comments, so that nothing is lost."""
    upload, found = screen.upload, screen.found
    situations = situations_for(request.user, upload.department_id)
    chosen = request.POST.get("situation", "")
    situation = (
        situations.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() else None
    )
    if situation is None:
        return _shown(
            request,
            screen,
            status=422,
            error=_("Choose the item and handling item of the catalogue."),
        )
    notes = [*found.notes(), *_undecided(screen)]
    try:
        with transaction.atomic():
            held = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
            if held.state != Upload.State.CORRECTING:
                return redirect("exchange_upload", upload.pk)
            saved = save_draft(found.understood.document, situation, request.user, notes)
            held.state, held.page_id, held.done = Upload.State.DONE, saved.page.pk, 1
            held.save(update_fields=["state", "page", "done"])
    except ValidationError as error:
        return _shown(request, screen, status=422, error=error.messages[0])
    messages.success(
        request, _("The draft was made. What found no section stands in its comments.")
    )
    if saved.lost:
        message = _("Look at these sections, which could not be kept word for word: %(names)s.")
        messages.warning(request, message % {"names": "、".join(saved.lost)})
    return redirect("wagtailadmin_pages:edit", saved.page.pk)


def _undecided(screen: _Screen) -> list[str]:
    text = screen.found.understood.source
    return [
        text[entry.start : entry.end]
        for entry in screen.entries
        if entry.confidence == UNRECOGNISED
    ]
