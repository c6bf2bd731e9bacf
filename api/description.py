"""The API's description (OpenAPI 3.1): what ninja knows of the code, and what it cannot know."""

import json
from functools import cached_property

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from api.problem_details import MEDIA_TYPE
from api.schemas import Abolished, InvalidParameters, Problem
from guides.document.json_schema import GUIDE_SCHEMA, public_schema

PROBLEMS = {
    "404": ("There is no such guide or version.", Problem),
    "410": ("The guide has been abolished.", Abolished),
    "422": ("A parameter is not as it is described.", InvalidParameters),
    "429": ("Too many requests from this address.", Problem),
    "500": ("A fault of the server, which has been logged.", Problem),
    "503": ("The server is away for some seconds.", Problem),
}
EVERYWHERE = ("422", "429", "500", "503")
UNCHANGED = "304"
WITH_RETRY = ("429", "503")
OF_OPERATIONS = {
    "get_guide": (UNCHANGED, "404", "410"),
    "get_guide_version": (UNCHANGED, "404"),
    "get_case": ("404",),
    "get_bundle": ("404",),
}
"""What an operation answers besides 200 and what all of them answer."""

DOCUMENT, COMPONENT = "GuideDocument", "#/components/schemas/{}"
HEADERS = {
    "Content-Language": "The language of the texts: `zh-hans` or `en`.",
    "Retry-After": "Seconds to wait.",
    "ETag": "Send it back as `If-None-Match` to get 304 while nothing has changed.",
}


class PlainJSON(JSONRenderer):
    """JSON in which Chinese is Chinese."""

    json_dumps_params = {"ensure_ascii": False}


class DescribedAPI(NinjaAPI):
    """The portals' API with a description that tells every answer."""

    @cached_property
    def described(self) -> str:
        """The description as JSON text, made once a process."""
        return json.dumps(_completed(self.get_openapi_schema()), ensure_ascii=False)


def _completed(description):
    schemas = description["components"]["schemas"]
    for model in (Problem, InvalidParameters, Abolished):
        schema = model.model_json_schema(ref_template=COMPONENT.format("{model}"))
        schemas |= schema.pop("$defs", {})
        schemas[model.__name__] = schema
    schemas |= _document()
    schemas["GuideAnswer"]["properties"]["document"]["$ref"] = COMPONENT.format(DOCUMENT)
    for path in description["paths"].values():
        for operation in path.values():
            _complete(operation)
    text = json.dumps(description)
    for name in [name for name in schemas if COMPONENT.format(name) not in text]:
        del schemas[name]  # ninja lists what it has written out in full as well
    return description


def _complete(operation):
    for parameter in operation["parameters"]:
        parameter.pop("examples", None)  # those of its schema; beside it they would be objects
        parameter["schema"] = _alone(parameter["schema"])
        parameter["description"] = parameter["schema"]["description"]
    statuses = OF_OPERATIONS.get(operation["operationId"], ())
    responses = operation["responses"]
    for status, response in list(responses.items()):
        responses[str(status)] = responses.pop(status)
        response["headers"] = _headers("ETag") if UNCHANGED in statuses else {}
    for status in sorted((*statuses, *EVERYWHERE)):
        responses[status] = _response(status)


def _alone(schema):
    """Return a schema that ninja wrapped, although there is but one, as it is."""
    wrapped = schema.pop("allOf", [{}])
    return wrapped[0] | schema


def _response(status):
    if status == UNCHANGED:
        return {
            "description": "What `If-None-Match` names still holds.",
            "headers": _headers("ETag"),
        }
    text, model = PROBLEMS[status]
    names = ("Content-Language", "Retry-After") if status in WITH_RETRY else ("Content-Language",)
    schema = {"$ref": COMPONENT.format(model.__name__)}
    return {
        "description": text,
        "headers": _headers(*names),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }


def _headers(*names):
    return {name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in names}


def _document():
    """Return the schemas of what readers get of a Document, by name."""
    schema = public_schema(GUIDE_SCHEMA)
    parts = schema.pop("$defs") | {DOCUMENT: schema}
    del schema["$schema"], schema["$id"]
    text = json.dumps(parts, ensure_ascii=False)
    return json.loads(text.replace("#/$defs/", COMPONENT.format("")))
