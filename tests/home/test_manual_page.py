"""Manuals are for officials: everybody else is sent to the login, and no cache keeps them."""

import re

import pytest

from core.choices import Role
from tests.factories import UserFactory, person
from tests.home.samples import CODE, file, filled, manual_of

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/manuals/{CODE}/"

EXTRA = r"^/extra_internal/(\d/(code|section|value)$|.*_en$)"
"""Of a filled extra field, which is a table, what a reader of Chinese does not see."""


@pytest.fixture
def manual():
    """A filed manual with every field filled."""
    guide = filled()
    document = manual_of(guide)
    file(guide, manual=document)
    return document


@pytest.mark.parametrize("path", [URL, f"/en{URL}"])
def test_a_stranger_is_sent_to_the_login(client, manual, path):
    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/?next=")
    assert "no-store" in response["Cache-Control"]


def test_a_person_without_a_role_is_refused(client, manual):
    client.force_login(UserFactory())

    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("role", [Role.COMPILER, Role.FORMAL_REVIEWER, Role.AUDITOR])
def test_officials_of_any_role_read_all_that_only_they_may_read(client, manual, role):
    client.force_login(person(role))

    response = client.get(URL)

    page = response.content.decode()
    own = set(re.findall(r"绝密内部 (/\S+?)[\"\\]", manual.model_dump_json()))
    own = {place for place in own if not re.search(rf"/key\b|/summary$|/issuer$|{EXTRA}", place)}
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert len(own) > 40
    assert (
        sorted(p for p in own if f"绝密内部 {p}" not in page and p.replace("/", "-") not in page)
        == []
    )


@pytest.mark.parametrize(("path", "name"), [(URL, "内部流程"), (f"/en{URL}", "Internal flow")])
def test_the_internal_flow_is_drawn_and_said_in_words(client, manual, path, name):
    client.force_login(person(Role.AUDITOR))

    page = client.get(path).content.decode()

    section = page.partition('id="internal_chart"')[2].partition("</section>")[0]
    drawn = section.partition('<svg class="flow"')[2].partition("</svg>")[0]
    assert f'aria-label="{name}"' in drawn
    assert manual.process.steps[0].post[:4] in drawn
    assert manual.internal_chart.text.partition("\n")[0] in section.partition("</svg>")[2]


def test_there_is_no_manual_without_one(client):
    file()
    client.force_login(person(Role.AUDITOR))

    assert client.get(URL).status_code == 404
