"""Sessions: where somebody is signed in, since when, and their end when idle."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.client_address import client_address
from core.models import SignInSession

SEEN = "seen_at"
NOTED_EVERY = timedelta(minutes=1)
BY_ITSELF = frozenset({"wagtailadmin_editing_sessions:ping", "core_session"})
"""What an open page asks for without anybody at it."""


def begin(request: HttpRequest, user: Any) -> None:
    """Write down a session at its beginning; tell the person when the device is a new one."""
    request.session[SEEN] = timezone.now().isoformat()
    agent, address = request.headers.get("User-Agent", "")[:300], client_address(request)
    known = SignInSession.objects.filter(user=user)
    is_new = known.exists() and not known.filter(agent=agent).exists()
    key = request.session.session_key or ""
    # Who signs in once more, as through the provider, goes on in the same session.
    known.filter(key=key).delete()
    SignInSession.objects.create(user=user, key=key, agent=agent, address=address[:100])
    if is_new and user.email and settings.MAIL_IS_SET_UP:
        _mail_about(user, agent, address)


def note(request: Any, view_name: str) -> bool:
    """Note that somebody is at work; return False when the session was idle for too long."""
    now, seen = timezone.now(), request.session.get(SEEN)
    last = datetime.fromisoformat(seen) if seen else now
    if is_idle(request):
        logout(request)
        return False
    if view_name not in BY_ITSELF and (not seen or now - last > NOTED_EVERY):
        request.session[SEEN] = now.isoformat()
        key = request.session.session_key or ""
        SignInSession.objects.filter(user=request.user, key=key).update(seen_at=now)
    return True


def is_idle(request: HttpRequest) -> bool:
    """Return whether nobody was at work in this session for longer than it may rest."""
    seen = request.session.get(SEEN)
    rested = timezone.now() - datetime.fromisoformat(seen) if seen else timedelta(0)
    return rested > timedelta(minutes=settings.SESSION_IDLE_MINUTES)


def living(user: Any) -> list[SignInSession]:
    """Return the sessions of a person that have not ended, the latest first."""
    idle = timezone.now() - timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    rows = list(SignInSession.objects.filter(user=user, seen_at__gt=idle).order_by("-seen_at"))
    there = set(
        Session.objects.filter(
            session_key__in=[row.key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [row for row in rows if row.key in there]


def follow_key(request: Any, old: str | None) -> None:
    """Let the row of a session follow its new key."""
    new = request.session.session_key or ""
    SignInSession.objects.filter(user=request.user, key=old).update(key=new)


def end(row: SignInSession) -> None:
    """End a session, wherever it is."""
    Session.objects.filter(session_key=row.key).delete()
    row.delete()


def end_others(user: Any, key: str | None) -> int:
    """End all sessions of a person but this one; return how many."""
    rows = [row for row in SignInSession.objects.filter(user=user) if row.key != key]
    for row in rows:
        end(row)
    return len(rows)


def _mail_about(user, agent, address):
    text = _(
        "Somebody signed in as you from a device that was not seen before: %(agent)s, from "
        "%(address)s. If it was not you, change your password and end that session: %(link)s"
    ) % {
        "agent": agent or "–",
        "address": address or "–",
        "link": f"{settings.PUBLIC_BASE_URL}/admin/account/sessions/",
    }
    EmailMessage(_("Signed in from a new device"), text, to=[user.email]).send()
