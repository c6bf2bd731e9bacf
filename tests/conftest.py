"""Fixtures that every room's tests may use: the real services and a browser."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from core.access import attempt_counts
from guides.laws.finding import forget_laws
from publication.campaigns import progress
from publication.overviews import coverage
from quality.rule_book import forget_rule_book
from search.dictionary import snapshot as dictionary_snapshot
from search.engines import frequencies
from tests import (
    database_template,
    flush_guards,
    migrated_rows,
    search_indexes,
    service_reach,
    small_disks,
    static_files,
)
from tests.caches import empty_caches

pytest_plugins = ["tests.service_counts"]

# How long a property takes says something of the machine, and nothing of the property.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    # Pages must not need any outside server, so there is none.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_runtest_setup(item):
    """Skip a test whose service is missing; with REQUIRE_SERVICES=1 that is a failure."""
    for service in service_reach.SERVICES:
        if item.get_closest_marker(service):
            reason = service_reach.missing(service)
            if reason and service_reach.required():
                pytest.fail(f"REQUIRE_SERVICES=1, but {reason}", pytrace=False)
            elif reason:
                pytest.skip(reason)


def pytest_collection_modifyitems(items):
    """Return tests that commit the rows of the migrations back: the flush before them took
    those.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        options = marker.kwargs if marker else {}
        commits = {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if commits or options.get("transaction"):
            options = options | {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**options), append=False)


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings, django_db_blocker):
    """Whether a migrated database already lies there: a kept copy, or one by --reuse-db."""
    if request.config.option.create_db:
        return False
    with django_db_blocker.unblock():
        return database_template.lay() or request.config.option.reuse_db


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, whose append-only tables let the flush between tests through."""
    with django_db_blocker.unblock():
        database_template.keep()
    with flush_guards.lifted_while_flushing(), migrated_rows.kept():
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once():
    """List the static files once, and not for each `Client`: that is 40 ms of each first answer."""
    with static_files.listed_once():
        yield


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Start each test with nothing cached or counted, in memory or in this worker's own Redis."""
    empty_caches()
    attempt_counts.own_memory.clear()
    forget_laws()
    forget_rule_book()
    dictionary_snapshot.forget()
    frequencies.forget()
    coverage.counting_in_steps.forget()
    progress.counting_in_steps.forget()


@pytest.fixture(autouse=True)
def _own_search_index(settings):
    """Let each test write into its own index: a document's version outlives a rollback."""
    if not settings.SEARCH_URL or service_reach.missing("elasticsearch"):
        yield
        return
    with search_indexes.own_index(settings):
        yield


@pytest.fixture
def set_clock(monkeypatch):
    """Return a function that stops the site's clock at a moment of the city, "2026-11-30 23:59"."""

    def stop_at(moment):
        there = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
        monkeypatch.setattr(timezone, "now", lambda: there.astimezone(UTC))

    return stop_at


@pytest.fixture
def es_url():
    """The URL of the real Elasticsearch; a test that uses it is marked `elasticsearch`."""
    return settings.SEARCH_URL


@pytest.fixture(scope="module")
def chromium():
    """Debian's Chromium, started once a module; a test that uses it is marked `chromium`."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, which Django takes for an async context.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=service_reach.CHROMIUM, args=CHROMIUM_FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """Return a function that opens a page of the site for one more person (own cookies)."""
    contexts = []

    def open_one(**options):
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def open_admin(open_page, live_server):
    """Return a function that opens an address of the admin for somebody who is logged in."""

    def open_for(somebody, address):
        client = Client()
        client.force_login(somebody, backend="core.access.authentication.RoleBackend")
        page = open_page(viewport={"width": 1280, "height": 900})
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([session | {"url": live_server.url}])
        page.goto(address)
        return page

    return open_for


@pytest.fixture
def page(open_page):
    """One page of the running site in Chromium."""
    return open_page()


@pytest.fixture(scope="session")
def project_dir():
    """The project's folder."""
    return Path(settings.BASE_DIR)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 4 MB that the test may fill or make read-only."""
    with small_disks.mounted(tmp_path / "disk") as disk:
        yield disk
