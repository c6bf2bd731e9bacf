"""House rules as Django system checks: what a new room could forget, told when it starts."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Task, TaskState
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from core.access.permission_policy import DepartmentOwnedPolicy, ScopedPolicy
from core.files.virus_scanner import address_of
from core.lists.snippet_viewsets import ScopedSnippetViewSet
from core.sign_in.linking import LOOKED_UP_BY
from core.wagtail_changes.scoped_page import DepartmentScopedPage

GATE = "core.access.admin_gate.AdminGateMiddleware"
SCHEDULING = {"go_live_at", "expire_at"}


@register()
def check_pages(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every page class of ours asks our tester, and its form schedules nothing."""
    errors = []
    for model in own_models():
        if not issubclass(model, Page):
            continue
        if model.permissions_for_user is not DepartmentScopedPage.permissions_for_user:
            errors.append(_error("E001", model, "page class without DepartmentScopedPage"))
        fields = model.get_edit_handler().get_form_options().get("fields") or []
        if SCHEDULING & set(fields):
            errors.append(_error("E002", model, "the form of this page schedules publishing"))
    return errors


@register()
def check_system_models(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """What is neither page, snippet nor file stays out of the reference index."""
    return [
        Warning(
            "system model without wagtail_reference_index_ignore = True",
            obj=model,
            id="core.W003",
        )
        for model in own_models()
        if _is_system_model(model) and not getattr(model, "wagtail_reference_index_ignore", False)
    ]


@register()
def check_snippets(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Snippets have a policy of ours; what a department owns is chosen within departments."""
    errors = []
    for model in get_snippet_models():
        policy = policy_registry.get_by_type(model, fallback=False)
        if not isinstance(policy, ScopedPolicy):
            errors.append(
                _error("E004", model, "snippet without a policy of core.access.permission_policy")
            )
        scoped = isinstance(model.snippet_viewset, ScopedSnippetViewSet)
        if isinstance(policy, DepartmentOwnedPolicy) and not scoped:
            errors.append(_error("E005", model, "snippet without ScopedSnippetViewSet"))
    return errors


@register()
def check_settings(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    """The gate stands before the views, and permissions come from roles alone."""
    errors = []
    if GATE not in settings.MIDDLEWARE:
        errors.append(Error(f"MIDDLEWARE lacks {GATE}", id="core.E006"))
    if "django.contrib.auth.backends.ModelBackend" in settings.AUTHENTICATION_BACKENDS:
        errors.append(Error("ModelBackend would let groups give permissions", id="core.E007"))
    return errors


@register()
def check_virus_scanner(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The address of the virus scanner, where there is one, can be read."""
    try:
        if settings.VIRUS_SCANNER_URL:
            address_of(settings.VIRUS_SCANNER_URL)
    except (ImproperlyConfigured, ValueError) as error:
        return [Error(str(error), id="core.E008")]
    return []


@register()
def check_identity_provider(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """What the identity provider calls a person is compared with a field that we know."""
    if settings.OIDC_ACCOUNT_FIELD not in LOOKED_UP_BY:
        names = ", ".join(LOOKED_UP_BY)
        return [Error(f"OIDC_ACCOUNT_FIELD must be one of: {names}", id="core.E009")]
    return []


def own_models() -> list[Any]:
    """Return the models of this project's rooms."""
    rooms = {config.name for config in apps.get_app_configs() if _is_room(config)}
    return [model for model in apps.get_models() if model._meta.app_config.name in rooms]


def _is_room(config):
    return Path(config.path).parent == Path(settings.BASE_DIR)


def _is_system_model(model):
    if issubclass(model, Page | Task | TaskState) or model in get_snippet_models():
        return False
    if any(isinstance(field, ParentalKey) for field in model._meta.get_fields()):
        return False
    # Pictures and files, whose usage the admin shows.
    return not isinstance(policy_registry.get_by_type(model, fallback=False), DepartmentOwnedPolicy)


def _error(number, model, message):
    return Error(message, obj=model, id=f"core.{number}")
