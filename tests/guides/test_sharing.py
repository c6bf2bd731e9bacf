"""Shared parts in the editor: found by words, and a row held against its part."""

import pytest
from django.urls import reverse

from core.choices import Role
from tests.factories import DepartmentFactory, person
from tests.publication.part_samples import window

pytestmark = pytest.mark.django_db


@pytest.fixture
def compiler_client(client):
    department = DepartmentFactory()
    client.force_login(
        person(Role.COMPILER, department), backend="core.access.authentication.RoleBackend"
    )
    return client


def test_parts_are_found_by_words_as_rows_that_follow_them(compiler_client):
    part = window()

    answer = compiler_client.get(
        reverse("guides_shared"), {"table": "service_points", "q": "综合 窗口"}
    )

    (found,) = answer.json()["found"]
    assert (found["name"], found["version"]) == (part.name, 1)
    assert found["row"]["shared"] == part.reference


def test_a_row_is_told_in_which_fields_it_differs(compiler_client):
    part = window()
    row = {
        "row-name": part.name,
        "row-phone": "0599-7777",
        "row-shared": part.reference,
        "row-hours-count": "1",
        "row-hours-0-deleted": "",
        "row-hours-0-order": "0",
        "row-hours-0-type": "item",
        "row-hours-0-id": "",
        "row-hours-0-value-opens": "09:00",
        "row-hours-0-value-closes": "12:00",
        "row-hours-0-value-weekdays": ["1", "2", "3", "4", "5"],
        "row-languages": "",
    }

    answer = compiler_client.post(reverse("guides_shared_row") + "?table=service_points", row)

    assert [one["name"] for one in answer.json()["own"]] == ["phone"]


def test_a_reference_to_nothing_is_a_row_of_its_own(compiler_client):
    window()

    answer = compiler_client.post(
        reverse("guides_shared_row") + "?table=service_points",
        {"row-name": "别的窗口", "row-shared": "abcdefghij:9", "row-hours-count": "0"},
    )

    assert answer.json() == {"part": None}
