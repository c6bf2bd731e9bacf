"""Branch jobs: deleting and handing over a department of N plain drafts on PostgreSQL.

Fills the database of DATABASE_URL (give one of its own, migrated by `manage.py migrate`):
    DATABASE_URL=postgresql://…/guides_branches .venv/bin/python bench/branch_jobs.py --guides 12500
"""

import argparse
import json
import os
import sys
from pathlib import Path
from time import monotonic, perf_counter, process_time
from uuid import uuid4

from _needs import require

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

MANUALS = 10
"""One guide in so many has a manual."""


def main():
    """Print, for each kind of job, the seconds, queries, the longest batch and the forecast."""
    import django

    options = _options()
    require(["PostgreSQL"])
    django.setup()
    rows = [_measured(kind, options.guides) for kind in ("move", "delete")]
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guides", type=int, default=12_500)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _measured(kind, guides):
    from django.db import connection

    from guides.branches.counting import forecast
    from guides.branches.tree import branch_of
    from guides.models import BranchJob

    giving, target = _department(), _department()
    branch = branch_of(_filled(giving, guides))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    seconds = []
    for _time in range(3):
        start = perf_counter()
        forecast(kind, branch, target)
        seconds.append(perf_counter() - start)
    asked = {"kind": kind, "department": giving, "target": target if kind == "move" else None}
    job = BranchJob.objects.create(
        **asked,
        branch_path=branch.page.path,
        branch_title=branch.title,
        reason="bench",
        started_by=_person(),
        total=guides,
    )
    return {"kind": kind, "forecast_ms": round(1000 * min(seconds), 1)} | _run(job)


def _run(job):
    """Carry a job out without the relay's pauses, then look at the tree."""
    from guides.branches import running

    batches, queries = [], _Counted()
    start, start_of_python = perf_counter(), process_time()
    with queries:
        while True:
            begun = perf_counter()
            if not running.work(monotonic() + 0.001):
                break
            batches.append(perf_counter() - begun)
    seconds, python = perf_counter() - start, process_time() - start_of_python
    job.refresh_from_db()
    return {
        "state": job.state,
        "done": job.done,
        "seconds": round(seconds, 1),
        "python_seconds": round(python, 1),
        "queries": queries.count,
        "batches": len(batches),
        "longest_batch_ms": round(1000 * max(batches)),
        "wrong_nodes": _wrong_nodes(),
    }


def _wrong_nodes():
    """Return how many pages have no parent, another number of children or another address."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(WRONG)
        return cursor.fetchone()[0]


WRONG = """
    WITH children AS (
        SELECT left(path, -4) AS parent, count(*) AS number
        FROM wagtailcore_page WHERE depth > 1 GROUP BY 1
    )
    SELECT count(*) FROM wagtailcore_page page
    LEFT JOIN wagtailcore_page above ON above.path = left(page.path, -4)
    LEFT JOIN children ON children.parent = page.path
    WHERE page.numchild <> coalesce(children.number, 0)
       OR page.depth > 1 AND above.id IS NULL
       OR page.depth > 2 AND page.url_path <> above.url_path || page.slug || '/'
