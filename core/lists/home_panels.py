"""The dashboard's panels about a person's own pages, quick for somebody who edits thousands."""

from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel
from wagtail.models import Page, PageLogEntry

from core.lists.standing import tell_standings

LOOKED_AT = 100
"""As many of a person's latest edits are looked at; one page is often edited many times."""


class OwnRecentEdits(RecentEditsPanel):
    """The five pages that a person edited last; the stock panel groups all edits ever made."""

    SHOWN = 5

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        edited_at = _last_edits(request.user, self.SHOWN)
        pages = Page.objects.filter(pk__in=edited_at).specific(defer=True)
        pages = sorted(pages, key=lambda page: edited_at[page.pk], reverse=True)
        last_edits = [(edited_at[page.pk], page) for page in tell_standings(pages)]
        return {"last_edits": last_edits, "request": request}


def _last_edits(user, most):
    """Return {page id: moment} of the pages that somebody edited last."""
    edits = PageLogEntry.objects.filter(user=user, action="wagtail.edit").order_by("-timestamp")
    found = {}
    for page_id, moment in edits.values_list("page_id", "timestamp")[:LOOKED_AT]:
        if len(found) < most:
            found.setdefault(page_id, moment)
    return found


class OwnLocks(LockedPagesPanel):
    """The pages that a person locked last; the stock panel has no end."""

    SHOWN = 20

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return context | {"locked_pages": tell_standings(context["locked_pages"][: self.SHOWN])}


def own(panels):
    """Return panels with ours in place of the stock ones."""
    ours = {RecentEditsPanel: OwnRecentEdits, LockedPagesPanel: OwnLocks}
    return [ours.get(type(panel), lambda panel=panel: panel)() for panel in panels]
