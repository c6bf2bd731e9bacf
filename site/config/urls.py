"""The addresses of the whole site; each room keeps its own below these."""

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from config import health, private_files


def room(name):
    """Return a room's addresses, none while it has no `urls.py`."""
    return include(name) if find_spec(name) else include([])


handler404 = "home.errors.not_found"

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    re_path(
        r"^admin/documents/serve/(\d+)/(.*)$",
        require_admin_access(private_files.document),
        name="wagtaildocs_serve",
    ),
    path("media/<path:path>", require_admin_access(private_files.picture)),
    path("admin/", include("core.access.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v1/", room("api.urls")),
    *i18n_patterns(path("", room("home.urls")), prefix_default_language=False),
]
