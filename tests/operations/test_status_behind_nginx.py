"""The status page behind the real nginx: the site's own, and the kept file while it is down."""

import pytest

from tests.config.nginx_front import OUTSIDE, Web, before, run_out

pytestmark = pytest.mark.nginx


@pytest.fixture
def kept_pages(tmp_path):
    """The folder from which nginx serves, with the two files that the relay writes."""
    folder = tmp_path / "var"
    (folder / "status").mkdir(parents=True)
    (folder / "status" / "zh-hans.html").write_text("<p>网站现在打不开</p>", encoding="utf-8")
    (folder / "status" / "en.html").write_text("<p>The site is down</p>", encoding="utf-8")
    return folder


def test_the_file_is_shown_while_the_site_is_down_and_only_then(tmp_path, kept_pages):
    web = Web()
    web.start()
    web.says("<p>一切正常</p>".encode())
    with before(web.port, tmp_path, root=kept_pages) as front:
        assert "一切正常" in front.ask("/status/").text
        web.stop()
        run_out()
        down, english = front.ask("/status/"), front.ask("/en/status/")
        direct = front.ask("/status/zh-hans.html")

    assert (down.status, "网站现在打不开" in down.text) == (200, True)
    assert "The site is down" in english.text
    assert down.headers["Cache-Control"] == "no-store"
    assert (direct.status, "网站现在打不开" in direct.text) == (503, False)


def test_without_the_file_it_says_that_the_site_does_not_answer(tmp_path, kept_pages):
    for path in (kept_pages / "status").iterdir():
        path.unlink()
    with before(Web().port, tmp_path, root=kept_pages) as front:
        answer = front.ask("/status/")

    assert answer.status == 503


def test_metrics_are_for_those_inside(tmp_path):
    web = Web()
    web.start()
    web.says(b"guides_info 1", Cache_Control="no-store")
    with before(web.port, tmp_path) as front:
        assert front.ask("/metrics").status == 200
        assert front.ask("/metrics", address=OUTSIDE).status == 404
    web.stop()
