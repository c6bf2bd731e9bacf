"""Which guides a list holds: the one filter that the public site and the API share."""

from collections.abc import Collection

from django.db.models import QuerySet

from guides.choices import DocumentKind
from publication.choices import OPEN_STATES, FacetName
from publication.models import PublicState, StateFacet


def listed_guides(
    *, states: Collection[str] = (), departments: Collection[str] = (), **facets: Collection[str]
) -> QuerySet[PublicState]:
    """Return the public states of guides that fulfil all filters, in no order.

    Each filter is a collection of values of which one must hold; an empty one asks for nothing,
    except that without `states` only guides in OPEN_STATES are listed. `facets` are named as in
    FacetName.
    """
    found = PublicState.objects.filter(kind=DocumentKind.GUIDE, state__in=states or OPEN_STATES)
    if departments:
        found = found.filter(department_slug__in=departments)
    for name, values in facets.items():
        if values:
            found = _with_facet(found, FacetName(name), values)
    return found


def _with_facet(states, name, values):
    if len(values) == 1:
        # A join keeps the keys in the order of the index, by which lists page.
        return states.filter(facets__name=name, facets__value=values[0])
    rows = StateFacet.objects.filter(name=name, value__in=values)
    return states.filter(pk__in=rows.values("state"))


def open_themes() -> QuerySet[StateFacet]:
    """Return the facets that name the themes of open guides, a row a theme of a guide."""
    return StateFacet.objects.filter(
        name=FacetName.THEME, state__kind=DocumentKind.GUIDE, state__state__in=OPEN_STATES
    )
