"""The API's description tells everything that a client's programmer needs, and nothing else."""

import json

import pytest
from jsonschema import Draft202012Validator

from guides.document.json_schema import FOLDER, example, schema_of

pytestmark = pytest.mark.django_db
PROBLEMS = {
    "get_bundle": {"404"},
    "get_case": {"404"},
    "list_bundles": set(),
    "get_guide": {"304", "404", "410"},
    "get_guide_version": {"304", "404"},
    "list_changes": set(),
    "list_guides": set(),
    "search_guides": set(),
    "suggest": set(),
}
EVERYWHERE = {"200", "422", "429", "500", "503"}


@pytest.fixture
def description(client):
    """The API's description as a client gets it."""
    return client.get("/api/v1/openapi.json").json()


def operations(description):
    return [operation for path in description["paths"].values() for operation in path.values()]


def properties(description):
    """Return [(name, schema)] of all properties of all components."""
    return [
        (f"{name}.{key}", field)
        for name, component in description["components"]["schemas"].items()
        for key, field in component.get("properties", {}).items()
    ]


def holds_parts(field):
    """Return whether a field holds other components, whose own properties have the examples."""
    return "$ref" in json.dumps(field)


def test_operations_have_names_of_their_own_that_stay(description):
    assert {one["operationId"] for one in operations(description)} == set(PROBLEMS)


def test_every_answer_is_declared_and_every_fault_is_a_problem(description):
    for operation in operations(description):
        responses = operation["responses"]

        assert set(responses) == EVERYWHERE | PROBLEMS[operation["operationId"]]
        faults = {code: one for code, one in responses.items() if code >= "400"}
        assert {type for one in faults.values() for type in one["content"]} == {
            "application/problem+json"
        }


def test_every_property_and_parameter_is_described_with_an_example(description):
    found = properties(description)
    parameters = [one for operation in operations(description) for one in operation["parameters"]]

    assert len(found) > 200
    assert [name for name, field in found if not field.get("description")] == []
    assert [
        name for name, field in found if not field.get("examples") and not holds_parts(field)
    ] == []
    assert [one["name"] for one in parameters if not one["description"]] == []
    assert [one["name"] for one in parameters if not one["schema"]["examples"]] == []


def test_examples_are_such_values(description):
    parts = {"components": description["components"]}
    fields = [field for _name, field in properties(description)]
    fields += [one["schema"] for each in operations(description) for one in each["parameters"]]

    wrong = [
        (field["description"], value)
        for field in fields
        for value in field.get("examples", ())
        if not Draft202012Validator(field | parts).is_valid(value)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("component", "key", "listed"),
    [
        ("Envelope", "state", "State"),
        ("Envelope", "kind", "DocumentKind"),
        ("Summary", "state", "State"),
        ("Change", "type", "EventType"),
        ("Change", "kind", "DocumentKind"),
        ("GuideAnswer", "document", "GuideDocument"),
    ],
)
def test_what_comes_from_a_list_is_typed_by_it(description, component, key, listed):
    field = description["components"]["schemas"][component]["properties"][key]

    assert f"#/components/schemas/{listed}" in json.dumps(field)


def test_nothing_of_the_manual_is_described(description):
    text = json.dumps(description)

    assert "x-internal" not in text
    assert "ConditionReview" not in text


def test_the_server_is_named(description, settings):
    assert description["servers"][0]["url"] == settings.PUBLIC_BASE_URL


def test_chinese_stands_as_chinese(client):
    answers = [client.get(f"/api/v1/{path}") for path in ("openapi.json", "guides", "guides/none")]

    assert all("\\u" not in answer.content.decode() for answer in answers[1:])
    assert "食品经营许可" in answers[0].content.decode()


def test_the_schema_of_a_document_is_served_where_its_id_says(client):
    address = schema_of("guide-1")["$id"]

    answer = client.get(address)
    again = client.get(address, headers={"if-none-match": answer["ETag"]})

    assert answer.content.decode() == (FOLDER / "guide-1.json").read_text(encoding="utf-8")
    assert again.status_code == 304


def test_the_published_example_keeps_to_the_schema_and_is_public(description):
    parts = {"components": description["components"]}
    schema = description["components"]["schemas"]["GuideDocument"] | parts

    assert list(Draft202012Validator(schema).iter_errors(example())) == []
