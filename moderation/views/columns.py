"""Columns of the work queue."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.tables import BaseColumn

from moderation.comparing.sections import COVER, OUTLINE, label_of
from moderation.days_left import days_left


class NameColumn(BaseColumn):
    """The title as a link, and what was sent."""

    cell_template_name = "moderation/columns/name.html"


class ChangesColumn(BaseColumn):
    """新增, or how many sections and places changed, and which."""

    cell_template_name = "moderation/columns/changes.html"

    def get_cell_context_data(
        self, instance: Any, parent_context: Mapping[str, Any]
    ) -> dict[str, Any]:
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


class FindingsColumn(BaseColumn):
    """What the quality rules found when it was sent."""

    cell_template_name = "moderation/columns/findings.html"


class LeftColumn(BaseColumn):
    """How many working days are left of the stage, overdue ones with icon and word."""

    cell_template_name = "moderation/columns/left.html"

    def get_cell_context_data(
        self, instance: Any, parent_context: Mapping[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"days": days_left(instance)}


class ChosenColumn(BaseColumn):
    """The box by which a piece is chosen, with the text and stage that the list showed."""

    header_template_name = "moderation/columns/chosen_head.html"
    cell_template_name = "moderation/columns/chosen.html"
