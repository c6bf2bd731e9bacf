"""Keeps the facets of a public state beside it, and the report of a reform, in one transaction."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from core.signals import guides_moved
from publication.models import PublicState, StateFacet
from publication.reforms.steps import note_moved
from publication.summary import facets_of


@receiver(post_save, sender=PublicState, dispatch_uid="publication.keep_facets")
def keep_facets(instance: PublicState, **kwargs: Any) -> None:
    """Let lists find a guide by the themes, audiences and region of its current version."""
    wanted = facets_of(instance.summary)
    rows = {(row.name, row.value): row for row in instance.facets.all()}
    if stale := [row.pk for facet, row in rows.items() if facet not in wanted]:
        StateFacet.objects.filter(pk__in=stale).delete()
    StateFacet.objects.bulk_create(
        [
            StateFacet(state=instance, name=name, value=value)
            for name, value in sorted(wanted - rows.keys())
        ]
    )


guides_moved.connect(note_moved, dispatch_uid="publication.note_moved")
