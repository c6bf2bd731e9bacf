"""The second factor (动态口令): who must have one, and whether this session has shown it.

A session knows by itself how it stands, so that a request costs nothing: it lies on the server.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.access.scope import scope_of
from core.choices import Role
from core.people.role_table import DECIDING

KEY = "second_factor"
DUE, SHOWN = "due", "shown"
CODES = 10
"""Recovery codes, each of which stands once for a device that is lost."""
MANDATORY = DECIDING | {Role.OPERATOR}


def must_have(user: Any) -> bool:
    """Return whether somebody may not work without one: who decides, who keeps accounts."""
    scope = scope_of(user)
    return settings.SECOND_FACTOR and (scope.everything or bool(scope.roles & MANDATORY))


def device_of(user: Any) -> TOTPDevice | None:
    """Return the confirmed device of a person, or None."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def is_missing(request: HttpRequest, person: Any = None) -> bool:
    """Return whether this session has to show a second factor, or its person to set one up."""
    state = request.session.get(KEY)
    return state == DUE or (state != SHOWN and must_have(person or request.user))


def begin(request: HttpRequest, user: Any) -> None:
    """Note, at the sign-in, whether the person's device will be asked for."""
    request.session[KEY] = DUE if device_of(user) else ""


def mark_shown(request: HttpRequest) -> None:
    """Let this session work, under a new key: who knew the old one knew a password only."""
    request.session.cycle_key()
    request.session[KEY] = SHOWN


def verify(user: Any, code: str) -> bool:
    """Return whether a code is that of the person's device, or a recovery code that is left.

    Guesses are slowed down by the device itself; a code is taken once.
    """
    code = "".join(code.split())
    for device in (device_of(user), StaticDevice.objects.filter(user=user).first()):
        if device is not None and device.verify_is_allowed()[0] and device.verify_token(code):
            return True
    return False


def new_device(user: Any) -> TOTPDevice:
    """Return the unconfirmed device that a person is setting up, made when there is none."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def confirm(user: Any, device: TOTPDevice) -> list[str]:
    """Let a device count from now on, in place of an older one; return fresh recovery codes."""
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return new_codes(user)


def new_codes(user: Any) -> list[str]:
    """Return CODES new recovery codes, in place of all older ones."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _number in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def take_away(user: Any) -> None:
    """Take a person's device and codes away; the next sign-in sets up new ones."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
