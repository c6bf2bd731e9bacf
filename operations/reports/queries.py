"""The queries behind the figures: each figure is worked out from the rows of exactly one of them.

They are SQL that SQLite and PostgreSQL both read, so that an auditor can run them by hand; what
differs between the two stands in braces (`DIALECTS`). A month is one of the city's clock.
"""

import re
from typing import Any

from django.db import connection

from operations.reports.period import Period

DIALECTS = {
    "sqlite": {
        "minutes": "(julianday({1}) - julianday({0})) * 1440",
        "month": "substr(datetime({0}, '+8 hours'), 1, 7)",
        "days": "julianday({1}) - julianday({0})",
    },
    "postgresql": {
        "minutes": "extract(epoch FROM {1} - {0})::float / 60",
        "month": "to_char({0} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')",
        "days": "extract(epoch FROM CAST({1} AS timestamptz) - {0})::float / 86400",
    },
}
IN_BRACES = re.compile(r"\{(\w+)((?: [\w.]+)*)\}")


def query_of(key: str) -> str:
    """Return the SQL of a figure for the database in use, its parameters as %(name)s."""
    text = QUERIES[key].replace("{FAULTS}", FAULTS)
    return " ".join(IN_BRACES.sub(_in_dialect, text).split())


def _in_dialect(found):
    return DIALECTS[connection.vendor][found[1]].format(*found[2].split())


def rows_of(key: str, period: Period) -> list[tuple[Any, ...]]:
    """Return the rows of a figure's query for a period."""
    return run(query_of(key), period.parameters())


def run(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


FAULTS = """
    FROM operations_incident WHERE severity <> 4 AND is_demo = %(demo)s
    AND detected_at >= %(start)s AND detected_at < %(end)s
"""

QUERIES = {
    # spent, budget
    "cost": """
        SELECT (SELECT coalesce(sum(s.amount), 0) FROM operations_spending s
                WHERE s.year_id = y.id AND s.paid_on >= %(start_day)s AND s.paid_on < %(end_day)s),
               y.budget, y.funding, y.supplier, y.contract_no
        FROM operations_maintenanceyear y WHERE y.year = %(year)s AND y.is_demo = %(demo)s
    """,
    # nodes due, in time
    "progress": """
        SELECT count(*),
               coalesce(sum(CASE WHEN n.done_on <= n.due_on THEN 1 ELSE 0 END), 0)
        FROM operations_plannode n JOIN operations_maintenanceyear y ON y.id = n.year_id
        WHERE y.is_demo = %(demo)s AND n.due_on >= %(start_day)s AND n.due_on < %(end_day)s
    """,
    "inspections": """
        SELECT count(*) FROM operations_inspectionrun
        WHERE is_whole AND is_demo = %(demo)s
        AND started_at >= %(start)s AND started_at < %(end)s
    """,
    "faults": "SELECT count(*) {FAULTS}",
    # repaired, mean minutes of repair and of response, the longest repair
    "repair": """
        SELECT count(*), avg({minutes detected_at repaired_at}),
               avg({minutes detected_at responded_at}),
               max({minutes detected_at repaired_at})
        {FAULTS} AND repaired_at IS NOT NULL
    """,
    "operation": """
        SELECT count(*), avg(c.value), max(c.value) FROM operations_checkresult c
        JOIN operations_inspectionrun r ON r.id = c.run_id
        WHERE c.check_name = 'operation_time' AND r.is_demo = %(demo)s AND c.value IS NOT NULL
        AND c.at >= %(start)s AND c.at < %(end)s
    """,
    # versions filed within the period, and bytes of their files
    "capacity": """
        SELECT (SELECT count(*) FROM publication_publishedversion
                WHERE filed_on >= %(start_day)s AND filed_on < %(end_day)s),
               (SELECT coalesce(sum(size), 0) FROM publication_publishedfile)
    """,
    # drills, those that passed, months with one that passed
    "recovery": """
        SELECT count(*), coalesce(sum(CASE WHEN mismatches = 0 THEN 1 ELSE 0 END), 0),
               count(DISTINCT CASE WHEN mismatches = 0 THEN {month at} END)
        FROM operations_drill WHERE is_demo = %(demo)s AND at >= %(start)s AND at < %(end)s
    """,
    "stability": "SELECT detected_at, repaired_at {FAULTS} ORDER BY detected_at",
    # handling items that should have a guide, guides in force, manuals in force, departments
    "scope": """
        SELECT (SELECT count(*) FROM guides_itemsituation),
               (SELECT count(*) FROM publication_publicstate
                WHERE kind = 'guide' AND state IN ('current', 'scheduled', 'suspended')),
               (SELECT count(*) FROM publication_publicstate
                WHERE kind = 'manual' AND state IN ('current', 'scheduled', 'suspended')),
               (SELECT count(DISTINCT department_slug) FROM publication_publicstate)
    """,
    "months": """
        SELECT {month detected_at}, count(*) {FAULTS}
        GROUP BY {month detected_at} ORDER BY 1
    """,
    "inspection_months": """
        SELECT {month started_at}, count(*) FROM operations_inspectionrun
        WHERE is_whole AND is_demo = %(demo)s AND started_at >= %(start)s AND started_at < %(end)s
        GROUP BY {month started_at} ORDER BY 1
    """,
    "hours": """
        SELECT coalesce(sum(e.hours), 0) FROM operations_effort e
        JOIN operations_maintenanceyear y ON y.id = e.year_id
        WHERE y.is_demo = %(demo)s AND e.worked_on >= %(start_day)s AND e.worked_on < %(end_day)s
    """,
    # submissions filed, mean days from submission to filing
    "to_filing": """
        SELECT count(*), avg({days s.submitted_at v.filed_on})
        FROM publication_publishedversion v JOIN moderation_submission s ON s.id = v.submission_id
        WHERE v.kind = 'guide' AND v.filed_on >= %(start_day)s AND v.filed_on < %(end_day)s
    """,
    "manuals_filed": """
        SELECT count(*) FROM publication_publishedversion
        WHERE kind = 'manual' AND filed_on >= %(start_day)s AND filed_on < %(end_day)s
    """,
    "incident_list": """
        SELECT id, title, severity, detected_at, responded_at, repaired_at, cause, measures
        {FAULTS} ORDER BY detected_at
    """,
    "node_list": """
        SELECT n.title, n.due_on, n.done_on, n.responsible, n.late_reason
        FROM operations_plannode n JOIN operations_maintenanceyear y ON y.id = n.year_id
        WHERE y.is_demo = %(demo)s AND n.due_on >= %(start_day)s AND n.due_on < %(end_day)s
        ORDER BY n.due_on, n.id
    """,
    "spending_list": """
        SELECT s.paid_on, s.purpose, s.amount FROM operations_spending s
        JOIN operations_maintenanceyear y ON y.id = s.year_id
        WHERE y.is_demo = %(demo)s AND s.paid_on >= %(start_day)s AND s.paid_on < %(end_day)s
        ORDER BY s.paid_on, s.id
    """,
}
