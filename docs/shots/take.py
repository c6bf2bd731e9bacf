"""Takes the screenshots of `docs/shots/` from a running site: `make run` here, `make shots` there.

What operators see of a year needs one: `manage.py simulate_year 2025` beforehand.

`SITE` (http://127.0.0.1:8000) and `DEMO_PASSWORD` come from the environment; the password of a
site started by `make run` is found by itself.
"""

import os
import sys
import time
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SITE = os.environ.get("SITE", "http://127.0.0.1:8000")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
GUIDE = "食品经营许可"
ASKED, UNKNOWN = "食品经营许可多久能办好", "摆摊子的牌牌"
IMPORTED = """公共场所卫生许可新办办事指南
一、事项名称
公共场所卫生许可
二、办理条件
1. 选址、布局、装修符合卫生标准；2. 有相适应的卫生设施。
三、申请材料
材料名称\t份数\t形式
公共场所卫生许可申请表\t原件1份\t纸质
卫生检测报告\t原件1份\t纸质
四、办理时限
法定20个工作日，承诺当场办结，需现场核查的除外。
五、收费标准
不收费。
六、办公时间
星期一至星期五8:30-12:00，13:30-17:00
为方便企业，每月第一个周六上午安排专人值班。
"""
WIDE, PHONE, PAPER = (1280, 900), (360, 1400), (590, 851)
MARGINS = (106, 140, 98, 132)  # A4 at 96 dots an inch, as the print style sets them
OPERATORS_SCREENS = {
    "/admin/search-care/": "search-report",
    "/admin/search-care/health/": "search-health",
    "/admin/operations/": "operations-board",
    "/admin/operations/incidents/": "incidents",
    "/admin/operations/plan/2025/?demo": "plan",
}
FIRST_OF_LISTS = {
    "/admin/operations/inspections/": ("inspection", "main td.title a"),
    "/admin/operations/drills/": ("drill", "main th[scope=row] a"),
    "/admin/operations/reports/": ("yearly-report", "main th[scope=row] a"),
}
EXTRA_FIELD, CORRECTION = 1250, 1640
TOP = 2600  # pixels: a guide is long, and its picture is to be read
COLOURS = 96
SHADES, A4_SCALE, SECONDS_OF_A_PAPER = 16, 1.4, 180


def main():
    """Take all pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        public(browser)
        papers(browser)
        admin(browser)
        running(browser)
        shared_parts(browser)
        reform(browser)
        outline_editor(browser)
        question_tree(browser)
        bundle(browser)
        standard_guide(browser)
        browser.close()


def public(browser):
    """Front page, search, and a guide: wide, in English, on a phone, for the elderly, on paper."""
    page = opened(browser)
    shoot(page, "/", "front-1280")
    shoot(page, "/search/?q=开饭店", "search-1280")
    guide = page.locator("main a[href^='/guides/']").first.get_attribute("href")
    shoot(page, f"/search/?q={ASKED}", "search-answer-1280", full=False)
    page.goto(f"{SITE}/search/?q={UNKNOWN}")
    shoot(page, guide, "guide-1280", rows=TOP)
    shoot(page, f"{guide}case/", "case-question-1280", full=False)
    shoot(page, f"{guide}case/?a=a&a=b&a=b", "case-result-1280", rows=TOP)
    shoot(page, f"/en{guide}", "guide-en-1280", rows=TOP)
    page.set_viewport_size(size(PHONE))
    shoot(page, "/", "front-360")
    shoot(page, guide, "guide-360", full=False)
    shoot(page, f"{guide}?mode=elder", "guide-elder-360", full=False)
    page.close()
    page = opened(browser, PAPER)
    page.emulate_media(media="print")
    shoot(page, guide, "guide-print", full=False, margins=MARGINS)
    page.close()


def papers(browser):
    """The notice, the first page of the full text, and a certificate of filing."""
    page = opened(browser)
    page.goto(f"{SITE}/search/?q=开饭店")
    guide = page.locator("main a[href^='/guides/']").first.get_attribute("href")
    keep_page(page, f"{guide}notice.pdf", "notice-a4")
    keep_page(page, f"{guide}guide.pdf", "guide-a4")
    page.close()
    page = logged_in(browser, "filing")
    page.goto(f"{SITE}/admin/publication/state/{guide.split('/')[2]}/")
    certificate = page.locator("a[href*='/certificates/']").first.get_attribute("href")
    keep_page(page, certificate, "certificate-a4")
    shoot(page, "/admin/publication/publishedversion/", "register-1280", full=False)
    page.close()


def keep_page(page, path, name):
    """Keep the picture of the first page of a PDF, waiting until it is made."""
    for _second in range(SECONDS_OF_A_PAPER):
        answer = page.request.get(SITE + path)
        if answer.headers["content-type"] == "application/pdf":
            break
        time.sleep(1)
    picture = pypdfium2.PdfDocument(answer.body())[0].render(scale=A4_SCALE).to_pil()
    picture.convert("L").quantize(SHADES).save(HERE / f"{name}.png", optimize=True)


def admin(browser):
    """The editor; the queue, a review, the board, a batch, the audit log as who works there."""
    page = logged_in(browser, "compiler.scjg")
    page.goto(f"{SITE}/admin/pages/search/?q={GUIDE}")
    editor = page.locator("main td a[href*='/edit/']", has_text="办事指南").first
    shoot(page, editor.get_attribute("href"), "editor-1280", full=False)
    findings(page)
    page.close()
    page = logged_in(browser, "compiler.wjw")
    page.goto(f"{SITE}/admin/import/")
    page.fill("[name=text]", IMPORTED)
    page.get_by_role("button", name="读取").click()
    page.wait_for_selector("[data-correct]")
    page.set_viewport_size(size((WIDE[0], CORRECTION)))
    shoot(page, page.url.removeprefix(SITE), "import-correction-1280", full=False)
    page.close()
    page = logged_in(browser, "formal")
    page.goto(f"{SITE}/admin/review/")
    review = page.locator("main td.title a").first.get_attribute("href")
    shoot(page, review, "review-1280", full=False)
    shoot(page, "/admin/coverage/", "board-1280", full=False)
    shoot(page, "/admin/quality/", "quality-overview-1280", full=False)
    page.close()
    page = logged_in(browser, "compiler.scjg")
    shoot(page, sent_batch(page), "batch-1280", full=False)
    page.close()
    page = logged_in(browser, "reviewer.scjg")
    shoot(page, "/admin/review/", "queue-1280", full=False)
    page.close()
    page = logged_in(browser, "auditor")
    shoot(page, "/admin/history/", "audit-1280", full=False)
    page.close()


def findings(page):
    """Keep the open editor's picture with findings, as they appear while one writes."""
    page.fill("[name=summary]", "开饭店先请登陆网站，按规定提交其他材料。")
    page.wait_for_selector(".quality-finding mark")
    page.locator("[name=summary]").evaluate("field => field.scrollIntoView({ block: 'center' })")
    keep(page, "editor-findings-1280", full=False)


