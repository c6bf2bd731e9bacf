"""What people do in the admin, at the browser: compile, type, submit, decide."""

from playwright.sync_api import expect

from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import GuidePage
from guides.presenter import present_guide
from tests.browser import snack_shop

OPEN_AROUND = """(field) => {
  for (let one = field.closest("section"); one; one = one.parentElement.closest("section")) {
    const toggle = one.querySelector("[data-panel-toggle]");
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  }
}"""


def create_guide(page, item_code, situation):
    """Start a guide from the menu: find the handling item, choose it and the unified outline."""
    page.locator("a[href$='/admin/guides/new/']").first.click()
    page.locator("main input[name=q]").fill(item_code)
    page.locator("main [role=search] button").click()
    row = page.locator("main tbody tr").first
    row.locator("input[name=situation]").check()
    outline = page.locator("select[name=outline] option", has_text="市统一模板")
    page.locator("select[name=outline]").select_option(outline.get_attribute("value"))
    page.locator("main form[method=post] button.button").click()
    page.wait_for_url("**/edit/")


def fill_from_paper(user):
    """Put into the new guide what the compiler has no need to type once more; return its page."""
    situation = {"item__basic_code": snack_shop.ITEM_CODE, "code": snack_shop.SITUATION}
    page = GuidePage.objects.get(
        **{f"situation__{name}": value for name, value in situation.items()}
    ).get_latest_revision_as_object()
    start = present_guide(page).model_dump(mode="json")
    apply_guide(GuideDocument.model_validate(snack_shop.document(start, page.department)), page)
    page.save_revision(user=user)
    return page


def type_into(page, name, text):
    """Write a field of the editor, named as its form names it; opens the rows around it."""
    expect(page.locator("[data-waiting=section]")).to_have_count(0)
    field = page.locator(f"[name='{name}']")
    field.evaluate(OPEN_AROUND)
    field.fill(text)


def field_of(guide, *path):
    """Return the form's name of a field inside the sections; numbers are rows of lists."""
    key, *rest = path
    number = [section.block_type for section in guide.sections].index(key)
    steps = [f"{step}-value" if isinstance(step, int) else step for step in rest]
    return "-".join([f"sections-{number}-value", *steps])


def save(page):
    """Save the draft and wait until the editor says so."""
    page.get_by_role("button", name="保存草稿").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


def send_to_review(page, guide):
    """Go to the submit screen from the editor's footer, and submit; return the review's address."""
    page.goto(f"/admin/pages/{guide.pk}/edit/")
    page.locator(f"a[href$='/review/submit/{guide.pk}/']").first.evaluate("one => one.click()")
    page.wait_for_url("**/review/submit/**")
    page.locator("form.review-submit button[type=submit]").click()
    page.wait_for_url(lambda url: "/submit/" not in url)


def open_from_queue(page, title):
    """Open what waits for this person; return nothing, the page shows the review."""
    page.goto("/admin/review/")
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("[data-review]")).to_be_visible()


def approve(page, title):
    """Mark each changed section as fine and approve what waits, on the review screen."""
    open_from_queue(page, title)
    # By a script, as sections that were found fine before are folded.
    page.evaluate(
        "document.querySelectorAll('[data-review-section] input[value=fine]')"
        ".forEach((radio) => { radio.click(); })"
    )
    for box in page.locator("[data-review-checklist] input[name=checked]").all():
        box.check()
    page.locator("[data-review-approve]").click()
    page.wait_for_url("**/admin/review/")
    expect(page.locator(".messages .success")).to_contain_text(title)


def send_back(page, title, section, reason, opinion):
    """Return what waits: one section with its reason, and an opinion on the whole."""
    open_from_queue(page, title)
    panel = page.locator(f"#section-{section}")
    panel.locator("input[value=return]").check()
    expect(page.locator("[data-review-approve]")).to_be_disabled()
    panel.locator("textarea").fill(reason)
    page.locator("[name=opinion]").fill(opinion)
    page.locator("[data-review-return]").click()
    page.wait_for_url("**/admin/review/")
