"""What the reform office sets is what Documents are checked with."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.choices import Role
from quality.models import RuleSetting, WordEntry
from quality.rule_book import rule_book
from quality.shipping import ship
from tests import factories
from tests.quality.clean_guide import broken_guide

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def rules_found(data):
    book = rule_book(fresh=True)
    return {(one.rule, one.severity) for one in book.check(data, book.terms())}


def test_every_rule_has_its_setting_and_every_list_its_words():
    rules = {setting.rule for setting in RuleSetting.objects.all()}

    assert rules == {f"L{number:02}" for number in range(1, 32)}
    assert set(WordEntry.objects.values_list("word_list", flat=True)) == {
        "slips",
        "terms",
        "set_phrases",
        "shareable",
        "abbreviations",
    }


def test_a_severity_that_is_set_replaces_the_rules_own():
    RuleSetting.objects.filter(rule="L16").update(severity="error")

    assert ("L16", "error") in rules_found(broken_guide({"/faqs": []}))


def test_a_rule_that_is_switched_off_finds_nothing():
    RuleSetting.objects.filter(rule="L16").update(is_on=False)

    assert not any(rule == "L16" for rule, _severity in rules_found(broken_guide({"/faqs": []})))


def test_a_threshold_that_is_set_is_used():
    RuleSetting.objects.filter(rule="L28").update(thresholds={"characters": 5})

    assert ("L28", "info") in rules_found(broken_guide({"/summary": "开理发店之前办的许可"}))


def test_a_word_that_is_added_is_found_at_once():
    WordEntry.objects.create(word_list="terms", wrong="小灵通", right="手机", severity="error")

    data = broken_guide({"/summary": "用小灵通申请"})

    assert ("L30", "error") in rules_found(data)


def test_a_release_brings_no_word_back_that_the_office_removed():
    WordEntry.objects.filter(wrong="标椎").delete()

    ship()

    assert not WordEntry.objects.filter(wrong="标椎").exists()


@pytest.mark.parametrize("thresholds", [{"days": 3}, {"months": 0}, {"months": "12"}])
def test_a_threshold_must_be_known_and_a_number(thresholds):
    setting = RuleSetting.objects.get(rule="L25")
    setting.thresholds = thresholds

    with pytest.raises(ValidationError):
        setting.full_clean()


def test_a_change_of_a_rule_is_kept_with_who_made_it(client):
    operator = factories.person(Role.OPERATOR)
    client.force_login(operator, backend="core.access.authentication.RoleBackend")
    setting = RuleSetting.objects.get(rule="L16")
    address = reverse("wagtailsnippets_quality_rulesetting:edit", args=[setting.pk])

    data = {"severity": "error", "is_on": "on", "thresholds": "{}"}
    answer = client.post(address, data)

    setting.refresh_from_db()
    assert answer.status_code == 302
    assert setting.severity == "error"
    assert setting.latest_revision.user == operator
