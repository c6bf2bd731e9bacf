"""Who sees figures of quality and progress, and of which departments."""

from core.access.scope import Person, scope_of
from core.models import Department


def can_see_quality(user: Person) -> bool:
    """Return whether somebody may see quality figures: of one's department, or of all."""
    scope = scope_of(user)
    return scope.sees_all_departments or bool(scope.department_ids)


def slugs_of(user: Person) -> list[str] | None:
    """Return the short codes of the departments that a person sees; None for all."""
    scope = scope_of(user)
    if scope.sees_all_departments:
        return None
    departments = Department.objects.filter(pk__in=scope.department_ids)
    return list(departments.values_list("slug", flat=True))
