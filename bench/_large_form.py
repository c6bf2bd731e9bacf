"""A guide with 60 materials and 30 steps, opened in Chromium until a key that is pressed shows."""

import time

from _people import Person
from django.urls import reverse
from playwright.sync_api import sync_playwright

from guides.document import GuideDocument
from guides.models import GuidePage
from guides.page_sections import apply_guide
from guides.presenter import present_guide

MATERIALS, STEPS = 60, 30
FIELD = "[name=summary]"
CHROMIUM = "/usr/bin/chromium"
# Nothing is asked of the outside, and what is measured is the page, not a cold browser's cache.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def opened(port, times, rounds):
    """Open the form `rounds` times; each time is kept under `edit_large`, the first warms up."""
    page = _large_guide()
    who = Person(page.owner.username, port, times)
    name, _equals, value = who.session_cookie.partition("=")
    address = f"http://127.0.0.1:{port}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        context = browser.new_context(locale="zh-CN")
        context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
        for number in range(rounds + 1):
            milliseconds = _first_key(context.new_page(), address)
            if number:
                times.took("edit_large", milliseconds)
        browser.close()


def _first_key(tab, address):
    started = time.perf_counter()
    tab.goto(address, wait_until="commit")
    field = tab.locator(FIELD)
    before = field.input_value()
    field.press("a")
    tab.wait_for_function(
        "([field, before]) => document.querySelector(field).value !== before", arg=[FIELD, before]
    )
    took = (time.perf_counter() - started) * 1000
    tab.close(run_before_unload=False)
    return took


def _large_guide():
    """Give the last guide of all, its draft grown to so many materials and steps."""
    page = GuidePage.objects.select_related("owner").order_by("-pk").first()
    draft = page.get_latest_revision_as_object()
    data = present_guide(draft).model_dump(mode="json")
    data["materials"]["items"] = _repeated(data["materials"]["items"], MATERIALS, "m")
    data["process"]["steps"] = _repeated(data["process"]["steps"], STEPS, "s")
    apply_guide(GuideDocument.model_validate(data), draft)
    draft.save_revision(user=page.owner, clean=False)
    return page


def _repeated(rows, count, letter):
    return [
        rows[number % len(rows)] | {"key": f"{letter}{number}", "name": f"第{number + 1}项"}
        for number in range(count)
    ]
