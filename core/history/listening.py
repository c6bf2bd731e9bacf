"""Acts that Django and Wagtail tell of by signals: sign-ins, failed ones, sign-outs, downloads."""

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from wagtail.documents.models import document_served

from core.access import throttle
from core.history.acts import DOWNLOADED, SIGN_IN_FAILED, SIGN_IN_SHUT, SIGNED_IN, SIGNED_OUT
from core.history.recording import record, record_own


@receiver(user_logged_in, dispatch_uid="history_signed_in")
def signed_in(sender, request, user, **kwargs):
    """Write down that somebody came in."""
    record(SIGNED_IN, user, request, by=user)


@receiver(user_logged_out, dispatch_uid="history_signed_out")
def signed_out(sender, request, user, **kwargs):
    """Write down that somebody went out."""
    if user is not None:
        record(SIGNED_OUT, user, request, by=user)


@receiver(user_login_failed, dispatch_uid="history_sign_in_failed")
def sign_in_failed(sender, credentials, request=None, **kwargs):
    """Write down a wrong password; once for each address and while, that no more are looked at."""
    people = get_user_model()
    name = str(credentials.get(people.USERNAME_FIELD, ""))
    person = people._default_manager.filter(**{people.USERNAME_FIELD: name}).first() or people()
    if not getattr(request, "has_too_many_attempts", False):
        record(SIGN_IN_FAILED, person, request)
    elif throttle.is_below(
        throttle.key_of("shut in history", throttle.network_of(request)), 1, throttle.seconds()
    ):
        record(SIGN_IN_SHUT, person, request)


@receiver(document_served, dispatch_uid="history_downloaded")
def downloaded(sender, instance, request, **kwargs):
    """Write down who took a department's file."""
    record_own(DOWNLOADED, request, what=instance.filename, sha256=instance.sha256)
