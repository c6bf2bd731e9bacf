"""What a person is told when a service is away or a disk is full, by errors of real drivers."""

import errno
import gc

import pytest
from django.db import DatabaseError, IntegrityError
from django.db.utils import ConnectionHandler
from django.test import RequestFactory

from bench._killable_servers import OwnPostgreSQL, free_port
from config.settings import stores
from core.requests.outages import status_of
from home import errors
from tests import small_disks

pytestmark = pytest.mark.django_db


def error_of(url, *statements):
    """Return what Django raises for the first of the statements that a database refuses."""
    database = ConnectionHandler({"default": stores.database(url)})["default"]
    try:
        with pytest.raises(DatabaseError) as raised, database.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        database.close()
    return raised.value


def test_a_database_that_refuses_connections_is_away():
    url = f"postgresql://guides@127.0.0.1:{free_port()}/guides"

    assert status_of(error_of(url, "SELECT 1")) == 503


def test_a_full_sqlite_disk_takes_nothing(small_disk):
    url = f"sqlite:///{small_disk.path / 'db.sqlite3'}"
    fill = "INSERT INTO t SELECT zeroblob(1000000) FROM generate_rows"
    rows = "CREATE VIEW generate_rows AS WITH RECURSIVE r(n) AS (VALUES(1) UNION ALL SELECT n + 1 "
    rows += "FROM r WHERE n < 9) SELECT n FROM r"

    assert status_of(error_of(url, "CREATE TABLE t (content)", rows, fill)) == 507


def test_a_read_only_sqlite_takes_nothing(tmp_path):
    url = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    made_read_only = ["CREATE TABLE t (content)", "PRAGMA query_only = 1"]

    assert status_of(error_of(url, *made_read_only, "INSERT INTO t VALUES (1)")) == 507


@pytest.mark.postgresql
def test_a_full_disk_of_postgresql_takes_nothing(tmp_path):
    with OwnPostgreSQL() as own, small_disks.mounted(own.folder / "space", 8) as disk:
        own.give(disk.path)
        error = error_of(
            own.url,
            f"CREATE TABLESPACE small LOCATION '{disk.path}'",
            "CREATE TABLE t (content text) TABLESPACE small",
            "INSERT INTO t SELECT repeat(n::text, 200) FROM generate_series(100000, 200000) n",
        )

    assert status_of(error) == 507


def test_a_fault_of_ours_is_neither():
    assert status_of(IntegrityError("duplicate key")) == 500
    assert status_of(KeyError("x")) == 500
    assert status_of(FileNotFoundError(errno.ENOENT, "No such file")) == 500


@pytest.mark.parametrize(
    ("url", "status", "sentence"),
    [("postgresql://u@127.0.0.1:9/n", 503, "系统暂时连不上"), ("", 500, "页面暂时打不开")],
)
def test_the_page_says_what_is_away_and_asks_nothing_of_it(
    url, status, sentence, django_assert_num_queries
):
    error = error_of(url, "SELECT 1") if url else KeyError("x")
    for method in ("GET", "POST"):
        try:
            raise error
        except (DatabaseError, KeyError):
            with django_assert_num_queries(0):
                response = errors.failed(RequestFactory().generic(method, "/admin/"))

        text = response.content.decode()
        assert (response.status_code, sentence in text) == (status, True)
        assert ("后退" in text) == (method == "POST")
        assert "no-store" in response["Cache-Control"]
        assert ("Retry-After" in response) == (status == 503)


def test_a_full_disk_anywhere_is_said_by_a_page(client, settings, small_disk):
    client.raise_request_exception = False
    settings.FILE_UPLOAD_TEMP_DIR = str(small_disk.path)
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    small_disk.fill()
    with (small_disk.path.parent / "file").open("w+b") as file:
        file.write(b"\0" * 1_000_000)
        file.seek(0)
        response = client.post("/admin/login/", {"file": file})

    status, text = response.status_code, response.content.decode()
    del response
    gc.collect()  # the half file, before its disk goes

    assert (status, "服务器的存储已满" in text) == (507, True)


def test_the_api_says_it_as_problem_details(client, monkeypatch):
    client.raise_request_exception = False
    error = error_of("postgresql://u@127.0.0.1:9/n", "SELECT 1")

    def away(**filters):
        raise error

    monkeypatch.setattr("api.routes.changes.Event.objects.filter", away)
    response = client.get("/api/v1/changes", headers={"accept-language": "en"})

    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "The service is away for a moment"
    assert response["Retry-After"]