"""


class _Counted:
    """Counts queries without keeping them."""

    count = 0

    def __enter__(self):
        from django.db import connection

        self.wrapper = connection.execute_wrapper(self)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *error):
        return self.wrapper.__exit__(*error)

    def __call__(self, execute, *args):
        self.count += 1
        return execute(*args)


def _person():
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get_or_create(username="bench")[0]


def _department():
    from core.models import Department

    slug = f"b{uuid4().hex[:8]}"
    return Department.objects.create(slug=slug, name=slug)


def _filled(department, guides):
    """Return the page of a department after filling it with copies of one draft, by PostgreSQL."""
    from django.db import transaction
    from wagtail.models import Page

    from guides.compiling.compile import department_page, folder_for
    from guides.models import GuideFolder

    draft = _draft(department)
    left, most = guides - 1, GuideFolder.MAX_CHILDREN
    while left:
        with transaction.atomic():
            folder = folder_for(department)
            count = min(left, most - folder.numchild)
            _copy(draft, folder, count)
            left -= count
    return Page.objects.get(pk=department_page(department).pk)


def _draft(department):
    """Return a guide with a manual, as compiling leaves them."""
    from guides.compiling.compile import compile_guide, compile_manual
    from guides.models import ItemSituation, Outline, ServiceItem

    outlines = [
        Outline.objects.get_or_create(key="bench", kind=kind, version=number)[0]
        for number, kind in enumerate(("guide", "manual"), 1)
    ]
    item = ServiceItem.objects.create(
        department=department, name="事项", basic_code=department.slug, item_type="01"
    )
    situation = ItemSituation.objects.create(item=item, code="01", name="新办")
    guide = compile_guide(situation, outlines[0], _person())
    compile_manual(guide, outlines[1], _person())
    return guide


def _copy(draft, folder, count):
    """Copy a draft so many times into a folder: item, page, revision, log; a manual for some."""
    from django.db.models import F
    from wagtail.models import Page

    from guides.models import GuidePage, ItemSituation, ManualPage, ServiceItem

    first = folder.numchild + 1
    start = _highest("wagtailcore_page")
    item = _highest("guides_serviceitem")
    situation = _highest("guides_itemsituation")
    path = f"'{folder.path}' || {_step(f'n + {first - 1}')}"
    slug = f"'{draft.department.slug}-{start}-' || n"
    url = f"'{folder.url_path}' || {slug} || '/'"
    some = f"n % {MANUALS} = 0"
    page = {"id": f"{start} + n", "path": path, "slug": slug, "url_path": url, **KEY}
    manual, under = draft.manual, {"id": f"{start + count} + n", "path": f"{path} || '0001'"}
    for model, pk, changes in (
        (ServiceItem, draft.situation.item_id, {"id": f"{item} + n", "basic_code": slug}),
        (
            ItemSituation,
            draft.situation_id,
            {"id": f"{situation} + n", "item_id": f"{item} + n"},
        ),
        (Page, draft.pk, page | {"numchild": f"CASE WHEN {some} THEN 1 ELSE 0 END"}),
        (
            GuidePage,
            draft.pk,
            {"page_ptr_id": f"{start} + n", "code": slug, "situation_id": f"{situation} + n"},
        ),
    ):
        _insert_copies(model._meta.db_table, pk, changes, count)
    _insert_copies(Page._meta.db_table, manual.pk, page | under | {
        "url_path": f"{url} || 'manual/'", "slug": "'manual'"}, count, some)  # fmt: skip
    _insert_copies(ManualPage._meta.db_table, manual.pk, {"page_ptr_id": under["id"]}, count, some)
    _histories(draft.pk, start, count)
    _histories(manual.pk, start + count, count, some)
    Page.objects.filter(pk=folder.pk).update(numchild=F("numchild") + count)


KEY = {"translation_key": "gen_random_uuid()", "latest_revision_id": "NULL"}
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _step(number):
    """Return the SQL of treebeard's four digits for a number."""
    return " || ".join(
        f"substr('{DIGITS}', (({number}) / {36**place}) % 36 + 1, 1)" for place in (3, 2, 1, 0)
    )


def _histories(pk, start, count, condition="true"):
    """Copy a page's revisions and log for its copies."""
    revision = {"id": None, "object_id": f"({start} + n)::text"}
    _insert_copies("wagtailcore_revision", pk, revision, count, condition, "object_id::bigint")
    entry = {"id": None, "page_id": f"{start} + n"}
    _insert_copies("wagtailcore_pagelogentry", pk, entry, count, condition, "page_id")


def _insert_copies(table, pk, changes, count, condition="true", key=None):
    """Copy the row `pk` of a table so many times with changed columns ({column: SQL or None})."""
    from django.db import connection

    with connection.cursor() as cursor:
        names = [one.name for one in connection.introspection.get_table_description(cursor, table)]
        key = key or ("id" if "id" in names else "page_ptr_id")
        names = [name for name in names if changes.get(name, name) is not None]
        values = ", ".join(changes.get(name) or f'o."{name}"' for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} o, "
            f"generate_series(1, {count}) n WHERE o.{key} = {pk} AND {condition}"
        )
        if changes.get("id"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )


def _highest(table):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    main()
