"""Finding the department that a record names."""

from django.utils.translation import gettext as _

from core.import_report import RefusedError
from core.models import Department


def find_department(text: str, place: str) -> Department:
    """Return the Department with this short code, credit code or name; RefusedError if none.

    Of two of one name the one in use; for one that was merged, the one that took its place.
    """
    rows = Department.objects.select_related("followed_by").order_by("-is_active", "slug")
    for field in ("slug", "credit_code", "name"):
        if text and (found := rows.filter(**{field: text}).first()):
            return found.followed_by or found
    raise RefusedError((place, _("No department “%(text)s”.") % {"text": text}))
