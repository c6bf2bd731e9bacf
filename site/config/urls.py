"""The addresses of the whole site; each room keeps its own below these."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from config import health, metrics, private_files
from moderation.outside.views import opinion

handler404 = "home.errors.not_found"
handler500 = "home.errors.failed"

urlpatterns = [
    # First, as programs ask for nothing else: each pattern before it is tried in vain.
    path("api/v1/", include("api.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    re_path(
        r"^admin/documents/serve/([0-9]{1,18})/(.*)$",
        require_admin_access(private_files.document),
        name="wagtaildocs_serve",
    ),
    path("media/<path:path>", require_admin_access(private_files.picture)),
    path("", include("home.root_urls")),
    path("opinions/<str:token>/", opinion, name="outside_opinion"),
    path("admin/", include("core.urls")),
    path("admin/", include(wagtailadmin_urls)),
    *i18n_patterns(path("", include("home.urls")), prefix_default_language=False),
]
