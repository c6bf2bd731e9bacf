"""Logging in at the admin's own page."""

from django.conf import settings


def log_in(page, username):
    """Let a person of the demo city log in; return the page, which then shows the admin."""
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(settings.DEMO_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/admin/")
    return page
