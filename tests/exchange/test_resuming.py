"""An import killed anywhere and run again leaves the rows of an uninterrupted one."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction
from wagtail.models import Revision

from core.models import Department
from exchange.importing.guides import import_guides
from guides.models import GuidePage, ItemSituation, Outline, ServiceItem
from guides.outlines.loading import load_shipped_outlines
from publication.models import Event, FilingCounter, PublicState, PublishedVersion
from tests.exchange.small_documents import filed_record, small_guide
from tests.filled_documents import DEPARTMENT

pytestmark = pytest.mark.city
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


def run_victim(path, die_at):
    """Import in a process that dies by SIGKILL after its `die_at`-th row; 0 lets it live."""
    connection.close()
    script = Path(__file__).with_name("import_victim.py")
    database = str(connection.settings_dict["NAME"])
    process = subprocess.run(
        [sys.executable, script, database, path, str(die_at)], timeout=120, check=False
    )
    return process.returncode


@pytest.mark.django_db(transaction=True)
def test_killed_anywhere_and_run_again_the_rows_are_those_of_one_run(written, uninterrupted):
    start_anew()
    path = written(RECORDS)

    killed = [run_victim(path, die_at) for die_at in (2, 9, 23)]
    finished = run_victim(path, 0)

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
