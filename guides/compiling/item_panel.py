"""The panel of an item's page that leads to its guides, and to starting those that it lacks."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.panels import Panel

from guides.compiling.copying import patterns_for


class ItemGuidesPanel(Panel):
    """Which handling items have a guide, and from whose guide the others may start (办事指南)."""

    class BoundPanel(Panel.BoundPanel):
        """The handling items of one item."""

        template_name = "guides/panels/item_guides.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            item = self.instance
            situations = item.situations.select_related("item__department", "guide_page")
            situations = list(situations.order_by("code"))
            open_ones = [one for one in situations if not hasattr(one, "guide_page")]
            patterns = patterns_for(open_ones)
            query = urlencode({"q": item.basic_code})
            return context | {
                "rows": [(one, patterns.get(one.pk, [])) for one in situations],
                "new_guide": f"{reverse('guides_new')}?{query}" if item.is_active else "",
            }
