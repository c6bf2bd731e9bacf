"""What publication adds to the admin."""

from django.urls import include, path
from wagtail import hooks

from publication import admin_registry  # noqa: F401  modeladmin registers while hooks load
from publication.suspensions.home_panel import panels_of
from publication.views import state_view


@hooks.register("register_admin_urls")
def admin_urls():
    """The addresses below /admin/publication/."""
    patterns = ([path("state/<slug:code>/", state_view, name="state")], "publication")
    return [path("publication/", include(patterns))]


@hooks.register("construct_homepage_panels")
def suspensions_that_end(request, panels):
    """Show on the first page which suspensions end, to those whom it concerns."""
    panels.extend(panels_of(request.user))
