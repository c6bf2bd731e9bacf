"""Finding the department that a record names."""

from django.utils.translation import gettext as _

from core.import_report import RefusedError
from core.models import Department


def find_department(text: str, place: str) -> Department:
    """Return the Department with this short code, credit code or name; RefusedError if none."""
    for field in ("slug", "credit_code", "name"):
        if text and (found := Department.objects.filter(**{field: text}).first()):
            return found
    raise RefusedError((place, _("No department “%(text)s”.") % {"text": text}))
