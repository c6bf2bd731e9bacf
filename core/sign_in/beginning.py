"""What happens when somebody has given the right password: the session begins, half signed in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from core.sign_in import second_factor, sessions


@receiver(user_logged_in, dispatch_uid="sign_in_begins")
def begin(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Write the session down, and note whether a second factor is due."""
    if getattr(request, "session", None) is None:
        return
    second_factor.begin(request, user)
    if request.session.session_key is None:
        request.session.save()
    sessions.begin(request, user)
