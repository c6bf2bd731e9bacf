"""`/metrics`: counts of answers and the state of the house, in the text format of Prometheus.

nginx shows it inside only. What is expensive to find out is taken from the last inspection.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import VERSION
from core.running.measurements import BUCKETS, totals
from operations.models import BackupRun, Drill, Incident, InspectionRun
from publication.models import Cursor, DeadLetter
from publication.relay import lag_seconds

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics; a database that is away leaves the counts of answers."""
    lines = [*_answers(totals()), *_house()]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def _answers(counts):
    yield from _head("guides_request_seconds", "histogram", "Time of an answer by part.")
    for lane, found in sorted(counts.items()):
        seen = 0
        for end, count in zip((*BUCKETS, "+Inf"), found["buckets"], strict=True):
            seen += count
            yield f'guides_request_seconds_bucket{{part="{lane}",le="{end}"}} {seen}'
        yield f'guides_request_seconds_sum{{part="{lane}"}} {found["seconds"]:.3f}'
        yield f'guides_request_seconds_count{{part="{lane}"}} {seen}'
    yield from _head("guides_answers_total", "counter", "Answers by part of the site and class.")
    for lane, found in sorted(counts.items()):
        for name, count in sorted(found["classes"].items()):
            yield f'guides_answers_total{{part="{lane}",status="{name}"}} {count}'


def _house():
    now = timezone.now()
    yield from _gauge("guides_info", f'{{version="{VERSION}"}} 1', "The release.")
    yield from _gauge("guides_relay_lag_seconds", f" {lag_seconds():.1f}", "Oldest waiting event.")
    yield from _head("guides_consumer_event", "gauge", "The last event that a consumer has taken.")
    for name, seq in Cursor.objects.order_by("consumer").values_list("consumer", "seq"):
        yield f'guides_consumer_event{{consumer="{name}"}} {seq}'
    letters = DeadLetter.objects.filter(resolved_at=None).count()
    yield from _gauge("guides_dead_letters", f" {letters}", "Events that a consumer refused.")
    open_incidents = Incident.objects.real().open().count()
    yield from _gauge("guides_open_incidents", f" {open_incidents}", "Incidents not repaired.")
    for name, words, rows, moment in (
        (
            "backup",
            "Age of the last backup.",
            BackupRun.objects.filter(is_demo=False),
            "finished_at",
        ),
        ("drill", "Age of the last drill.", Drill.objects, "at"),
    ):
        last = rows.filter(is_demo=False).first()
        if last:
            age = (now - getattr(last, moment)).total_seconds()
            yield from _gauge(f"guides_{name}_age_seconds", f" {age:.0f}", words)
    yield from _inspection(now)


def _inspection(now):
    run = InspectionRun.objects.filter(is_whole=True, is_demo=False).first()
    if run is None:
        return
    age = (now - run.started_at).total_seconds()
    yield from _gauge("guides_inspection_age_seconds", f" {age:.0f}", "Age of the last inspection.")
    yield from _head("guides_check_failed", "gauge", "1 when it failed at the last inspection.")
    for name, state in run.results.order_by("check_name").values_list("check_name", "state"):
        yield f'guides_check_failed{{check="{name}"}} {int(state == "failed")}'


def _gauge(name, rest, words):
    yield from _head(name, "gauge", words)
    yield f"{name}{rest}"


def _head(name, kind, words):
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
