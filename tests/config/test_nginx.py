"""The rules of deploy/nginx/ in the real nginx: what readers share, and what nobody shares."""

import json
import re
import shutil
import subprocess

import pytest

from bench import _nginx
from tests.config.nginx_front import INSIDE, OUTSIDE, Web, before, run_out

pytestmark = pytest.mark.nginx
CODE = "scjg-000131001000-01"
URL = f"/guides/{CODE}/"


@pytest.fixture
def web():
    """A web server that answers as told."""
    server = Web()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def front(web, tmp_path):
    """Nginx before `web`."""
    with before(web.port, tmp_path) as running:
        yield running


def test_nginx_accepts_the_configuration_of_a_city(tmp_path):
    text = (_nginx.RULES.parent / "nginx.conf").read_text(encoding="utf-8")
    shutil.copytree(_nginx.RULES, tmp_path / "guides")
    key, chain = tmp_path / "key.pem", tmp_path / "chain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=guides"]
    subprocess.run([*made, "-keyout", key, "-out", chain], check=True, capture_output=True)
    for ours, here in {
        "/etc/nginx/guides": tmp_path / "guides",
        "/etc/ssl/guides/key.pem": key,
        "/etc/ssl/guides/fullchain.pem": chain,
        "/var/cache/nginx/guides": tmp_path / "cache",
        "listen 80;": "listen 127.0.0.1:8980;",
        "listen 443 ": "listen 127.0.0.1:8943 ",
    }.items():
        assert ours in text
        text = text.replace(ours, str(here))
    text = re.sub(r"listen \[::\].*", "", text)  # a machine without IPv6 refuses these

    answer = subprocess.run(
        [*_nginx.write(tmp_path, text), "-t"], capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stderr
    assert "warn" not in answer.stderr


def test_the_site_is_asked_for_gzip_once_whatever_readers_accept(front, web):
    for accepted in (
        "gzip",
        "gzip, deflate",
        "br;q=1, GZIP ; q=0.5",
        "",
        "br",
        "gzip;q=0",
        "xgzip",
    ):
        front.ask("/", Accept_Encoding=accepted)

    assert [headers["Accept-Encoding"] for _, _, headers, _ in web.asked] == ["gzip"]


def test_an_address_that_looks_like_another_is_not_that_one(front, web):
    front.ask("/search/%3Fq=a")
    front.ask("/guides/x%3Fy/")
    web.says(b"second")

    assert front.ask("/search/?q=a").body == b"second"
    assert front.ask("/guides/x?y/").body == b"second"
    assert [path for _, path, _, _ in web.asked][:2] == ["/search/%3Fq=a", "/guides/x%3Fy/"]


@pytest.mark.parametrize(
    "person_shows", [{"Cookie": "a=b; sessionid=0"}, {"Authorization": "Bearer x"}]
)
def test_whoever_shows_who_he_is_neither_fills_the_cache_nor_is_served_from_it(
    front, web, person_shows
):
    own = front.ask(URL, **person_shows)
    web.says(b"for all")
    shared = front.ask(URL)
    web.says(b"own")
    own_again = front.ask(URL, **person_shows)

    assert (own.cache, shared.cache, own_again.cache) == ("BYPASS", "MISS", "BYPASS")
    assert (shared.body, own_again.body) == (b"for all", b"own")
    assert front.ask(URL).body == b"for all"


@pytest.mark.parametrize(
    "headers",
    [
        {"Set_Cookie": "a=b"},
        {"Cache_Control": "public, no-store"},
        {"Cache_Control": "private"},
        {"Cache_Control": "max-age=60"},
        {"Cache_Control": "no-cache"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Encoding, Cookie"},
    ],
)
def test_what_does_not_call_itself_public_for_all_is_not_kept(front, web, headers):
    web.says(b"first", **headers)
    front.ask(URL)
    web.says(b"second", **headers)

    assert front.ask(URL).body == b"second"


@pytest.mark.parametrize("status", [301, 302, 403, 429, 500, 503])
def test_other_statuses_are_not_kept(front, web, status):
    web.says(b"first", status)

    assert [front.ask("/").status, front.ask("/").status] == [status, status]
    assert len(web.asked) == 2


def test_a_large_form_goes_to_the_editors_and_not_to_the_readers(front, web):
    large = b"x" * 3_000_000

    assert front.ask("/admin/pages/1/edit/", "POST", body=large).status == 200
    assert [(method, len(body)) for method, _, _, body in web.asked] == [("POST", 3_000_000)]
    assert front.ask("/", "POST", body=large).status == 413


def test_editors_and_readers_have_web_servers_of_their_own(web, tmp_path):
    nobody = Web()
    with before(nobody.port, tmp_path, editors=web.port) as front:
        assert front.ask("/admin/").status == 200
        assert front.ask(f"/en/manuals/{CODE}/").status == 200
        assert front.ask("/").status == 503


@pytest.mark.parametrize("failure", ["down", 500, 503])
def test_a_page_that_ran_out_is_served_while_the_web_server_fails(front, web, failure):
    front.ask(URL)
    run_out()
    if failure == "down":
        web.stop()
    else:
        web.says(b"broken", failure)

    answer = front.ask(URL)

    assert (answer.status, answer.body, answer.cache) == (200, b"first", "STALE")


@pytest.mark.parametrize(
    ("path", "kind"), [(URL, "text/html"), ("/api/v1/guides", "application/problem+json")]
)
def test_without_a_kept_page_a_failure_is_said_shortly(front, web, path, kind):
    web.stop()

    answer = front.ask(path)

    assert answer.status == 503
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"


def test_search_that_stands_in_for_another_engine_is_not_kept(front, web):
    web.says(b"degraded", Cache_Control="no-store")
    front.ask("/search/?q=a")
    web.says(b"whole")

    assert front.ask("/search/?q=a").body == b"whole"


@pytest.mark.parametrize(
    ("path", "calls", "kind"),
    [
        ("/search/?q=a", 90, "text/html"),
        ("/en/search/?q=a", 90, "text/html"),
        ("/api/v1/suggest?q=a", 400, "application/problem+json"),
    ],
)
def test_a_flood_from_one_address_is_stopped_and_other_readers_are_not(front, path, calls, kind):
    flood = [front.ask(path, address=OUTSIDE) for _call in range(calls)]
    another = [front.ask(path, address="127.0.0.3") for _call in range(20)]

    stopped = [answer for answer in flood if answer.status != 200]
    assert {answer.status for answer in stopped} == {429}
    assert {answer.status for answer in flood[:50]} == {200}
    assert stopped[0].headers["Content-Type"].startswith(kind)
    assert stopped[0].headers["Retry-After"] == "5"
    assert len(stopped[0].body) < 400
    assert {answer.status for answer in another} == {200}
    assert front.ask(URL, address=OUTSIDE).status == 200


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/search/", "text/html"), ("/api/v1/guides", "application/problem+json")],
)
@pytest.mark.parametrize(
    ("status", "query", "asked"),
    [
        (413, "", {"method": "POST", "body": b"x" * 70_000}),
        (414, "?q=" + "x" * 40_000, {}),
        (400, "", {"X_Long": "x" * 40_000}),
        (400, "", {"Host": "a b"}),
    ],
    ids=["too large", "too long", "too many headers", "no host"],
)
def test_what_nginx_refuses_itself_is_said_to_readers_and_to_programs(
    front, path, kind, status, query, asked
):
    answer = front.ask(path + query, **asked)

    assert answer.status == status
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "language", "title"),
    [("", "zh-hans", "内容太大"), ("en-GB,en", "en", "This is too large")],
)
def test_a_problem_of_nginx_is_one_in_the_preferred_language(front, accepted, language, title):
    answer = front.ask(
        "/api/v1/guides", "POST", body=b"x" * 70_000, Accept_Language=accepted or "*"
    )

    problem = json.loads(answer.text)
    assert (problem["status"], problem["title"]) == (413, title)
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_those_inside_are_not_counted(front):
    assert {front.ask("/search/?q=a", address=INSIDE).status for _call in range(120)} == {200}


