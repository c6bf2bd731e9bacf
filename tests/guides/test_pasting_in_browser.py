"""Pasting tables in a real browser: the columns are shown, corrected, and the rows put in."""

import pytest
from playwright.sync_api import expect

from guides.models import GuidePage
from tests.guides import test_editor_in_browser as editor

guide, open_at = editor.guide, editor.open_at

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

WORD = """<html><body><table>
<tr><td colspan=3>申请材料</td></tr>
<tr><td>材料名称</td><td>材料类型</td><td>份数</td></tr>
<tr><td>授权委托书<br></td><td rowspan=2>原件</td><td>1份</td></tr>
<tr><td>食品安全制度</td><td>1份</td></tr>
</table></body></html>"""
PASTE = """(field, [type, data]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData(type, data);
  const options = { clipboardData, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def newest(page):
    draft = GuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return draft.present()


def test_a_table_of_word_pasted_into_a_row_becomes_rows(open_at, guide):
    screen = open_at("#/materials/items/2/name")
    field = editor.field(screen, guide, "materials", 2, "name")
    field.evaluate(PASTE, ["text/html", WORD])
    dialog = screen.locator("#guide-editor-paste")
    expect(dialog.get_by_role("status")).to_have_text("认出 2 行。各列对吗？")
    expect(dialog.get_by_label("材料类型")).to_have_value("kind")

    dialog.get_by_role("button", name="放进表里").click()
    editor.save(screen)

    rows = newest(guide).materials.items
    assert [(row.name, row.kind, row.originals) for row in rows[3:]] == [
        ("授权委托书", "1", 1),
        ("食品安全制度", "1", 1),
    ]
    assert len({row.key for row in rows}) == 5


def test_columns_are_corrected_by_hand_and_an_empty_row_makes_room(open_at, guide):
    screen = open_at("#/fees")
    screen.locator("[data-entry=fees] > a").click()
    table = screen.locator(f"[name='sections-{editor.number_of(guide, 'fees')}-value-items-count']")
    table.locator("..").get_by_role("button", name="新增").first.click()
    table.locator("..").get_by_role("button", name="粘贴表格").click()
    dialog = screen.locator("#guide-editor-paste")
    dialog.locator("textarea").evaluate(
        PASTE, ["text/plain", '工本费\t每本40元\n公告费\t"每次\n100元"']
    )
    expect(dialog.get_by_role("status")).to_contain_text("行")

    dialog.get_by_label("第 1 列").select_option("name")
    dialog.get_by_label("第 2 列").select_option("standard")
    expect(dialog.get_by_role("status")).to_have_text("认出 2 行。各列对吗？")
    dialog.get_by_role("button", name="放进表里").click()
    editor.save(screen)

    rows = newest(guide).fees.items
    assert [(row.name, row.standard) for row in rows] == [
        ("工本费", "每本40元"),
        ("公告费", "每次 100元"),
    ]
