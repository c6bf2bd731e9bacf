"""What this room adds to the admin: corrections, bad ratings, words of readers, surveys."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from core.lists.snippet_viewsets import ScopedSnippetViewSet
from feedback import policies
from feedback.choices import Mistake, Reason
from feedback.models import Correction, Rating, RatingTask, Survey, SurveyAnswer
from feedback.settling_forms import CorrectionAnswerForm, SurveyAnswerForm, TaskForm

# Before the snippets, which remember the policy that they find.
policies.register()


class DaysLeftColumn(Column):
    """How many working days are left; what is late says so in words."""

    def get_value(self, instance: Any) -> str:
        days = instance.days_left
        if days is None:
            return pgettext("feedback", "Done")
        if days < 0:
            return _("%(days)s days late") % {"days": -days}
        return _("%(days)s working days left") % {"days": days}


class LabelsColumn(Column):
    """The labels of a list of codes."""

    def __init__(self, name, code_list, **kwargs):
        super().__init__(name, **kwargs)
        self.code_list = code_list

    def get_value(self, instance: Any) -> str:
        labels = dict(self.code_list.choices)
        codes = getattr(instance, self.name)
        return "、".join(str(labels.get(code, code)) for code in codes) or "—"


def read_only(*names: str) -> FieldRowPanel:
    """Return a row of fields that are only shown."""
    return FieldRowPanel([FieldPanel(name, read_only=True) for name in names])


class CorrectionViewSet(ScopedSnippetViewSet):
    """The corrections of a department, open ones first by their last day."""

    model = Correction
    icon = "edit"
    list_display = [
        "number",
        "title",
        "text",
        LabelsColumn("kinds", Mistake, label=gettext_lazy("Kind of mistake")),
        "outcome",
        DaysLeftColumn("days_left", label=gettext_lazy("Left")),
        "department",
    ]
    list_select_related = ("department",)
    list_filter = ["outcome", "department", "created_at"]
    search_fields = ["number", "title", "text"]
    inspect_view_enabled = True
    inspect_view_fields_exclude = ("phone",)
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    read_only("number", "title", "version", "section"),
                    read_only("created_at", "due_on", "phone"),
                    FieldPanel("sentence", read_only=True),
                    FieldPanel("text", read_only=True),
                ],
                heading=gettext_lazy("What was said"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("outcome"), FieldPanel("mended_in")]), "answer"],
                heading=gettext_lazy("Answer in public"),
            ),
        ],
        base_form_class=CorrectionAnswerForm,
    )


class RatingTaskViewSet(ScopedSnippetViewSet):
    """The bad ratings of a department as tasks, open ones first by their last day."""

    model = RatingTask
    icon = "warning"
    list_display = [
        "rating",
        "contact_due_on",
        "contacted_at",
        "mend_due_on",
        "mended_at",
        DaysLeftColumn("days_left", label=gettext_lazy("Left")),
        "department",
    ]
    list_select_related = ("department", "rating")
    list_filter = ["department", "mended_at"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            read_only("rating", "contact_due_on", "mend_due_on"),
            FieldPanel("contact_note"),
            FieldPanel("mend_note"),
        ],
        base_form_class=TaskForm,
    )


class RatingViewSet(ScopedSnippetViewSet):
    """The ratings of a department; words are shown in public after a look."""

    model = Rating
    icon = "pick"
    list_display = [
        "title",
        "level",
        LabelsColumn("reasons", Reason, label=gettext_lazy("Reasons")),
        "words",
        "words_state",
        "created_at",
        "department",
    ]
    list_select_related = ("department",)
    list_filter = ["level", "words_state", "department", "created_at"]
    search_fields = ["title", "words"]
    inspect_view_enabled = True
    inspect_view_fields_exclude = ("phone",)
    panels = [
        read_only("title", "version", "section", "level", "created_at", "phone"),
        FieldPanel("words", read_only=True),
        FieldPanel("words_state"),
    ]


class SurveyViewSet(ScopedSnippetViewSet):
    """The surveys among departments, and what followed from them."""

    model = Survey
    icon = "form"
    list_display = ["name", "opens_on", "closes_on"]
    inspect_view_enabled = True
    panels = [
        "name",
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        "consequences",
    ]


class SurveyAnswerViewSet(ScopedSnippetViewSet):
    """What departments say of the system."""

    model = SurveyAnswer
    icon = "comment"
    list_display = ["survey", "department", "level", "good", "missing", "answered_at"]
    list_select_related = ("survey", "department")
    list_filter = ["survey", "level"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("survey"), FieldPanel("department")]),
            FieldPanel("level"),
            FieldPanel("good"),
            FieldPanel("missing"),
        ],
        base_form_class=SurveyAnswerForm,
    )


class FeedbackViewSetGroup(SnippetViewSetGroup):
    """The menu of feedback."""

    items = (
        CorrectionViewSet,
        RatingTaskViewSet,
        RatingViewSet,
        SurveyViewSet,
        SurveyAnswerViewSet,
    )
    menu_label = gettext_lazy("Feedback")
    menu_icon = "comment"
    menu_order = 550


register_snippet(FeedbackViewSetGroup)
