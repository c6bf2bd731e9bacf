"""Addresses of the stock site: Wagtail's own, and names that the shared templates link to."""

from django.http import Http404, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents import urls as wagtaildocs_urls

api = WagtailAPIRouter("wagtailapi")
api.register_endpoint("pages", PagesAPIViewSet)


def alive(request):
    """Answer 200: the server runs."""
    return HttpResponse("ok")


def nothing(request, **kwargs):
    """Stand in for a page that only our project has."""
    raise Http404


links = [
    path("-/", nothing, name="front"),
    path("-/guides/<str:code>/", nothing, name="guide"),
    path("-/guides/<str:code>/v/<int:number>/", nothing, name="guide_version"),
    path("-/guides/<str:code>/qr.svg", nothing, name="guide_qr"),
    path("-/departments/", nothing, name="departments"),
    path("-/departments/<slug:slug>/", nothing, name="department"),
    path("-/themes/<slug:slug>/", nothing, name="theme"),
    path("-/search/", nothing, name="search"),
    path("-/files/<str:sha256>/<path:name>", nothing, name="file"),
]

urlpatterns = [
    path("healthz", alive),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api.urls),
    path("", include((links, "home"))),
    path("", include(wagtail_urls)),
]
