"""The menu of the admin offers each person only what opens, in that person's language."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.security.world import browser

PROPS = re.compile(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', re.DOTALL)
PEOPLE = ("compiler_a", "reviewer_a", "formal", "filing", "operator", "auditor", "superuser")


def menu_of(client):
    """Return the addresses of the menu, without those of plain lists, which ask as it does."""
    page = client.get(reverse("wagtailadmin_home"), follow=True).content.decode()
    text = json.dumps(json.loads(PROPS.search(page)[1]))
    found = dict.fromkeys(re.findall(r'"(/admin/[^"]*)"', text))
    return [one for one in found if "/snippets/" not in one and "logout" not in one]


@pytest.mark.parametrize("who", PEOPLE)
def test_whatever_the_menu_offers_opens(db, world, who):
    client = browser(world, who)
    menu = menu_of(client)
    home = reverse("wagtailadmin_home")

    refused = []
    for address in menu:
        answer = client.get(address)
        sent_home = answer.status_code == 302 and answer.headers["Location"] == home
        if sent_home or answer.status_code >= 400:
            refused.append(address)

    assert len(menu) > 5
    assert refused == []


def test_the_way_to_a_list_is_worded_in_the_language_of_the_reader(db, world):
    operator = world.people["operator"]
    profile = UserProfile.get_for_user(operator)
    profile.preferred_language = "en"
    profile.save()

    shown = browser(world, "operator").get(reverse("wagtailsnippets_core_department:list"))

    assert "首页" not in shown.content.decode()