def sent_batch(page):
    """Change every guide of the department and send them as one batch; return its address."""
    page.goto(f"{SITE}/admin/review/batches/new/")
    for guide in [box.get_attribute("value") for box in page.locator("[name=page]").all()]:
        page.goto(f"{SITE}/admin/pages/{guide}/edit/")
        page.fill("[name=summary]", page.input_value("[name=summary]") + "时限按新办法压减。")
        note = page.locator("[name=change_note]")
        note.evaluate("field => { field.value = '按新办法压减承诺时限'; }")
        page.get_by_role("button", name="保存草稿").first.click()
        page.wait_for_selector(".messages .success")
    page.goto(f"{SITE}/admin/review/batches/new/")
    page.fill("[name=title]", "餐饮类时限压减")
    page.fill("[name=opinion]", "按新办法压减承诺时限，统一申报。")
    for box in page.locator("[name=page]").all():
        box.check()
    page.get_by_role("button", name="送审这一批").click()
    page.wait_for_selector("[data-batch]")
    return page.url.removeprefix(SITE)


def running(browser):
    """What operators see: how search is, and how the house runs."""
    page = logged_in(browser, "operator")
    for path, name in OPERATORS_SCREENS.items():
        shoot(page, path, f"{name}-1280", full=False)
    for path, (name, first) in FIRST_OF_LISTS.items():
        page.goto(SITE + path)
        shoot(page, page.locator(first).first.get_attribute("href"), f"{name}-1280", full=False)
    page.close()


def shared_parts(browser):
    """A shared part, where it is used, and the impact of a change that is given up again."""
    page = logged_in(browser, "operator")
    page.goto(f"{SITE}/admin/shared/?q=12345")
    part = page.locator("td.title a").first.get_attribute("href")
    shoot(page, part, "shared-part-1280", full=False)
    shoot(page, f"{part}uses/", "shared-part-uses-1280", full=False)
    page.goto(f"{SITE}{part}edit/")
    page.fill("[name=value-note]", "全天 24 小时，可以匿名")
    page.fill("[name=reason]", "热线开通匿名受理")
    page.get_by_role("button", name="保存草稿，看看影响").click()
    page.wait_for_selector("[data-filed]")
    page.set_viewport_size(size((WIDE[0], TOP)))
    keep(page, "shared-part-impact-1280", rows=TOP)
    page.get_by_role("button", name="作罢").click()
    page.close()


def reform(browser):
    """What a merger of two departments would touch, written and given up again."""
    page = logged_in(browser, "formal")
    page.goto(f"{SITE}/admin/reforms/")
    page.get_by_role("link", name="合并部门").click()
    page.get_by_label("云溪市城市管理局").first.check()
    page.get_by_label("接收部门").select_option(label="云溪市市场监督管理局")
    page.get_by_label("文号").fill("示编〔2026〕3 号")
    page.get_by_label("实施日期").fill("2030-01-01")
    page.get_by_label("批文内容").fill("城市管理局并入市场监督管理局")
    keep(page, "reform-form-1280", full=False)
    page.get_by_role("button", name="保存，看影响哪些").click()
    page.wait_for_selector("[data-touched]")
    page.set_viewport_size(size((WIDE[0], TOP)))
    keep(page, "reform-impact-1280", rows=TOP)
    page.get_by_role("button", name="作罢").click()
    page.close()


