"""What the reform office sets of review in the admin: time limits and checklists."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from core.lists.snippet_viewsets import ScopedSnippetViewSet
from moderation.models import Checklist, StageLimit


class StageLimitViewSet(ScopedSnippetViewSet):
    """Time limits of review that replace those by default."""

    model = StageLimit
    when_empty = _("By default: department 10, formal and compliance 15, filing 3 working days.")
    icon = "time"
    add_to_settings_menu = True
    list_display = ["span", "change_kind", "days"]
    list_filter = ["span"]
    panels = [FieldRowPanel([FieldPanel("span"), FieldPanel("change_kind"), FieldPanel("days")])]


class ChecklistViewSet(ScopedSnippetViewSet):
    """Checklists of the formal and the compliance stage that replace those by default."""

    model = Checklist
    when_empty = _("By default the reviews show the points that came with the system.")
    icon = "tasks"
    add_to_settings_menu = True
    list_display = ["stage", "outline", "version", "is_active"]
    list_filter = ["stage"]
    panels = [
        FieldRowPanel([FieldPanel("stage"), FieldPanel("outline"), FieldPanel("is_active")]),
        InlinePanel(
            "points",
            [FieldRowPanel([FieldPanel("label"), FieldPanel("key"), FieldPanel("rules")])],
            heading=_("Points"),
            label=_("Point"),
            min_num=1,
        ),
    ]
