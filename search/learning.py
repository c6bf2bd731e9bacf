"""Learning from the index what ordering and spelling need, now and then, by the relay."""

from datetime import timedelta
from time import monotonic

from django.utils import timezone

from publication.models import Cursor
from search.consumer import DATABASE
from search.engines import frequencies
from search.models import DictionaryRevision, LearningRun
from search.spelling import learning as spelling

SHORTEST_REST_S = 60
REST = 100
"""After learning, nothing is learnt for so many times as long."""

THE_ROW = 1


def learn() -> LearningRun:
    """Count tokens and learn spellings; return the LearningRun."""
    run, _created = LearningRun.objects.get_or_create(pk=THE_ROW)
    run.seq, run.revision = _taken(), _revision()
    began = monotonic()
    frequencies.count_anew()
    spelling.learn()
    run.seconds = monotonic() - began
    run.save()
    return run


def learn_when_due(_until: float | None) -> int:
    """Learn when the index or the dictionary changed and the last time is long enough ago."""
    run = LearningRun.objects.filter(pk=THE_ROW).first()
    if run is None:
        is_due = _taken() > 0
    else:
        rest = timedelta(seconds=max(SHORTEST_REST_S, REST * run.seconds))
        is_new = (run.seq, run.revision) != (_taken(), _revision())
        is_due = is_new and run.learnt_at + rest < timezone.now()
    if is_due:
        learn()
    return int(is_due)


def _taken():
    return Cursor.objects.filter(consumer=DATABASE).values_list("seq", flat=True).first() or 0


def _revision():
    return DictionaryRevision.objects.values_list("number", flat=True).first() or 0
