"""The admin's login page, as a person at a browser meets it."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = [pytest.mark.chromium, pytest.mark.city]


def test_a_person_logs_in(page, db):
    get_user_model().objects.create_superuser("admin", password="a-long-password")
    complaints = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))

    page.goto("/admin/")
    page.get_by_label("用户名").fill("admin")
    page.locator("input[name=password]").fill("a-long-password")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/admin/")

    assert page.locator("html").get_attribute("lang") == "zh-hans"
    assert complaints == []
