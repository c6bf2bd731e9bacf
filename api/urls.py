"""The addresses of the portals' API."""

from django.urls import include, path, re_path
from ninja import NinjaAPI

from api import problem_details
from api.routes import changes, guide_list, guides, search

api = NinjaAPI(
    title="Service guides",
    version="1",
    description="Filed service guides, search, and the change feed. Manuals are never listed.",
    docs_url="docs",
    openapi_url="openapi.json",
    urls_namespace="api",
)
problem_details.install(api)
for room in (guide_list, guides, search, changes):
    api.add_router("", room.router)

patterns, _app, namespace = api.urls
for pattern in patterns:
    pattern.callback = problem_details.read_only(pattern.callback)

urlpatterns = [
    path("", include((patterns, namespace), namespace=namespace)),
    re_path("", problem_details.not_found, name="api_nothing"),
]
