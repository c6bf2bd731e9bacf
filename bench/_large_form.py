"""A guide with 60 materials and 30 steps, opened in Chromium until a key that is pressed shows."""

import time
from tempfile import TemporaryDirectory

from _people import Person
from django.urls import reverse
from playwright.sync_api import sync_playwright

from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import GuidePage
from guides.presenter import present_guide

MATERIALS, STEPS = 60, 30
FIELD = "[name=summary]"
CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WARMING = 3
"""So often a browser reads a script before it keeps it compiled."""


def opened(port, times, rounds):
    """Open the form `rounds` times in a browser that has opened it before.

    Kept as `edit_large` when it is opened in a new tab, as `edit_large_from_list` when its link in
    the explorer is clicked. The browser has a profile, as people's browsers have: a private window
    compiles each script anew.
    """
    page = _large_guide()
    who = Person(page.owner.username, port, times)
    name, _equals, value = who.session_cookie.partition("=")
    site = f"http://127.0.0.1:{port}"
    form = reverse("wagtailadmin_pages:edit", args=[page.pk])
    folder = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    with TemporaryDirectory() as profile, sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=OPTIONS, locale="zh-CN"
        )
        browser.add_cookies([{"name": name, "value": value, "url": site}])
        for number in range(WARMING + rounds):
            in_new_tab = _in_new_tab(browser.new_page(), site + form)
            from_list = _from_list(browser.new_page(), site + folder, form)
            if number >= WARMING:
                times.took("edit_large", in_new_tab)
                times.took("edit_large_from_list", from_list)
        browser.close()


def _in_new_tab(tab, form):
    started = time.perf_counter()
    tab.goto(form, wait_until="commit")
    return _until_first_key(tab, started)


def _from_list(tab, folder, form):
    tab.goto(folder)
    link = tab.locator(f"a[href='{form}']").first
    tab.wait_for_load_state("networkidle")
    started = time.perf_counter()
    link.click(no_wait_after=True)
    return _until_first_key(tab, started)


def _until_first_key(tab, started):
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
    """Return the last guide of all, its draft grown to so many materials and steps."""
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
