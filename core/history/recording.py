"""Writing an act down: an entry of Wagtail's log about the person who did it, or was meant.

The entry is written where the act happens, before its answer goes out: an export or a download that
cannot be written down does not take place.
"""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from core.access.client_address import client_address

LONGEST = 500
"""As much of a query or a name is kept."""


def record(act, person, request=None, *, by=None, **facts):
    """Write down an act about a person; `by` is who did it, None when that is not known.

    `facts` are `what` it was done to, `rows` of an export, its `query`.
    """
    data = _data(request, facts)
    if person.pk:
        log(person, act, user=by, data=data)
        return
    # The name that was typed may be a password; nobody is known by it.
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(get_user_model()),
        object_id="0",
        label="–",
        action=act,
        timestamp=timezone.now(),
        data=data,
    )


def record_own(act, request, **facts):
    """Write down what the person of a request did."""
    record(act, request.user, request, by=request.user, **facts)


def _data(request, facts):
    data = {name: _short(value) for name, value in facts.items() if value not in (None, "")}
    address = client_address(request) if request is not None else ""
    return data | ({"address": _short(address)} if address else {})


def _short(value):
    return value[:LONGEST] if isinstance(value, str) else value
