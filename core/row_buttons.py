"""What a row of the explorer offers: plain links instead of a menu."""

from django.utils.html import format_html
from wagtail.admin.wagtail_hooks import PageListingHistoryButton, PageListingViewDraftButton
from wagtail.admin.widgets.button import ListingButton


class RowButton(ListingButton):
    """A link of one page's row, drawn without a template: there are forty on a screen."""

    @classmethod
    def of(cls, item, page):
        """Give the link of a menu item; whoever hears it out of its row is told the page."""
        button = cls.from_menu_item(item)
        button.classname = "row-link"
        button.spoken = f"{button.label} {page.get_admin_display_title()}"
        return button

    def render_html(self, parent_context=None):
        link = '<a href="{}" class="{}" aria-label="{}">{}</a>'
        return format_html(link, self.url, self.classname, self.spoken, self.label)


def row_buttons(page, user):
    """Give the links of a page, of which none costs a query; deleting is on the page itself."""
    items = [
        PageListingViewDraftButton(page=page, priority=10),
        PageListingHistoryButton(page=page, priority=20),
    ]
    return [RowButton.of(item, page) for item in items if item.is_shown(user)]
