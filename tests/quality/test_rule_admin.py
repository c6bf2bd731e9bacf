"""The rules in the admin: numbers as fields, and who changed what when."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from core.choices import Role
from quality.check import RULES
from quality.forms import LABELS
from quality.models import RuleSetting
from quality.rule_book import rule_book
from tests.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.city]

FORM = {"severity": "info", "is_on": "on"}


@pytest.fixture
def operator(client):
    """The browser of an operator."""
    user = person(Role.OPERATOR)
    client.force_login(user, backend="core.access.authentication.RoleBackend")
    return client


def address(rule, view="edit"):
    setting = RuleSetting.objects.get(rule=rule)
    return reverse(f"wagtailsnippets_quality_rulesetting:{view}", args=[setting.pk])


def test_every_number_of_a_rule_has_its_field():
    used = {name for rule in RULES.values() for name in rule.thresholds}

    assert used == set(LABELS)


def test_a_rule_shows_the_fields_of_its_own_numbers_only(operator):
    html = operator.get(address("L28")).content.decode()

    assert 'name="threshold_characters" value="80"' in html
    assert "threshold_months" not in html
    assert 'name="thresholds"' not in html


def test_a_number_that_is_set_counts_at_once_and_the_revision_says_by_whom(operator):
    answer = operator.post(address("L28"), FORM | {"threshold_characters": "60"})

    assert answer.status_code == 302
    assert rule_book().terms().limit("L28", "characters", 80) == 60
    revision = Revision.objects.for_instance(RuleSetting.objects.get(rule="L28")).get()
    assert revision.user.memberships.get().role == Role.OPERATOR
    assert revision.content["thresholds"] == {"characters": 60}
    history = operator.get(address("L28", "history")).content.decode()
    assert revision.user.username in history


@pytest.mark.parametrize("value", ["0", "10000", "many", ""])
def test_a_number_that_cannot_be_is_refused_at_its_field(operator, value):
    answer = operator.post(address("L28"), FORM | {"threshold_characters": value})

    assert answer.status_code == 200
    assert RuleSetting.objects.get(rule="L28").thresholds == {"characters": 80}


def test_a_rule_without_numbers_is_set_as_well(operator):
    assert operator.post(address("L16"), FORM).status_code == 302
    assert RuleSetting.objects.get(rule="L16").severity == "info"
