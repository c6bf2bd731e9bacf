"""The one-time link (一次性链接) by which a person sets a password that nobody else knows.

A link ends with its use, with the next link, and after `PASSWORD_RESET_TIMEOUT` seconds.
"""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from core.granting import memberships
from core.people import changes_log
from core.people.changes_log import SHOWN, log_change

log = logging.getLogger(__name__)


@transaction.atomic
def make_link(person: Any, by: Any, way: str) -> str:
    """Return a new link for a person, and let no password or older link work any more.

    A person who is shown a link could use it. So what the person may decide or grant waits for a
    second person then; a link that only the person's own mail box gets changes no role.
    """
    person.set_unusable_password()
    person.save(update_fields=["password"])
    log_change(person, changes_log.LINK_MADE, by=by, before={}, after={"link": way})
    if way == SHOWN:
        memberships.require_confirmation_again(person.memberships.all(), by)
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        args=[
            urlsafe_base64_encode(force_bytes(person.pk)),
            default_token_generator.make_token(person),
        ],
    )
    return f"{settings.PUBLIC_BASE_URL}{path}"


def mail_link(person: Any, link: str) -> bool:
    """Send a link to its person; return whether the mail server took it."""
    context = {"person": person, "link": link, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
    text = render_to_string("core/granting/link_mail.txt", context)
    try:
        return bool(send_mail(_("Your link to set a password"), text, None, [person.email]))
    except (OSError, SMTPException) as error:
        log.warning("the link of %s could not be mailed: %s", person.get_username(), error)
        return False