def test_static_files_come_compressed_and_for_a_year(web, tmp_path):
    folder = tmp_path / "root" / "static"
    folder.mkdir(parents=True)
    (folder / "site.0123456789ab.css").write_bytes(b"plain")
    (folder / "site.0123456789ab.css.gz").write_bytes(b"packed")
    (folder / "site.css").write_bytes(b"plain")

    with before(web.port, tmp_path, root=tmp_path / "root") as front:
        packed = front.ask("/static/site.0123456789ab.css", Accept_Encoding="gzip, br")
        plain = front.ask("/static/site.0123456789ab.css")
        unhashed = front.ask("/static/site.css")

    assert (packed.body, packed.headers["Content-Encoding"]) == (b"packed", "gzip")
    assert plain.body == b"plain"
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert unhashed.headers["Cache-Control"] == "public, max-age=3600"
    assert packed.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in packed.headers["Content-Security-Policy"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert web.asked == []


@pytest.mark.parametrize(
    ("path", "passed"), [("/admin/login/", 41), ("/admin/password_reset/", 11)]
)
def test_a_flood_of_passwords_is_stopped_before_the_site(front, web, path, passed):
    flood = [front.ask(path, "POST", body=b"x", address=OUTSIDE) for _call in range(60)]

    assert [answer.status for answer in flood].count(200) in (passed, passed + 1)
    assert {answer.status for answer in flood} == {200, 429}
    assert front.ask(path, address=OUTSIDE).status == 200
    assert front.ask(path, "POST", body=b"x", address="127.0.0.3").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/admin/login/",
        "/admin/login/?next=/",
        "//admin/login/",
        "/%61dmin/login/",
        "/admin//login/",
        "/./admin/login/",
        "/guides/../admin/login/",
        "/api/..%2fadmin/login/",
        "/admin/password_reset/",
        "/admin/password_reset/confirm/MQ/x-y/",
        "/admin/account/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_way_of_writing_the_sign_in_leads_to_the_readers(web, tmp_path, path, method):
    readers = Web()
    readers.start()
    with before(readers.port, tmp_path, editors=web.port) as front:
        front.ask(path, method, body=b"x" if method == "POST" else None)

    assert readers.asked == []
    assert len(web.asked) == 1
    readers.stop()
