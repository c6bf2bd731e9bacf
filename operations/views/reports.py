"""Performance reports: the list, the figures beside texts and self-evaluation, the papers."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.audit.recording import write
from core.editing.seen_form import CHANGED_MEANWHILE
from core.texts.json_text import json_text
from core.texts.typed import typed_text
from operations.access import may_act, operators_only, readers_only
from operations.acts import EXPORTED_PAPER, REPORT_CLOSED, REPORT_WRITTEN
from operations.choices import ReportKind
from operations.models import Incident, Report
from operations.reports.building import Built, as_json, build, close, report_of
from operations.reports.html_paper import html_of, pdf_of
from operations.reports.period import Period


def _docx_of(built: Built) -> bytes:
    from operations.reports.word_paper import docx_of  # python-docx, for this alone

    return docx_of(built)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS: dict[str, tuple[str, Callable[[Built], bytes | str]]] = {
    "docx": (WORD, _docx_of),
    "pdf": ("application/pdf", pdf_of),
    "html": ("text/html; charset=utf-8", html_of),
}


LONGEST_TEXT, LONGEST_REASON = 20_000, 2000
PARTS: dict[str, int] = {ReportKind.YEAR: 0, ReportKind.QUARTER: 4, ReportKind.MONTH: 12}
"""How many parts of a year each kind of report has."""


class PeriodForm(forms.Form):
    """Which report is to be made."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ReportKind.choices)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    part = forms.IntegerField(
        label=gettext_lazy("Quarter or month"), min_value=0, max_value=12, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a quarter or month that there is not."""
        super().clean()
        found = self.cleaned_data
        most = PARTS.get(found.get("kind", ""))
        part = found["part"] = found.get("part") or 0
        if most == 0:
            found["part"] = 0
        elif most and not 1 <= part <= most:
            self.add_error("part", _("Give a number from 1 to %(most)s.") % {"most": most})
        return found


@require_http_methods(["GET", "POST"])
@readers_only
def show_reports(request: HttpRequest) -> HttpResponse:
    """Show the reports there are; begin another one."""
    form = PeriodForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and may_act(request.user) and form.is_valid():
        facts = form.cleaned_data
        report = report_of(Period(facts["kind"], facts["year"], facts["part"]))
        return redirect("operations:report", report.pk)
    context = {"reports": Report.objects.all(), "form": form, "may_act": may_act(request.user)}
    return render(request, "operations/reports.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def show_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show a report's figures, texts and self-evaluation; keep what an operator wrote."""
    report = get_object_or_404(Report, pk=report_id)
    may_write = may_act(request.user) and not report.closed_at
    if request.method == "POST":
        if not may_write:
            return redirect("operations:report", report.pk)
        try:
            _keep(report, request.POST)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return _shown(request, report, status=422)
        write(REPORT_WRITTEN, request=request, about=report)
        messages.success(request, _("Saved."))
        return redirect("operations:report", report.pk)
    return _shown(request, report)


def _shown(request: HttpRequest, report: Report, *, status: int = 200) -> HttpResponse:
    """Show a report with the texts that it holds, those that could not be kept included."""
    built = build(report)
    context = {
        "built": built,
        "report": report,
        "gaps": built.gaps(),
        "may_write": may_act(request.user) and not report.closed_at,
        "seen": _fingerprint(Report.objects.get(pk=report.pk)),
    }
    return render(request, "operations/report.html", context, status=status)


def _fingerprint(report):
    """Return the SHA-256 of what people wrote into a report."""
    written = json_text([report.texts, report.own_scores, report.reasons])
    return sha256(written.encode()).hexdigest()


@transaction.atomic
def _keep(report, posted):
    """Keep texts that differ from the shipped ones, scores within their weight, and reasons.

    Raise ValidationError when a text may not stand so, or a colleague wrote meanwhile; the report
    then holds what was typed, not saved.
    """
    stored = Report.objects.select_for_update().get(pk=report.pk)
    refused = _fill(report, build(report), posted)
    if posted.get("seen") not in (None, _fingerprint(stored)):
        refused.append(str(CHANGED_MEANWHILE))
    if refused:
        raise ValidationError(refused)
    report.save(update_fields=["texts", "own_scores", "reasons"])


def _fill(report, built, posted):
    """Put what was typed into a report, and return why some of it cannot be kept."""
    texts, refused = {}, []
    for chapter in built.chapters:
        for block in chapter.blocks:
            text = posted.get(f"text-{block['key']}", block["text"]).replace("\r\n", "\n")
            text = _typed(text, LONGEST_TEXT, refused)
            if text != block["shipped"]:
                texts[block["key"]] = text
    scores, reasons = {}, {}
    for line in built.lines:
        key = line.indicator.key
        score = _number(posted.get(f"own-{key}", ""))
        if score is not None:
            scores[key] = min(max(score, 0.0), float(line.indicator.weight))
        if reason := _typed(posted.get(f"reason-{key}", ""), LONGEST_REASON, refused):
            reasons[key] = reason
    report.texts, report.own_scores, report.reasons = texts, scores, reasons
    return refused


def _typed(text, most, refused):
    """Return a typed text; what may not stand so is added to `refused`, and the text stays."""
    try:
        return typed_text(text, most)
    except ValidationError as error:
        refused += error.messages
        return text.strip()


def _number(text):
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None


@require_POST
@operators_only
def close_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Freeze the figures of a report that lacks nothing."""
    report = get_object_or_404(Report, pk=report_id)
    if not report.closed_at:
        try:
            close(report, request.user, timezone.now())
        except ValueError as error:
            messages.error(request, _("Not closed yet: %(gaps)s") % {"gaps": error})
        else:
            write(REPORT_CLOSED, request=request, about=report)
            messages.success(request, _("Closed: its figures do not change any more."))
    return redirect("operations:report", report.pk)


@require_GET
@readers_only
def download_report(request: HttpRequest, report_id: int, form: str) -> HttpResponse:
    """Send a report as .docx, .pdf or .html."""
    report = get_object_or_404(Report, pk=report_id)
    media_type, write = PAPERS[form]
    with translation.override("zh-hans"):
        built = build(report)
        data = write(built)
    return _sent(request, data, media_type, f"{built.number}.{form}")


@require_GET
@readers_only
def report_figures(request: HttpRequest, report_id: int) -> HttpResponse:
    """Send the figures of a report with their queries."""
    built = build(get_object_or_404(Report, pk=report_id))
    data = json.dumps(as_json(built), ensure_ascii=False, indent=1, default=str)
    return _sent(request, data, "application/json", f"{built.number}.json")


@require_GET
@readers_only
def fault_report(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Send the report of one incident as .docx."""
    from operations.reports.fault_paper import fault_docx  # python-docx, for this alone

    incident = get_object_or_404(Incident, pk=incident_id)
    with translation.override("zh-hans"):
        data = fault_docx(incident)
    return _sent(request, data, WORD, f"GZ-{incident.pk:05d}.docx")


def _sent(request, data, media_type, name):
    write(EXPORTED_PAPER, request=request, what=name)
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
