"""What describes the API to programs: `openapi.json` and the JSON Schema of a Document."""

from functools import cache

from django.http import HttpRequest, HttpResponse

from api.conditional import conditional, entity_tag
from api.description import DescribedAPI
from guides.document.json_schema import GUIDE_SCHEMA, schema_text

SURROGATE_KEY = "api-description"


def openapi(request: HttpRequest, api: DescribedAPI) -> HttpResponse:
    """Return the description of an API as it lies, or 304."""
    text = api.described
    return conditional(request, entity_tag(text), lambda: text, surrogate_key=SURROGATE_KEY)


def guide_schema(request: HttpRequest) -> HttpResponse:
    """Return the JSON Schema of a guide's Document, or 304."""
    text = _guide_schema()
    return conditional(request, entity_tag(text), lambda: text, surrogate_key=SURROGATE_KEY)


@cache
def _guide_schema():
    return schema_text(GUIDE_SCHEMA)
