"""The questions of a guide in the API: the same logic as on the page."""

import pytest

from tests.home.samples import CODE, document, file
from tests.home.test_case import MATERIALS, TREE

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/api/v1/guides/{CODE}/case"


def test_answers_lead_to_a_question_and_to_the_document_of_the_case(client):
    file(document(question_tree=TREE, materials=MATERIALS))

    first = client.get(URL).json()
    last = client.get(URL, {"a": ["agent", "o2"]}).json()
    away = client.get(URL, {"a": ["abroad"]}).json()

    assert [one["key"] for one in first["question"]["options"]] == ["self", "agent", "abroad"]
    assert first["document"] is None
    assert last["question"] is None
    assert [one["key"] for one in last["document"]["materials"]["items"]] == ["m1", "m2"]
    assert away["elsewhere"] and away["document"] is None


def test_guide_without_questions_has_no_case(client):
    file(document())

    assert client.get(URL).status_code == 404
