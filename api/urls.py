"""The addresses of the portals' API."""

from functools import partial
from typing import Any

from django.conf import settings
from django.urls import include, path, re_path

from api.description import DescribedAPI, PlainJSON
from api.problem_details import install, not_found, read_only
from api.routes import bundles, changes, description, guide_list, guides, search

api = DescribedAPI(
    title="Service guides",
    version="1",
    description=(
        "Filed service guides (办事指南), search, and the change feed. Manuals are never listed. "
        "Everything is read without a key; problems speak Chinese, or English by Accept-Language."
    ),
    servers=[{"url": settings.PUBLIC_BASE_URL, "description": "This site"}],
    docs_url="docs",
    openapi_url="openapi.json",
    renderer=PlainJSON(),
    urls_namespace="api",
)
install(api)
for room in (guide_list, guides, search, changes, bundles):
    api.add_router("", room.router)

found: Any = api.urls
patterns, _app, namespace = found
for pattern in patterns:
    if pattern.name == "openapi-json":
        pattern.callback = partial(description.openapi, api=api)
patterns.append(path("schemas/guide-1.json", description.guide_schema, name="guide_schema"))
for pattern in patterns:
    pattern.callback = read_only(pattern.callback)

urlpatterns = [
    path("", include((patterns, namespace), namespace=namespace)),
    re_path("", read_only(not_found), name="api_nothing"),
]
