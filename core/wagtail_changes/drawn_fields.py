"""Draws a field of a form by the compiled template at once, and what is the same for all once.

What: `FieldPanel.BoundPanel.render_html`. Why: of the fifty fields of a guide's form thirty-six
say nothing of this guide: an empty input, a choice from a list. Saves: 9 ms of CPU of 68 of the
edit form, 7 of them by drawing once. When it can go: when Wagtail's field is drawn without six
nested templates.
"""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.admin.panels import FieldPanel

from core.wagtail_changes.admin_tags import formattedfield

TOUCHED = (
    "wagtail.admin.panels.field_panel.FieldPanel.BoundPanel.get_editable_context_data",
    "wagtailadmin/panels/field_panel.html",
)


class Field(FieldPanel):
    """Wagtail's panel of one field, drawn by the compiled template at once.

    What says nothing of one guide, an empty input or a choice from a list, is drawn once.
    """

    def on_model_bound(self) -> None:
        self.drawn = {}
        super().on_model_bound()

    class BoundPanel(FieldPanel.BoundPanel):
        """The field of one form."""

        def render_html(self, parent_context: Any = None) -> SafeString:
            key = self._key()
            if key is None:
                return self._draw()
            if key not in self.panel.drawn:
                self.panel.drawn[key] = self._draw()
            return self.panel.drawn[key]

        def _draw(self):
            return formattedfield(show_label=False, **self.get_editable_context_data())

        def _key(self):
            """Return what the HTML depends on, or None when a guide's own text stands in it."""
            bound = self.bound_field
            value = bound.value()
            is_one_of_few = value in ("", None, True, False) or hasattr(bound.field, "choices")
            if bound.errors or not is_one_of_few:
                return None
            chosen = tuple(value) if isinstance(value, list) else value
            return get_language(), self.prefix, bound.field.disabled, chosen
