"""`manage.py import_people FILE --by USERNAME`: people and their roles from a table."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import json_result
from exchange.importing.command import finish, show_progress
from exchange.importing.people import import_people


class Command(BaseCommand):
    """Import people from xlsx or csv; exit code 2 when some rows were refused."""

    help = "Imports people and their roles (xlsx, csv: 用户名, 姓名, 邮箱, 角色, 部门编码)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument(
            "--by", required=True, metavar="USERNAME", help="who proposes the roles"
        )
        json_result.add_argument(parser)

    def handle(self, *, file: str, by: str, **options: Any) -> None:
        operator = get_user_model().objects.filter(username=by, is_active=True).first()
        if operator is None:
            raise CommandError(f"there is nobody of the user name {by}")
        finish(import_people(Path(file), operator, show_progress(self.stderr)), options, self)
