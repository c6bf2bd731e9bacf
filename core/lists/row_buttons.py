"""What a row of the explorer offers: plain links instead of a menu."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.wagtail_hooks import PageListingHistoryButton, PageListingViewDraftButton
from wagtail.admin.widgets.button import ListingButton


class RowButton(ListingButton):
    """A link of one page's row, drawn without a template: there are forty on a screen."""

    def __init__(self, item, page, priority):
        url = reverse(item.url_name, args=[page.pk])
        super().__init__(str(item.label), url, priority=priority)
        self.classname = "row-link"
        # A screen reader may read it out of its row, so it names the page.
        self.spoken = f"{self.label} {page.get_admin_display_title()}"

    def render_html(self, parent_context: Any = None) -> SafeString:
        link = '<a href="{}" class="{}" aria-label="{}">{}</a>'
        return format_html(link, self.url, self.classname, self.spoken, self.label)


def row_buttons(page: Any, user: Any) -> list[RowButton]:
    """Return the links of a page, of which none costs a query; deleting is on the page itself."""
    buttons = []
    # `is_previewable` would read the page's own class from the database.
    if page.has_unpublished_changes and page.specific_class.preview_modes:
        buttons.append(RowButton(PageListingViewDraftButton, page, 10))
    if page.permissions_for_user(user).can_view_revisions():
        buttons.append(RowButton(PageListingHistoryButton, page, 20))
    return buttons
