"""Statistics of deciding: times, returns, reasons, load; and the archive of drafts."""

import gzip
import hashlib
import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from core.choices import Role
from moderation.archive import archive, expendable
from moderation.choices import Verdict
from moderation.statistics import statistics_of
from moderation.submit import submit
from tests.factories import person
from tests.moderation.steps import REASONS, act, approve_all, save_draft

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def decided(city, set_clock):
    """A guide that came back once with a reason at its cover, and was filed then."""
    set_clock("2026-11-02 09:00")
    submission = submit(city.guide, city.compiler)
    set_clock("2026-11-04 09:00")
    act(submission, city.reviewer, Verdict.RETURNED, section_reasons={"cover": "写清对象"})
    save_draft(city.guide, city.compiler, summary="改")
    set_clock("2026-11-05 09:00")
    again = submit(city.guide, city.compiler, reasons=REASONS)
    set_clock("2026-11-06 09:00")
    approve_all(city, again)


def test_times_returns_reasons_and_load_of_a_period(city, decided):
    found = statistics_of(date(2026, 11, 1))

    department = found.stages[0]
    assert (department.count, department.median, department.late) == (2, 1.5, 0)
    assert found.departments == [("市场监督管理局", 5, 1, 20)]
    assert [count for _label, count in found.sections] == [1]
    assert sum(row[2] for row in found.people) == 5
    assert sum(count for _day, count in found.weeks) == 5
    assert statistics_of(date(2026, 11, 7)).departments == []


@pytest.mark.parametrize("name", ["stages", "departments", "sections", "people"])
def test_tables_are_shown_and_exported(decided, name):
    client = Client()
    client.force_login(person(Role.AUDITOR), backend=BACKEND)
    address = f"{reverse('moderation:statistics')}?since=2026-11-01"

    page, table = client.get(address), client.get(f"{address}&export={name}")

    assert "<svg" in page.content.decode()
    assert b"".join(table.streaming_content).startswith(b"PK")


def test_reviewer_sees_the_own_department_only(city, decided):
    other = Client()
    other.force_login(person(Role.DEPARTMENT_REVIEWER), backend=BACKEND)

    text = other.get(f"{reverse('moderation:statistics')}?since=2026-11-01").content.decode()

    assert "市场监督管理局" not in text


def test_archive_keeps_what_proves_something_and_exports_the_rest(city, decided, tmp_path):
    page = save_draft(city.guide, city.compiler, summary="又改")
    page = save_draft(page, city.compiler, summary="再改")
    before = timezone.now() + timedelta(days=1)
    ids = set(Revision.objects.values_list("pk", flat=True))
    expected = set(expendable(before).values_list("pk", flat=True))

    done = archive(before, tmp_path)

    left = set(Revision.objects.values_list("pk", flat=True))
    page.refresh_from_db()
    assert expected
    assert ids - left == expected
    assert page.latest_revision_id in left
    assert done.revisions == len(expected)
    [file] = tmp_path.glob("*.gz")
    text = gzip.decompress(file.read_bytes()).decode()
    lines = [json.loads(line) for line in text.splitlines()]
    assert {line["id"] for line in lines} == expected
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert next(tmp_path.glob("*.sha256")).read_text().startswith(digest)


def test_what_a_submission_was_frozen_from_is_never_let_go(city, decided):
    frozen = Revision.objects.filter(object_id=str(city.guide.pk)).order_by("pk")
    kept = set(frozen.values_list("pk", flat=True)) - set(
        expendable(timezone.now() + timedelta(days=1)).values_list("pk", flat=True)
    )

    assert len(kept) >= 2, "one for each of the two Submissions"
