"""Bare `Page` objects answer with our permission tester, like our page classes.

What: `Page.permissions_for_user`. Why: the root, and rows that are not yet specific, would answer
with Wagtail's tester, which lets superusers publish whatever a policy says. Saves: nothing, it is
a rule of the house. When it can go: when the policy of a page decides for superusers too.
"""

from wagtail.models import Page

from core.access.page_permissions import permissions_for_user

TOUCHED = ("wagtail.models.pages.AbstractPage.permissions_for_user",)


def install() -> None:
    """Let every page answer with our tester."""
    Page.permissions_for_user = permissions_for_user
