"""The Content-Security-Policy of the three kinds of pages."""

import pytest

pytestmark = pytest.mark.django_db


def policy_of(client, path):
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(part.split(" ", 1) for part in header.split("; "))


def test_public_pages_allow_no_inline_script_and_no_outside_server(client):
    policy = policy_of(client, "/healthz")

    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"


def test_the_admin_may_use_the_inline_scripts_of_wagtail(client):
    policy = policy_of(client, "/admin/login/")

    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert "blob:" in policy["img-src"]


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/api/v1/docs"])
def test_no_policy_names_another_server(client, path):
    assert not any("//" in value or "*" in value for value in policy_of(client, path).values())
