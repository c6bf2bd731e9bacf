"""`manage.py unlink_identity NAME`: for somebody whose identity at the provider was made anew."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from core.audit import acts, record
from core.sign_in import linking, sessions


class Command(BaseCommand):
    """Take the link of an account with the identity provider away, and end all its sessions."""

    help = "Takes an account's link with the identity provider away; the next sign-in links anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *, username: str, **options: Any) -> None:
        person = get_user_model().objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is nobody with the user name “{username}”.")
        if not linking.unlink(person):
            raise CommandError(f"{username} is not linked with an identity provider.")
        ended = sessions.end_others(person, None)
        record(acts.IDENTITY_UNLINKED, by=None, about=person)
        self.stderr.write(f"{username}: the link is gone, {ended} sessions have ended")
