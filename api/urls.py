"""The addresses of the portals' API."""

from django.urls import path
from ninja import NinjaAPI

from api import problem_details
from api.routes import changes, guides

api = NinjaAPI(
    title="Service guides",
    version="1",
    description="Filed service guides, search, and the change feed. Manuals are never listed.",
    docs_url="docs",
    openapi_url="openapi.json",
    urls_namespace="api",
)
problem_details.install(api)
for room in (guides, changes):
    api.add_router("", room.router)

urlpatterns = [path("", api.urls)]
