"""Takes the screenshots of `docs/shots/` from a running site: `make run` here, `make shots` there.

`SITE` (http://127.0.0.1:8000) and `DEMO_PASSWORD` come from the environment; the password of a
site started by `make run` is found by itself.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SITE = os.environ.get("SITE", "http://127.0.0.1:8000")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
GUIDE = "食品经营许可"
WIDE, PHONE, PAPER = (1280, 900), (360, 780), (794, 1123)


def main():
    """Take all pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        public(browser)
        admin(browser)
        browser.close()


def public(browser):
    """Front page, search, and a guide: wide, on a phone, on paper, in the dark, for the elderly."""
    page = browser.new_page(viewport=size(WIDE), locale="zh-CN", timezone_id="Asia/Shanghai")
    shoot(page, "/", "front-1280")
    shoot(page, "/search/?q=开饭店", "search-1280")
    guide = page.locator("main h2 a, main h3 a").first.get_attribute("href")
    shoot(page, guide, "guide-1280")
    shoot(page, f"/en{guide}", "guide-en-1280")
    page.set_viewport_size(size(PHONE))
    shoot(page, guide, "guide-360")
    shoot(page, "/", "front-360")
    shoot(page, f"{guide}?mode=elder", "guide-elder-360")
    page.set_viewport_size(size(PAPER))
    page.emulate_media(media="print")
    shoot(page, guide.split("?")[0], "guide-print")
    page.close()


def admin(browser):
    """The editor as a compiler, the queue and a review as a reviewer."""
    page = logged_in(browser, "compiler.scjg")
    shoot(page, "/admin/", "dashboard-1280", full=False)
    page.goto(f"{SITE}/admin/pages/search/?q={GUIDE}")
    page.locator("main td a[href*='/edit/']").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / "editor-1280.png")
    page.close()
    page = logged_in(browser, "formal")
    shoot(page, "/admin/moderation/", "queue-1280", full=False)
    page.locator("main table a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / "review-1280.png", full_page=True)
    page.close()


def logged_in(browser, login):
    """Give a page of the admin, logged in."""
    page = browser.new_page(viewport=size(WIDE), locale="zh-CN", timezone_id="Asia/Shanghai")
    page.goto(f"{SITE}/admin/login/")
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", password())
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/**")
    return page


def password():
    """Give the demo password: the environment's, or the one that the first start has kept."""
    kept = ROOT / "var" / "demo_password"
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    if kept.exists():
        return kept.read_text(encoding="utf-8").strip()
    sys.exit("DEMO_PASSWORD is not set and no site was started here by `make run`")


def shoot(page, path, name, *, full=True):
    """Open a path and keep its picture."""
    page.goto(SITE + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png", full_page=full)


def size(pair):
    """Give Playwright's form of a size."""
    return {"width": pair[0], "height": pair[1]}


if __name__ == "__main__":
    main()
