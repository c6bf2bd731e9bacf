"""An import killed anywhere and run again leaves the rows of an uninterrupted one."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from core.models import Department
from exchange.exporting import document_text
from exchange.importing.guides import import_guides
from exchange.models import Upload
from exchange.uploads.starting import start_file
from exchange.uploads.working import ABANDONED
from exchange.workbooks.writing import Entry, write_workbook
from guides.document import GuideDocument
from guides.models import GuidePage, ItemSituation, Outline, ServiceItem
from guides.outlines.loading import load_shipped_outlines
from publication.models import Event, FilingCounter, PublicState, PublishedVersion
from tests.exchange.small_documents import filed_record, small_guide
from tests.factories import UserFactory
from tests.filled_documents import DEPARTMENT

pytestmark = pytest.mark.city
GUIDES, FEW, MOST_MEGABYTES = 30, 8, 300
RECORDS = [filed_record(number) for number in (1, 2, 3)]


def rows():
    """Return what an import leaves, without the moments and keys that any run has its own of."""
    guides = GuidePage.objects.order_by("code")
    return {
        "items": list(ServiceItem.objects.order_by("basic_code").values_list("name", "basic_code")),
        "situations": ItemSituation.objects.count(),
        "pages": [(page.code, page.title, page.numchild) for page in guides],
        "revisions": Revision.objects.count(),
        "folders": list(GuidePage.objects.order_by("path").values_list("path", flat=True)),
        "versions": list(
            PublishedVersion.objects.order_by("pk").values_list(
                "code", "version", "filing_no", "sha256", "public_sha256", "seq", "effective_on"
            )
        ),
        "states": list(PublicState.objects.order_by("code").values_list("code", "state", "seq")),
        "events": list(Event.objects.order_by("seq").values_list("seq", "type", "code")),
        "counters": list(FilingCounter.objects.values_list("series", "last")),
    }


def start_anew():
    """Return the rows that are there before an import."""
    load_shipped_outlines()
    Department.objects.get_or_create(slug=DEPARTMENT["slug"], defaults=DEPARTMENT)


def run_victim(path, die_at, state="filed"):
    """Import in a process that dies by SIGKILL after its `die_at`-th row; 0 lets it live.

    Returns its exit code and the megabytes that it took, 0 when it was killed.
    """
    connection.close()
    script = Path(__file__).with_name("import_victim.py")
    database = str(connection.settings_dict["NAME"])
    process = subprocess.run(
        [sys.executable, script, database, path, str(die_at), state],
        timeout=240, check=False, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return process.returncode, int(process.stdout or 0)


@pytest.mark.django_db(transaction=True)
def test_killed_anywhere_and_run_again_the_rows_are_those_of_one_run(written, uninterrupted):
    start_anew()
    path = written(RECORDS)

    killed = [run_victim(path, die_at)[0] for die_at in (2, 9, 23)]
    finished = run_victim(path, 0)[0]

    assert killed == [-signal.SIGKILL] * 3
    assert finished == 0
    assert rows() == uninterrupted


@pytest.fixture
def uninterrupted(transactional_db, written):
    """The rows of one import without a stop, taken back again."""
    with transaction.atomic():
        start_anew()
        import_guides([written(RECORDS)], state="filed")
        found = rows()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db(transaction=True)
def test_a_workbook_killed_in_the_middle_and_run_again_leaves_the_rows_of_one_run(tmp_path):
    path = workbook_of(GUIDES, tmp_path / "guides.xlsx")
    start_anew()
    with transaction.atomic():
        import_guides([path])
        once = rows() | {"texts": texts()}
        transaction.set_rollback(True)

    killed, _megabytes = run_victim(path, 80, "draft")
    left = GuidePage.objects.count()
    finished, megabytes = run_victim(path, 0, "draft")

    assert (killed, finished) == (-signal.SIGKILL, 0)
    assert 0 < left < GUIDES
    assert rows() | {"texts": texts()} == once
    assert megabytes < MOST_MEGABYTES


@pytest.mark.django_db(transaction=True)
def test_an_upload_killed_with_9_goes_on_where_it_was_and_counts_each_guide_once(tmp_path):
    content = workbook_of(FEW, tmp_path / "guides.xlsx").read_bytes()
    start_anew()
    with transaction.atomic():
        import_guides([tmp_path / "guides.xlsx"])
        once = rows() | {"texts": texts()}
        transaction.set_rollback(True)
    operator = UserFactory(is_superuser=True)
    upload = start_file(operator, None, "guides.xlsx", Upload.Kind.WORKBOOK, content)

    killed, _megabytes = run_victim(str(upload.pk), 45)
    upload.refresh_from_db()
    left = upload.done
    Upload.objects.update(seen_at=timezone.now() - 2 * ABANDONED)
    finished, _megabytes = run_victim(str(upload.pk), 0)

    upload.refresh_from_db()
    assert (killed, finished) == (-signal.SIGKILL, 0)
    assert 0 < left < FEW
    assert (upload.state, upload.counts) == (Upload.State.DONE, {"created": FEW})
    assert rows() | {"texts": texts()} == once


def workbook_of(count, path):
    """Write a workbook of so many guides; return its path."""
    documents = (
        GuideDocument.model_validate(small_guide(number)).model_dump(mode="json")
        for number in range(1, count + 1)
    )
    entries = [Entry(f"g{number}", document, {}) for number, document in enumerate(documents)]
    path.write_bytes(write_workbook("guide", entries))
    return path


def texts():
    """Return what each draft says, by its code."""
    codes = GuidePage.objects.values_list("code", flat=True)
    return {code: document_text(code) for code in codes}


@pytest.mark.django_db
def test_the_same_files_again_change_nothing(run, city, written):
    path = written([small_guide(number) for number in (1, 2)])
    run("import_guides", path)
    before = (rows(), Revision.objects.count(), Outline.objects.count())

    outcome = run("import_guides", path, "--json", "-")

    assert (outcome.json["unchanged"], outcome.json["created"]) == (2, 0)
    assert (rows(), Revision.objects.count(), Outline.objects.count()) == before


@pytest.mark.django_db
def test_a_record_that_changed_is_a_new_revision_of_the_same_page(run, city, written):
    run("import_guides", written(small_guide(1)))
    page = GuidePage.objects.get()

    outcome = run("import_guides", written(small_guide(1, summary="另一句话")), "--json", "-")

    assert outcome.json["updated"] == 1
    assert GuidePage.objects.get() == page
    assert GuidePage.objects.get().get_latest_revision_as_object().summary == "另一句话"
