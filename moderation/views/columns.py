"""Columns of the work queue."""

from django.utils import timezone
from wagtail.admin.ui.tables import BaseColumn

from moderation.comparing.sections import COVER, OUTLINE, label_of


class NameColumn(BaseColumn):
    """The title as a link, and what was sent."""

    cell_template_name = "moderation/columns/name.html"


class ChangesColumn(BaseColumn):
    """新增, or how many sections and places changed, and which."""

    cell_template_name = "moderation/columns/changes.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        labels = [label_of(key) for key in instance.changes if key not in (COVER, OUTLINE)]
        return context | {
            "sections": len(instance.changes),
            "places": sum(instance.changes.values()),
            "labels": "、".join(labels[:4]) + ("…" if len(labels) > 4 else ""),
        }


class SentColumn(BaseColumn):
    """第几次, and the day."""

    cell_template_name = "moderation/columns/sent.html"


class StandingColumn(BaseColumn):
    """Where it stands: icon and word."""

    cell_template_name = "moderation/columns/standing.html"


class WaitColumn(BaseColumn):
    """How many calendar days it has waited since it was sent."""

    cell_template_name = "moderation/columns/wait.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        sent_on = timezone.localdate(instance.submitted_at)
        return context | {"days": (timezone.localdate() - sent_on).days}
