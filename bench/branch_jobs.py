"""Branch jobs: deleting and handing over a department of N plain drafts on PostgreSQL.

Runs on the database of DATABASE_URL, which it migrates and fills (give one of its own):
    DATABASE_URL=postgresql://…/guides_branches .venv/bin/python bench/branch_jobs.py --guides 12500
"""

import argparse
import json
import os
import sys
from pathlib import Path
from time import monotonic, perf_counter, process_time
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

MANUALS = 10
"""One guide in so many has a manual."""
CHUNK = 500


def main():
    """Print, for each kind of job, the seconds, queries, the longest batch and the forecast."""
    import django

    django.setup()
    from django.core.management import call_command

    options = _options()
    call_command("migrate", verbosity=0)
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
    from wagtail.models import Page

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
        "problems": sum(map(len, Page.find_problems())),
    }


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
    """Give the page of a department after filling it with drafts."""
    from django.db import transaction
    from wagtail.models import Page

    from guides.compile import department_page, folder_for
    from guides.models import GuideFolder

    left, number = guides, 0
    while left:
        with transaction.atomic():
            folder = folder_for(department)
            room = min(left, GuideFolder.MAX_CHILDREN - folder.numchild)
            for _start in range(0, room, CHUNK):
                count = min(CHUNK, room)
                _drafts(department, folder, number, count)
                number, room, left = number + count, room - count, left - count
                if not room:
                    break
    return Page.objects.get(pk=department_page(department).pk)


def _drafts(department, folder, start, count):
    """Make drafts with a revision each, and a manual for some, in sets."""
    from django.contrib.contenttypes.models import ContentType
    from django.db.models import F
    from django.utils import timezone
    from wagtail.models import Locale, Page, PageLogEntry, Revision

    from guides.models import GuidePage, ItemSituation, ManualPage, Outline, ServiceItem

    types = ContentType.objects.get_for_models(Page, GuidePage, ManualPage)
    outline = Outline.objects.get_or_create(key="bench", kind="guide", defaults={"label": "bench"})[
        0
    ]
    items = ServiceItem.objects.bulk_create(
        ServiceItem(
            department=department,
            name=f"事项{start + step}",
            basic_code=f"{department.slug}{start + step:08d}",
            item_type="01",
        )
        for step in range(count)
    )
    situations = ItemSituation.objects.bulk_create(
        ItemSituation(item=item, code="01", name="新办") for item in items
    )
    folder.refresh_from_db()
    common = {"locale": Locale.get_default(), "live": False}
    pages = []
    for step, situation in enumerate(situations):
        path = Page._get_path(folder.path, 5, folder.numchild + step + 1)
        code = f"{department.slug}-{start + step}"
        url = f"{folder.url_path}{code}/"
        has_manual = not step % MANUALS
        guide = GuidePage(
            path=path, depth=5, numchild=int(has_manual), title=situation.item.name, slug=code,
            url_path=url, content_type=types[GuidePage], situation=situation, code=code,
            department=department, outline=outline, **common,
        )  # fmt: skip
        pages.append(guide)
        if has_manual:
            pages.append(
                ManualPage(
                    path=path + "0001",
                    depth=6,
                    title="手册",
                    slug="manual",
                    outline=outline,
                    url_path=f"{url}manual/",
                    content_type=types[ManualPage],
                    **common,
                )
            )
    for page in pages:
        page.draft_title = page.title
    _insert(pages)
    now = timezone.now()
    Revision.objects.bulk_create(
        Revision(
            content_type_id=page.content_type_id, base_content_type=types[Page],
            object_id=str(page.pk), created_at=now, object_str=page.title,
            content={"title": page.title, "department": department.pk, "text": "文" * 4000},
        )
        for page in pages
    )  # fmt: skip
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk, content_type_id=page.content_type_id, label=page.title,
            action="wagtail.create", timestamp=now,
        )
        for page in pages
    )  # fmt: skip
    Page.objects.filter(pk=folder.pk).update(numchild=F("numchild") + count)


def _insert(pages):
    """Insert pages of several classes: the common rows first, then those of each class."""
    from wagtail.models import Page

    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bare = Page.objects.bulk_create(
        Page(**{name: getattr(page, name) for name in names}) for page in pages
    )
    for page, row in zip(pages, bare, strict=True):
        page.pk = page.page_ptr_id = row.pk
    for model in {type(page) for page in pages}:
        _insert_own(model, [page for page in pages if type(page) is model])


def _insert_own(model, pages):
    """Insert the rows of a page class's own table, as Django's `bulk_create` refuses to."""
    from django.db import connection
    from django.db.models import sql

    fields = list(model._meta.local_concrete_fields)
    query = sql.InsertQuery(model)
    query.insert_values(fields, pages)
    query.get_compiler(connection=connection).execute_sql()


if __name__ == "__main__":
    main()
