"""`manage.py reset_second_factor NAME`: for somebody who lost device and recovery codes."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.audit import acts, record
from core.sign_in import second_factor, sessions


class Command(BaseCommand):
    """Take a person's second factor away, and end all their sessions; written down."""

    help = "Takes a lost second factor away; the next sign-in sets up a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is nobody with the user name “{username}”.")
        second_factor.take_away(user)
        ended = sessions.end_others(user, None)
        record(acts.SECOND_FACTOR_RESET, by=None, about=user)
        self.stderr.write(f"{username}: the second factor is gone, {ended} sessions have ended")
