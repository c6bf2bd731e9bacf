"""The house rules hold, and each of them can be broken."""

from types import SimpleNamespace

from wagtail.models import Page

from core import checks
from core.models import Department
from guides.models import GuidePage


def ids(messages):
    return [message.id for message in messages]


def test_house_rules_hold():
    everything = [
        *checks.check_pages(),
        *checks.check_snippets(),
        *checks.check_settings(),
    ]

    assert everything == []


def test_page_class_without_our_mixin_is_named(monkeypatch):
    monkeypatch.setattr(checks, "own_models", lambda: [Page])

    assert "core.E001" in ids(checks.check_pages())


def test_page_form_that_schedules_is_named(monkeypatch):
    handler = SimpleNamespace(get_form_options=lambda: {"fields": ["title", "go_live_at"]})
    monkeypatch.setattr(GuidePage, "get_edit_handler", lambda: handler)
    monkeypatch.setattr(checks, "own_models", lambda: [GuidePage])

    assert ids(checks.check_pages()) == ["core.E002"]


def test_system_model_in_the_reference_index_is_named(monkeypatch):
    monkeypatch.setattr(Department, "wagtail_reference_index_ignore", False)
    monkeypatch.setattr(checks, "get_snippet_models", list)
    monkeypatch.setattr(checks, "own_models", lambda: [Department])

    assert ids(checks.check_system_models()) == ["core.W003"]


def test_snippet_without_a_policy_of_ours_is_named(monkeypatch):
    monkeypatch.setattr(checks.policy_registry, "get_by_type", lambda *args, **kwargs: None)

    assert "core.E004" in ids(checks.check_snippets())


def test_stock_backend_and_missing_gate_are_named(settings):
    settings.MIDDLEWARE = []
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

    assert ids(checks.check_settings()) == ["core.E006", "core.E007"]
