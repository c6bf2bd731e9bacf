"""The admin's menu is packed as Wagtail packs it."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.admin.telepath import JSContext
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.ui.sidebar import WagtailBrandingModule

from core.choices import DEPARTMENT_ROLES, Role
from core.wagtail_changes.plain_sidebar import PlainContext
from tests.factories import DepartmentFactory, person

HOME = "wagtailadmin_home"


def menu_in(answer):
    script = r'<script id="wagtail-sidebar-props" type="application/json">(.*?)</script>'
    return json.loads(re.search(script, answer.content.decode())[1])


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.COMPILER, Role.OPERATOR])
def test_the_menu_of_a_screen_is_what_telepath_makes_of_it(client, monkeypatch, role):
    user = person(role, DepartmentFactory() if role in DEPARTMENT_ROLES else None)
    client.force_login(user, backend="core.access.authentication.RoleBackend")

    ours = menu_in(client.get(reverse(HOME)))
    monkeypatch.setattr(wagtailadmin_tags, "JSContext", JSContext)
    theirs = menu_in(client.get(reverse(HOME)))

    assert ours == theirs
    assert ours["modules"][-1]["_type"] == "wagtail.sidebar.MainMenuModule"


def test_what_no_adapter_knows_is_refused():
    with pytest.raises(AttributeError):
        PlainContext().pack([WagtailBrandingModule(), object()])
