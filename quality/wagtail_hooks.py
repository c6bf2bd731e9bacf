"""What this room adds to the admin: rules and word lists, findings in the editor."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from core.lists.snippet_viewsets import ScopedSnippetViewSet
from quality import policies
from quality.forms import THRESHOLD_FIELDS, RuleSettingForm
from quality.live_views import script_words
from quality.models import RuleSetting, WordEntry
from quality.urls import urlpatterns

# Before the snippets, which remember the policy that they find.
policies.register()


class RuleSettingViewSet(ScopedSnippetViewSet):
    """The rules with their severity and thresholds."""

    model = RuleSetting
    icon = "check"
    list_display = ["rule", Column("title", label=_("Title")), "severity", "is_on", "updated_at"]
    list_filter = ["severity", "is_on"]
    list_per_page = 50
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("severity"), FieldPanel("is_on")]),
            *(FieldPanel(name) for name in THRESHOLD_FIELDS),
        ],
        base_form_class=RuleSettingForm,
    )


class WordEntryViewSet(ScopedSnippetViewSet):
    """The words that rules look for."""

    model = WordEntry
    icon = "list-ul"
    list_display = ["wrong", "right", "word_list", "severity", "is_active", "updated_at"]
    list_filter = ["word_list", "severity", "is_active"]
    search_fields = ["wrong", "right"]
    list_per_page = 50
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("word_list"), FieldPanel("is_active")]),
        FieldRowPanel([FieldPanel("wrong"), FieldPanel("right")]),
        FieldRowPanel([FieldPanel("severity"), FieldPanel("unless_refused")]),
        FieldPanel("reason"),
    ]


class QualityViewSetGroup(SnippetViewSetGroup):
    """The menu of quality rules."""

    items = (RuleSettingViewSet, WordEntryViewSet)
    menu_label = _("Quality rules")
    menu_icon = "check"
    menu_order = 600


register_snippet(QualityViewSetGroup)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Return the addresses of this room."""
    return urlpatterns


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    """Return the script that shows findings in the editor, and its words."""
    script = format_html('<script type="module" src="{}"></script>', static("quality/findings.js"))
    return json_script(script_words(), "quality-words") + script


@hooks.register("insert_global_admin_css")
def finding_styles() -> SafeString:
    """Return the style of findings in the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("quality/findings.css"))
