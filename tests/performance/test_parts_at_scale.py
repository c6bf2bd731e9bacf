"""A shared part that 20,000 guides use: what its screens ask reads through no large table."""

import pytest
from django.db import connection
from django.urls import reverse

from core.choices import Role
from guides.models import SharedPart
from guides.shared_parts.models import release
from publication.models import FiledPart, PartChange
from tests.factories import person
from tests.performance.conftest import COUNT
from tests.publication.part_samples import window_data

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("records"),
]
PARTS = 6
"""Each is used by every guide, so that no part has more than a sixth of the table of uses."""
OWN = 50
"""One guide in so many says the phone in its own way."""
TABLE = "publication_filedpart"
FILL = """
    INSERT INTO publication_filedpart (code, part_id, version, department_slug, rows, overridden)
    SELECT code, %s, 1, department_slug, '["service_points/0"]',
        CASE WHEN id %% %s = 0 THEN ',phone,' ELSE '' END
    FROM publication_publicstate WHERE kind = 'guide'
"""


@pytest.fixture
def change(records):
    """A change of one of six parts that every guide uses."""
    for number in range(PARTS):
        part = SharedPart.objects.create(kind="service_point", name=f"窗口{number}")
        release(part, window_data(name=f"窗口{number}"))
        with connection.cursor() as cursor:
            cursor.execute(FILL, [part.pk, OWN])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE publication_filedpart")
    data = part.data | {"phone": "0599-9999"}
    return PartChange.objects.create(part=part, base_version=1, data=data, reason="换号码")


def reads_all_uses(statement):
    """Return whether a statement reads the uses of other parts too: it may count those of one."""
    if not statement.startswith("SELECT") or TABLE not in statement:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement.replace('%', '%%')}", [])
        return any(f"Seq Scan on {TABLE}" in line for (line,) in cursor.fetchall())


SCREENS = [
    ("shared_parts_change", ""),
    ("shared_parts_uses", ""),
    ("shared_parts_uses", "?after={deep}"),
    ("shared_parts_uses", "?which=review"),
    ("shared_parts_one", ""),
    ("shared_parts_alike", ""),
    ("shared_parts_alike", "?field=phone"),
]


def test_screens_of_a_part_that_all_guides_use_read_through_no_table(ask, change):
    uses = FiledPart.objects.filter(part=change.part).order_by("-pk")
    deep, keeper = uses[COUNT // 10].pk, person(Role.OPERATOR)
    assert reads_all_uses(f"SELECT count(*) FROM {TABLE}")
    assert not reads_all_uses(f"SELECT * FROM {TABLE} WHERE part_id = {change.part_id} LIMIT 20")

    # One after the other: to fill the table of uses takes longer than all of them.
    for name, query in SCREENS:
        pk = change.pk if name == "shared_parts_change" else change.part_id
        answer, queries, read = ask(reverse(name, args=[pk]) + query.format(deep=deep), keeper)

        assert answer.status_code == 200, (name, query)
        assert len(queries) <= 40, (name, query, queries)
        assert not read, (name, query)
        assert not [one for one in queries if reads_all_uses(one)], (name, query)
