"""Programs of others meet the API over a real connection: a generated client, and a fuzzer."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from publication import states
from tests.api.indexed import filed_guide, index_all

pytestmark = pytest.mark.django_db(transaction=True)
FOOD, ABOLISHED = (f"scjg-{number:012d}-01" for number in (1, 2))
TOOLS = Path(sys.executable).parent
FUZZER = Path(__file__).with_name("schemathesis.toml")


@pytest.fixture(autouse=True)
def _guides(transactional_db):
    for number in (1, 2, 3):
        filed_guide(number)
    states.abolish(ABOLISHED, None, "依据已经废止", successor=FOOD)
    index_all()


@pytest.fixture(scope="module")
def generated(tmp_path_factory, django_db_setup):
    """A client in Python as `openapi-python-client` writes it from the description."""
    from api.urls import api

    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(api.described, encoding="utf-8")
    (folder / "settings.yml").write_text("post_hooks: []\n", encoding="utf-8")
    command = [TOOLS / "openapi-python-client", "generate", "--meta", "none", "--fail-on-warning"]
    places = ["--path", "openapi.json", "--config", "settings.yml", "--output-path", "generated"]
    subprocess.run([*command, *places], cwd=folder, check=True, capture_output=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield lambda name: importlib.import_module(f"generated.{name}")


@pytest.fixture
def remote(generated, live_server):
    """The client, pointed at the running site."""
    return generated("client").Client(base_url=live_server.url)


def ask(generated, remote, operation, **values):
    """Return the answer of an operation as the client understands it."""
    return generated(f"api.{operation}").sync(client=remote, **values)


def test_a_generated_client_reads_a_guide(generated, remote):
    answer = ask(generated, remote, "guides.get_guide", code=FOOD)

    assert (answer.envelope.code, answer.envelope.state.value) == (FOOD, "current")
    assert answer.document.item.name == "食品经营许可1"


def test_a_generated_client_reads_why_there_is_no_guide(generated, remote):
    missing = ask(generated, remote, "guides.get_guide", code="none")
    gone = ask(generated, remote, "guides.get_guide", code=ABOLISHED)

    assert (missing.status, bool(missing.title)) == (404, True)
    assert (gone.status, gone.successor, gone.detail) == (410, FOOD, "依据已经废止")


def test_a_generated_client_reads_what_was_wrong_with_its_question(generated, remote):
    answer = ask(generated, remote, "guides.list_guides", limit=0)

    assert [one.parameter for one in answer.errors] == ["limit"]


def test_a_generated_client_lists_searches_and_follows(generated, remote):
    sort = generated("models").SearchGuidesSort.UPDATED

    listed = ask(generated, remote, "guides.list_guides", department=["scjg"])
    found = ask(generated, remote, "search.search_guides", q="食品经营", sort=sort)
    changes = ask(generated, remote, "changes.list_changes", limit=2)

    assert [one.code for one in listed.items] == [FOOD, "scjg-000000000003-01"]
    assert found.total == 2
    assert [one.type_.value for one in changes.items] == ["published", "published"]


def test_a_fuzzer_finds_no_answer_that_the_description_does_not_tell(live_server, tmp_path):
    """The fuzzer, Schemathesis, sends what the description allows, and what it forbids."""
    command = [TOOLS / "schemathesis", "--no-color", "--config-file", FUZZER, "run"]

    answer = subprocess.run(
        [*command, f"{live_server.url}/api/v1/openapi.json", "--url", live_server.url],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert answer.returncode == 0, answer.stdout[-5000:] + answer.stderr[-2000:]
    assert "Tested: 9" in answer.stdout
