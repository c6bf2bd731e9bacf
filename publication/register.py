"""Filed versions with what their rows leave to others: the department's name, the state now."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from core.models import Department
from publication.choices import State
from publication.models import PublicState, PublishedVersion
from publication.reading import state_of_version


def with_names(versions: QuerySet[PublishedVersion]) -> QuerySet[Any]:
    """Return filed versions with `department_name`, and with what `state_now` looks at."""
    departments = Department.objects.filter(slug=OuterRef("department_slug"))
    states = PublicState.objects.filter(code=OuterRef("code"), kind=OuterRef("kind"))
    newer = PublishedVersion.objects.filter(
        code=OuterRef("code"),
        kind=OuterRef("kind"),
        version__gt=OuterRef("version"),
        effective_on__lte=OuterRef("effective_on"),
    )
    return versions.annotate(
        department_name=Subquery(departments.values("name")[:1]),
        guide_state=Subquery(states.values("state")[:1]),
        shown_version=Subquery(states.values("current__version")[:1]),
        is_overtaken=Exists(newer),
    )


def state_now(version: Any) -> State:
    """Return the State that readers get for a version that comes from `with_names`."""
    is_ahead = version.version > version.shown_version
    if is_ahead and version.is_overtaken:
        return State.SUPERSEDED
    return State(state_of_version(version.guide_state, version.shown_version, version.version))
