"""Rows of the work queue under the batch that they were sent in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from wagtail.admin.ui.tables import Table

from moderation.choices import SubmissionState
from moderation.models import Batch, BatchItem


@dataclass(frozen=True)
class BatchHead:
    """The head over rows that follow one another and were sent in one batch, or in none."""

    batch: Batch | None
    rows: int


class GroupedTable(Table):
    """A table whose rows may carry a `head`, which stands in a row of its own before them."""

    template_name = "moderation/columns/grouped_table.html"


def put_heads(submissions: list[Any]) -> list[Any]:
    """Put a BatchHead on each first row of a batch, and on each first row after one; two queries.

    The rows stay in their order. Without any batch there are no heads.
    """
    items = BatchItem.objects.filter(submission__in=submissions, batch__withdrawn_at=None)
    batch_of = dict(items.values_list("submission_id", "batch_id"))
    batches = _counted(set(batch_of.values()))
    for run in _runs(submissions, batch_of) if batches else ():
        run[0].head = BatchHead(batches.get(batch_of.get(run[0].pk)), len(run))
    return submissions


def _counted(ids):
    """Return {id: Batch} with `sent`, `decided` of each; nothing is asked for no batch."""
    if not ids:
        return {}
    is_ended = ~Q(items__submission__state=SubmissionState.IN_REVIEW)
    sent = Q(items__submission__isnull=False)
    counted = Batch.objects.annotate(
        sent=Count("items", filter=sent), decided=Count("items", filter=sent & is_ended)
    )
    return counted.in_bulk(ids)


def _runs(submissions, batch_of):
    """Return the rows in lists of neighbours of the same batch."""
    runs: list[list] = []
    for one in submissions:
        if runs and batch_of.get(runs[-1][0].pk) == batch_of.get(one.pk):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