def outline_editor(browser):
    """The draft of the unified outline's next version with three changes, given up again."""
    page = logged_in(browser, "operator")
    page.goto(f"{SITE}/admin/outlines/")
    page.locator("tr", has_text="unified-guide").get_by_role("button", name="编辑新版").click()
    page.locator("tr[data-row=summary] button[value=up]").click()
    page.get_by_text("已移到").wait_for()
    draft = page.url.partition("#")[0].removeprefix(SITE)
    page.locator("tr[data-row=summary] a").click()
    page.get_by_label("必填", exact=True).check()
    page.get_by_role("button", name="保存").click()
    page.locator(".messages .success").wait_for()
    extra_field(page, draft)
    shoot(page, draft, "outline-editor-1280", full=False)
    page.get_by_role("button", name="作罢").click()
    page.locator(".messages .success").wait_for()
    page.close()


def extra_field(page, draft):
    """Declare a choice that the city asks for, and keep the picture of its form."""
    page.goto(f"{SITE}{draft}fields/")
    page.fill("[name=label]", "适用片区")
    page.fill("[name=label_en]", "Zone")
    page.check("[name=kind][value=choice]")
    page.get_by_label("第1行名称").fill("东部新区")
    page.get_by_label("第2行名称").fill("老城区")
    page.select_option("[name=section]", "conditions")
    page.locator("[name=label]").press("Enter")
    page.locator("tr[data-row=field_1] a").click()
    page.wait_for_load_state("networkidle")
    page.set_viewport_size(size((WIDE[0], EXTRA_FIELD)))
    keep(page, "outline-field-1280", full=False)
    page.set_viewport_size(size(WIDE))


def question_tree(browser):
    """The questions of a guide: in its editor, then drawn with all results."""
    page = logged_in(browser, "compiler.scjg")
    page.goto(f"{SITE}/admin/pages/search/?q={GUIDE}")
    editor = page.locator("main td a[href*='/edit/']", has_text="办事指南").first
    guide = editor.get_attribute("href").split("/")[-3]
    shoot(page, f"/admin/guides/{guide}/cases/", "question-tree-1280", rows=TOP)
    page.close()


def bundle(browser):
    """One matter with guides of several departments (一件事), as the public sees it."""
    page = opened(browser)
    page.goto(f"{SITE}/bundles/")
    link = page.get_by_role("link", name="开一家小餐馆").get_attribute("href")
    shoot(page, link, "bundle-1280", rows=TOP)
    page.close()


def standard_guide(browser):
    """The editor of a district's guide, with what it inherits."""
    page = logged_in(browser, "compiler.ydscjg")
    page.goto(f"{SITE}/admin/shared/?kind=guide")
    page.locator("td.title a").first.click()
    page.get_by_role("link", name="份指南用到").click()
    row = page.locator("tr", has_text="云东区市场监督管理局")
    guide = row.locator("td.title a").get_attribute("href")
    page.goto(f"{SITE}{guide}")
    page.goto(f"{page.url.partition('#')[0]}#/inherited")
    page.wait_for_timeout(2000)
    keep(page, "standard-guide-heir-1280")
    page.close()


def opened(browser, shape=WIDE):
    """Return a page of a person of their own."""
    return browser.new_page(viewport=size(shape), locale="zh-CN", timezone_id="Asia/Shanghai")


def logged_in(browser, login):
    """Return a page of the admin, logged in."""
    page = opened(browser)
    page.goto(f"{SITE}/admin/login/")
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", password())
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


def password():
    """Return the demo password: the environment's, or the one that the first start has kept."""
    kept = ROOT / "var" / "demo_password"
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    if kept.exists():
        return kept.read_text(encoding="utf-8").strip()
    sys.exit("DEMO_PASSWORD is not set and no site was started here by `make run`")


def shoot(page, path, name, *, full=True, rows=None, margins=0):
    """Open a path and keep its picture in few colours.

    `full` takes the whole page, at most `rows` pixels of it, else what the window shows.
    """
    page.goto(SITE + path, wait_until="networkidle")
    keep(page, name, full=full, rows=rows, margins=margins)


def keep(page, name, *, full=True, rows=None, margins=0):
    """Keep the picture of an open page, as `shoot` does."""
    picture = Image.open(BytesIO(page.screenshot(full_page=full))).convert("RGB")
    width, height = picture.size
    picture = picture.crop((0, 0, width, min(height, rows or height)))
    picture = ImageOps.expand(picture, margins, "white")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


def size(pair):
    """Return Playwright's form of a size."""
    return {"width": pair[0], "height": pair[1]}


if __name__ == "__main__":
    main()
