"""Production refuses to start with settings that open a door, and says which and what to do."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import environment, safety, stores

KEY = "kT9w-3fQz8LmVb2XnYc7RpGh5JdSa1Ue4oIiKlMt"
GOOD = {
    "secret_key": KEY,
    "allowed_hosts": ["guides.example.gov.cn", ".yunxi.gov.cn", "[::1]"],
    "public_base_url": "https://guides.example.gov.cn",
    "https": True,
    "debug": False,
}
BAD = [
    ({"secret_key": ""}, "SECRET_KEY is not set"),
    ({"secret_key": "x"}, "SECRET_KEY has 1 of at least 32"),
    ({"secret_key": KEY[:31]}, "SECRET_KEY has 31 of at least 32"),
    ({"secret_key": "x" * 64}, "SECRET_KEY repeats itself"),
    ({"secret_key": "changeme" * 8}, "SECRET_KEY repeats itself"),
    ({"secret_key": f"django-insecure-{KEY}"}, "first day"),
    ({"allowed_hosts": []}, "ALLOWED_HOSTS is not set"),
    ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS holds “\\*”"),
    ({"allowed_hosts": ["guides.example.gov.cn", "*"]}, "ALLOWED_HOSTS holds “\\*”"),
    ({"allowed_hosts": ["*.gov.cn"]}, "ALLOWED_HOSTS holds “\\*.gov.cn”"),
    ({"allowed_hosts": [".cn"]}, "a whole top-level domain"),
    ({"allowed_hosts": ["."]}, "a whole top-level domain"),
    ({"allowed_hosts": ["https://guides.example.gov.cn"]}, "without https://"),
    ({"public_base_url": ""}, "PUBLIC_BASE_URL is “”"),
    ({"public_base_url": "guides.example.gov.cn"}, "https:// and the host"),
    ({"public_base_url": "http://guides.example.gov.cn"}, "readers come by HTTPS"),
    ({"debug": True}, "DEBUG shows settings"),
    ({"oidc_issuer": "https://id.yunxi.gov.cn"}, "set together, or neither"),
    ({"oidc_client_id": "guides"}, "set together, or neither"),
    ({"oidc_issuer": "id.yunxi.gov.cn", "oidc_client_id": "guides"}, "host of the provider"),
    ({"oidc_issuer": "http://id.yunxi.gov.cn", "oidc_client_id": "guides"}, "over http://"),
]


def test_good_settings_start():
    safety.refuse_unsafe(**GOOD)
    safety.refuse_unsafe(**GOOD, oidc_issuer="https://id.yunxi.gov.cn", oidc_client_id="guides")
    safety.refuse_unsafe(**GOOD | {"https": False, "public_base_url": "http://127.0.0.1:8000"})


@pytest.mark.parametrize(("given", "sentence"), BAD)
def test_settings_that_open_a_door_are_refused_with_their_name(given, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        safety.refuse_unsafe(**GOOD | given)


def test_every_reason_is_told_at_once():
    with pytest.raises(ImproperlyConfigured) as refused:
        safety.refuse_unsafe(**GOOD | {"secret_key": "x", "allowed_hosts": ["*"], "debug": True})

    assert all(name in str(refused.value) for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DEBUG"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SECRET_KEY": "x"}, "SECRET_KEY has 1"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS holds"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is not set"),
        ({"DEBUG": "1"}, "DEBUG shows"),
        ({}, ""),
    ],
)
def test_the_web_process_itself_does_not_start(project_dir, tmp_path, given, sentence):
    good = {
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": "guides.example.gov.cn",
        "PUBLIC_BASE_URL": "https://guides.example.gov.cn",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'city.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": ".:site",
        "DEBUG": "",
    }

    started = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=project_dir,
        env=os.environ | good | given,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (started.returncode == 0) == (not given), started.stderr
    assert sentence in started.stderr


def test_a_database_is_its_owners_only_from_the_first_byte(project_dir, tmp_path):
    path = tmp_path / "db.sqlite3"
    code = "\n".join([
        "import os; os.umask(0o022)",
        "import django; django.setup()",
        "from django.db import connection",
        "connection.cursor().execute('CREATE TABLE a (b)')",
        f"import pathlib; print(*[oct(p.stat().st_mode & 0o777) for p in sorted("
        f"pathlib.Path('{tmp_path}').iterdir())])",
    ])  # fmt: skip
    environment_ = os.environ | {
        "DATABASE_URL": f"sqlite:///{path}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": ".:site",
    }

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project_dir,
        env=environment_,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout.split() == ["0o600"] * 3, done.stderr  # the database, -shm, -wal


def test_what_an_older_release_left_open_is_closed(tmp_path):
    folder, database = tmp_path / "var", tmp_path / "db.sqlite3"
    folder.mkdir(mode=0o755)
    database.write_text("kept")
    database.chmod(0o644)

    environment.private_folder(folder)
    stores.keep_private(stores.database(f"sqlite:///{database}"))

    assert folder.stat().st_mode & 0o777 == 0o700
    assert database.stat().st_mode & 0o777 == 0o600
    assert database.read_text() == "kept"
