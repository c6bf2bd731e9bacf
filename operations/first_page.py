"""An operator's first page: how the house is, what waits for a hand, the plan's next nodes."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Role
from core.first_page.block import Block, register
from operations import board

STYLES = ["core/charts.css", "operations/operations.css"]


class StateOfTheHouse(Block):
    """巡检和故障: four numbers, and what failed or is near its limit."""

    name = "operations_state"
    heading = gettext_lazy("State of the house")
    template_name = "operations/first_page/state.html"

    class Media:
        css = {"all": STYLES}

    def __init__(self, user):
        super().__init__(user)
        rows = board.check_rows()
        self.run, self.this_week = board.last_inspection()
        self.rows = [row for row in rows if not row.is_quiet]
        self.facts = board.key_facts()
        self.answer = board.headline(rows, self.facts)
        self.count = len(self.rows)
        self.links = ((_("To the board"), reverse("operations:board")),)


class WaitingForOperators(Block):
    """等您处理: refused events, incidents to take up, what a second person confirms."""

    name = "operations_waiting"
    heading = gettext_lazy("Waiting for you")
    template_name = "operations/first_page/waiting.html"

    class Media:
        css = {"all": STYLES}

    def __init__(self, user):
        super().__init__(user)
        self.rows = board.waiting(user)
        self.count = len(self.rows)


class NextNodes(Block):
    """计划: the next nodes in time, late ones named."""

    name = "operations_plan"
    heading = gettext_lazy("Maintenance plan")
    template_name = "operations/first_page/plan.html"

    class Media:
        css = {"all": STYLES}

    def __init__(self, user):
        super().__init__(user)
        self.plan = board.plan_facts(timezone.localdate())
        self.count = len(self.plan["nodes"])
        self.note = _("%(value)s late") % {"value": self.plan["late"]} if self.plan["late"] else ""
        self.links = ((_("The whole year, as a table too"), reverse("operations:plan")),)


def register_blocks() -> None:
    """Show these blocks to operators."""
    for place, block in enumerate((StateOfTheHouse, WaitingForOperators, NextNodes), start=1):
        register(block, place=place, roles=[Role.OPERATOR])
