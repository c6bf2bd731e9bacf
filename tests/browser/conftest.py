"""The running demo site of a module of browser tests: loaded once, read by all of them."""

from types import SimpleNamespace

import pytest
from django.db import connections
from django.test import TransactionTestCase
from pytest_django.live_server_helper import LiveServer

from publication import relay
from tests.browser import demo_site

GUIDES = [
    "scjg-food-catering",
    "gaj-id-card",
    "gjj-retirement-withdrawal",
    "wjw-doctor",
    "wjw-radiology",
]
"""Revised with a manual, published, abolished, waiting for the formal review, a draft."""


class LaidOut(TransactionTestCase):
    """Keeps the rows of the migrations under what a module lays out, and clears up behind it."""

    serialized_rollback = True


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, chromium):
    """A live server with five demo guides in five states; return its url and {name: page}."""
    with django_db_blocker.unblock():
        LaidOut.setUpClass()
        case = LaidOut("__init__")
        case._pre_setup()
        people = demo_site.lay_out()
        pages = {name: demo_site.bring(name, people) for name in GUIDES}
        relay.run_once()
        server = LiveServer("127.0.0.1")
        yield SimpleNamespace(url=server.url, pages=pages, people=people)
        server.stop()
        connections.close_all()
        case._post_teardown()
        LaidOut.tearDownClass()


@pytest.fixture
def visit(chromium, demo):
    """Return a function that opens an address of the demo site for one more person."""
    contexts = []

    def open_one(path="", **options):
        context = chromium.new_context(
            base_url=demo.url, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
