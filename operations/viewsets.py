"""Forms of what people keep: incidents, the plan, money and hours, indicators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from core.lists.snippet_viewsets import ScopedSnippetViewSet
from operations.models import Effort, Incident, Indicator, MaintenanceYear, PlanNode, Spending


class IncidentViewSet(ScopedSnippetViewSet):
    """Incidents: opened by people here, or by checks; explained here."""

    model = Incident
    icon = "warning"
    list_display = ["title", "severity", "detected_at", "responded_at", "repaired_at"]
    list_filter = ["severity", "source", "is_public"]
    search_fields = ["title", "cause"]
    inspect_view_enabled = True
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("severity"), FieldPanel("is_public")]),
        MultiFieldPanel(
            [FieldPanel("detected_at"), FieldPanel("responded_at"), FieldPanel("repaired_at")],
            heading=_("Times"),
        ),
        FieldPanel("impact"),
        FieldPanel("cause"),
        FieldPanel("measures"),
        FieldPanel("node"),
    ]


class MaintenanceYearViewSet(ScopedSnippetViewSet):
    """Years with contract and budget."""

    model = MaintenanceYear
    icon = "calendar"
    list_display = ["year", "budget", "supplier", "contract_no"]
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("budget"), FieldPanel("funding")]),
        FieldRowPanel([FieldPanel("supplier"), FieldPanel("contract_no")]),
        FieldRowPanel([FieldPanel("contract_from"), FieldPanel("contract_until")]),
        FieldPanel("payment_terms"),
    ]


class PlanNodeViewSet(ScopedSnippetViewSet):
    """Nodes of the plan."""

    model = PlanNode
    icon = "tasks"
    list_display = ["title", "kind", "start_on", "due_on", "responsible", "progress", "done_on"]
    list_filter = ["year", "kind"]
    list_select_related = ("year",)
    search_fields = ["title", "responsible"]
    inspect_view_enabled = True
    inspect_view_fields_exclude = (
        *ScopedSnippetViewSet.inspect_view_fields_exclude,
        "reminded_on",
    )
    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("start_on"), FieldPanel("due_on"), FieldPanel("done_on")]),
        FieldRowPanel(
            [FieldPanel("responsible"), FieldPanel("progress"), FieldPanel("planned_hours")]
        ),
        FieldPanel("release"),
        FieldPanel("late_reason"),
        FieldPanel("notice"),
    ]


class SpendingViewSet(ScopedSnippetViewSet):
    """Payments out of the budget."""

    model = Spending
    icon = "form"
    list_display = ["purpose", "amount", "paid_on", "node"]
    list_filter = ["year"]
    list_select_related = ("year", "node")
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("paid_on"), FieldPanel("amount")]),
        FieldPanel("purpose"),
        FieldPanel("node"),
    ]


class EffortViewSet(ScopedSnippetViewSet):
    """Hours of work."""

    model = Effort
    icon = "time"
    list_display = ["work", "person", "hours", "worked_on", "node"]
    list_filter = ["year"]
    list_select_related = ("year", "node")
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("worked_on"), FieldPanel("hours")]),
        FieldRowPanel([FieldPanel("person"), FieldPanel("work")]),
        FieldPanel("node"),
    ]


class IndicatorViewSet(ScopedSnippetViewSet):
    """Indicators of the performance report."""

    model = Indicator
    icon = "list-ol"
    list_display = ["name", "category", "weight", "standard", "target", "rule"]
    list_filter = ["category"]
    list_per_page = 50
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("category"), FieldPanel("order")]),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("weight"), FieldPanel("target"), FieldPanel("rule")]),
        FieldPanel("standard"),
        FieldPanel("source"),
    ]


class OperationsViewSetGroup(SnippetViewSetGroup):
    """What operators keep, in the menu."""

    items = (
        IncidentViewSet,
        PlanNodeViewSet,
        MaintenanceYearViewSet,
        SpendingViewSet,
        EffortViewSet,
        IndicatorViewSet,
    )
    menu_label = _("Records of operations")
    menu_icon = "folder-open-inverse"
    menu_order = 810
