"""Uploads of the admin are not for strangers."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/media/images/a.png", "/admin/documents/serve/1/a.pdf"])
def test_strangers_are_sent_to_the_login(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("path", ["/media/images/a.png", "/media/../manage.py"])
def test_a_path_that_belongs_to_no_picture_is_404(admin_client, path):
    assert admin_client.get(path).status_code == 404
