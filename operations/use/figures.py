"""Use in a span of days: by kind, channel, guide, department, region and audience."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Sum

from guides.choices import AudienceInWords
from operations.choices import Channel, Use
from operations.models import UseCount

MOST_ROWS = 20
BY_GUIDE = """
    SELECT uses.code, state.title, SUM(uses.count) AS total
    FROM operations_usecount AS uses
    JOIN publication_publicstate AS state ON state.code = uses.code AND state.kind = 'guide'
    WHERE uses.day BETWEEN %s AND %s AND uses.kind IN ('view', 'api')
    GROUP BY uses.code, state.title ORDER BY total DESC, uses.code LIMIT %s"""
BY_DEPARTMENT = """
    SELECT state.department_slug, COALESCE(department.name, state.department_slug),
           SUM(uses.count) AS total
    FROM operations_usecount AS uses
    JOIN publication_publicstate AS state ON state.code = uses.code AND state.kind = 'guide'
    LEFT JOIN core_department AS department ON department.slug = state.department_slug
    WHERE uses.day BETWEEN %s AND %s AND uses.kind IN ('view', 'api')
    GROUP BY state.department_slug, department.name ORDER BY total DESC, 1 LIMIT %s"""
BY_FACET = """
    SELECT facet.value, facet.value, SUM(uses.count) AS total
    FROM operations_usecount AS uses
    JOIN publication_publicstate AS state ON state.code = uses.code AND state.kind = 'guide'
    JOIN publication_statefacet AS facet ON facet.state_id = state.id AND facet.name = '{name}'
    WHERE uses.day BETWEEN %s AND %s AND uses.kind IN ('view', 'api')
    GROUP BY facet.value ORDER BY total DESC, 1 LIMIT %s"""


@dataclass(frozen=True)
class Row:
    """One row: a key, its name, how many uses, and how many that is of the first row's."""

    key: str
    name: str
    count: int
    percent: int


def totals(start: date, end: date) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return {kind: uses} and {channel: uses} of a span of days, both ends included."""
    span = UseCount.objects.filter(day__range=(start, end)).order_by()
    kinds = dict(span.values("kind").annotate(sum=Sum("count")).values_list("kind", "sum"))
    channels = dict(span.values("channel").annotate(sum=Sum("count")).values_list("channel", "sum"))
    return (
        [(str(kind.label), kinds.get(kind.value, 0)) for kind in Use],
        [(str(channel.label), channels.get(channel.value, 0)) for channel in Channel],
    )


def by_guide(start: date, end: date) -> list[Row]:
    """Return the most used guides; views and answers of the interface count."""
    return _rows(BY_GUIDE, start, end)


def by_department(start: date, end: date) -> list[Row]:
    """Return the departments by the uses of their guides."""
    return _rows(BY_DEPARTMENT, start, end)


def by_region(start: date, end: date) -> list[Row]:
    """Return the regions by the uses of their guides."""
    return _rows(BY_FACET.format(name="region"), start, end)


def by_audience(start: date, end: date) -> list[Row]:
    """Return the audiences by the uses of guides for them; a guide may be for several."""
    labels = dict(AudienceInWords.choices)
    return [
        Row(one.key, str(labels.get(one.key, one.key)), one.count, one.percent)
        for one in _rows(BY_FACET.format(name="audience"), start, end)
    ]


def _rows(statement, start, end):
    with connection.cursor() as cursor:
        cursor.execute(statement, [start, end, MOST_ROWS])
        found = cursor.fetchall()
    most = max((count for _key, _name, count in found), default=0)
    return [
        Row(key, name, int(count), round(100 * int(count) / int(most)))
        for key, name, count in found
    ]
