"""The published JSON Schemas are those of the code, and every answer of the API keeps to them."""

import json

import pytest
from jsonschema import Draft202012Validator

from guides.document.json_schema import FOLDER, MODELS, schema_text
from guides.models import Outline
from guides.outlines.loading import load_shipped_outlines
from publication import states
from publication.take_over import take_over
from tests.api.indexed import filed_guide, index_all
from tests.filled_documents import filled_guide, filled_manual
from tests.publication.filing_samples import old_envelope

REGENERATE = "run `python manage.py export_schemas` and look at the difference"
CODE = "scjg-000131001000-01"


@pytest.mark.parametrize("name", MODELS)
def test_the_published_schema_is_that_of_the_code(name):
    published = (FOLDER / f"{name}.json").read_text(encoding="utf-8")

    assert published == schema_text(name), REGENERATE


@pytest.mark.parametrize("name", MODELS)
def test_every_property_has_its_title_in_both_languages(name):
    schema = json.loads(schema_text(name))

    untitled = [
        f"{part.get('title')}.{key}"
        for part in (schema, *schema["$defs"].values())
        for key, field in part.get("properties", {}).items()
        if not field.get("title") or not field["description"].startswith(field["title"])
    ]

    assert untitled == []
    assert schema["properties"]["item"]["description"] == "Item（事项）"


def validator(name):
    return Draft202012Validator(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


@pytest.fixture
def filled(db):
    """A filed guide and manual with every field filled."""
    load_shipped_outlines()
    guide = filled_guide(Outline.objects.get(key="unified-guide"))
    manual = filled_manual(Outline.objects.get(key="unified-manual"), guide)
    take_over(CODE, guide, manual, old_envelope())
    return guide, manual


@pytest.mark.city
@pytest.mark.parametrize("path", ["", "/versions/1"])
def test_the_document_of_an_answer_keeps_to_the_guides_schema(client, filled, path):
    document = client.get(f"/api/v1/guides/{CODE}{path}").json()["document"]

    assert list(validator("guide-1").iter_errors(document)) == []


def test_full_documents_keep_to_their_schemas(filled):
    for document in filled:
        data = document.model_dump(mode="json")
        assert list(validator(data["schema_version"]).iter_errors(data)) == []


def test_a_document_with_an_unknown_key_does_not_keep_to_the_schema(filled):
    data = filled[0].model_dump(mode="json") | {"colour": "red"}

    assert not validator("guide-1").is_valid(data)


@pytest.mark.city
@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/api/v1/guides", "guides"),
        ("/api/v1/guides", "guides?q=食品"),
        ("/api/v1/guides/{code}", "guides/scjg-000000000001-01"),
        ("/api/v1/guides/{code}/versions/{number}", "guides/scjg-000000000001-01/versions/1"),
        ("/api/v1/search", "search?q=食品"),
        ("/api/v1/suggest", "suggest?q=shipin"),
        ("/api/v1/changes", "changes"),
    ],
)
def test_answers_keep_to_the_openapi_description(client, db, path, address):
    for number in (1, 2):
        filed_guide(number)
    states.suspend("scjg-000000000002-01", None, "停电")
    index_all()
    description = client.get("/api/v1/openapi.json").json()

    answer = client.get(f"/api/v1/{address}").json()

    content = description["paths"][path]["get"]["responses"]["200"]["content"]
    schema = content["application/json"]["schema"] | {"components": description["components"]}
    assert list(Draft202012Validator(schema).iter_errors(answer)) == []
    assert answer.get("items", [None])


def test_the_openapi_description_names_every_address_and_no_other(client, db):
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert set(paths) == {
        "/api/v1/bundles",
        "/api/v1/bundles/{slug}",
        "/api/v1/guides",
        "/api/v1/guides/{code}",
        "/api/v1/guides/{code}/case",
        "/api/v1/guides/{code}/versions/{number}",
        "/api/v1/search",
        "/api/v1/suggest",
        "/api/v1/changes",
    }
