"""What is written down because Django or Wagtail tell of it: sign-ins, downloads, Wagtail's log."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.documents.models import document_served
from wagtail.models import ModelLogEntry, PageLogEntry

from core.access import throttle
from core.audit import acts, record
from core.audit.following import is_told

MIRRORED = ("wagtail.workflow.",)
"""Wagtail's workflow mirrors the review, whose own steps are written down with their content."""


@receiver(user_logged_in, dispatch_uid="audit_signed_in")
def signed_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Write down that somebody came in, and through which identity provider, if any."""
    issuer = getattr(request, "sign_in_issuer", "")
    record(acts.SIGNED_IN, by=user, request=request, about=user, issuer=issuer)


@receiver(user_logged_out, dispatch_uid="audit_signed_out")
def signed_out(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Write down that somebody went out."""
    if user is not None:
        record(acts.SIGNED_OUT, by=user, request=request, about=user)


@receiver(user_login_failed, dispatch_uid="audit_sign_in_failed")
def sign_in_failed(
    sender: Any, credentials: Mapping[str, Any], request: Any = None, **kwargs: Any
) -> None:
    """Write down a wrong password; once for each address and while, that no more are looked at.

    The name that was typed may be a password: nobody is known by it, and it is not kept.
    """
    people = get_user_model()
    name = str(credentials.get(people.USERNAME_FIELD, ""))
    person = people._default_manager.filter(**{people.USERNAME_FIELD: name}).first()
    given = {"by": None, "request": request, "about": person, "label": "" if person else "–"}
    if not getattr(request, "has_too_many_attempts", False):
        record(acts.SIGN_IN_FAILED, **given)
    elif throttle.is_below(
        throttle.key_of("shut in history", throttle.network_of(request)), 1, throttle.seconds()
    ):
        record(acts.SIGN_IN_SHUT, **given)


@receiver(document_served, dispatch_uid="audit_downloaded")
def downloaded(sender: Any, instance: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Write down who took a department's file."""
    record(
        acts.DOWNLOADED,
        by=request.user,
        request=request,
        about=instance,
        label=instance.filename,
        sha256=instance.sha256,
    )


@receiver(post_save, sender=PageLogEntry, dispatch_uid="audit_page_log")
@receiver(post_save, sender=ModelLogEntry, dispatch_uid="audit_model_log")
def logged(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """Write down what Wagtail logs: edits of pages, files, items, people and roles."""
    is_mirror = instance.action.startswith(MIRRORED)
    if created and not is_mirror and not is_told(instance):
        record(instance.action, **facts_of(instance))


def facts_of(entry: Any) -> dict[str, Any]:
    """Return what `record` needs of an entry of Wagtail's log."""
    data = entry.data if isinstance(entry.data, dict) else {}
    return {
        "by": entry.user if entry.user_id else None,
        "about": _Thing(entry),
        "label": entry.label,
        "before": data.get("before"),
        "after": data.get("after"),
        "revision": entry.revision_id,
        "at": entry.timestamp,
    }


class _Thing:
    """What an entry of Wagtail's log is about; the row itself may be gone."""

    def __init__(self, entry):
        self.pk = getattr(entry, "page_id", None) or entry.object_id
        self._meta = entry.content_type.model_class()._meta
