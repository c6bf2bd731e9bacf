"""The local calendar in the admin, kept by operators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from core.duties.models import CalendarDay, HolidayNotice
from core.lists.snippet_viewsets import ScopedSnippetViewSet


class CalendarDayViewSet(ScopedSnippetViewSet):
    """Days that are free or worked against the rule of the week."""

    model = CalendarDay
    when_empty = _("Without days of your own the State Council's notices hold, else the week.")
    icon = "calendar-alt"
    list_display = ["day", "is_working", "name", "notice"]
    list_filter = ["is_working"]
    search_fields = ["name"]
    list_per_page = 50
    panels = [FieldRowPanel([FieldPanel("day"), FieldPanel("is_working")]), FieldPanel("name")]


class HolidayNoticeViewSet(ScopedSnippetViewSet):
    """The notices by which years are settled; their days come from a table."""

    model = HolidayNotice
    icon = "doc-full"
    list_display = ["year", "title", "number", "loaded_at"]
    panels = [FieldRowPanel([FieldPanel("year"), FieldPanel("number")]), FieldPanel("title")]


class CalendarViewSetGroup(SnippetViewSetGroup):
    """The menu of working days."""

    items = (CalendarDayViewSet, HolidayNoticeViewSet)
    menu_label = _("Working days")
    menu_icon = "calendar-alt"
    menu_order = 810
