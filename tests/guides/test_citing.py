"""A citation that is typed or pasted is taken apart, and completed from the register of laws."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.choices import Role
from guides.laws.models import LawArticle
from guides.models import GuidePage, Law
from tests.factories import DepartmentFactory, person
from tests.guides import test_editor_in_browser as editor

guide, open_at = editor.guide, editor.open_at


@pytest.fixture
def law(db):
    """A law of the register with one article at hand."""
    law = Law.objects.create(
        title="云溪市户外招牌管理条例", document_no="云溪市人大公告第3号", rank="local_regulation",
        issuer="云溪市人民代表大会", effective_on="2020-05-01", short_titles=["招牌条例"],
        text_at_hand=True,
    )  # fmt: skip
    LawArticle.objects.create(law=law, number=12, text="设置户外招牌应当取得许可。")
    return law


@pytest.fixture
def ask(client, db):
    client.force_login(
        person(Role.COMPILER, DepartmentFactory()),
        backend="core.access.authentication.RoleBackend",
    )
    return lambda text: client.get(reverse("guides_cited"), {"text": text}).json()["found"]


def test_title_number_article_and_paragraph_come_apart(ask):
    (basis,) = ask("依据《示例管理办法》（云府发〔2021〕7号）第十二条第二款第（三）项的规定")

    assert (basis["title"], basis["document_no"]) == ("示例管理办法", "云府发〔2021〕7号")
    assert basis["article"] == "第十二条第二款第（三）项"
    assert basis["known"] is False


def test_what_the_register_knows_is_put_beside_it(ask, law):
    (basis,) = ask("《招牌条例》第十二条")

    assert basis == {
        "title": law.title, "document_no": law.document_no, "article": "第十二条", "known": True,
        "issuer": law.issuer, "effective_on": "2020-05-01", "status": "in_force",
        "text": "设置户外招牌应当取得许可。",
    }  # fmt: skip


def test_a_short_title_without_marks_is_recognised_too(ask, law):
    assert [one["title"] for one in ask("招牌条例")] == [law.title]


@pytest.mark.parametrize("text", ["", "没有引用的话", "《", "《》第十二条", "》《" * 900])
def test_a_text_that_cites_nothing_gives_nothing(ask, text):
    assert ask(text) == []


@pytest.mark.chromium
@pytest.mark.django_db(transaction=True)
def test_one_click_fills_the_basis_and_further_laws_get_rows_of_their_own(open_at, guide, law):
    screen = open_at("#/legal_bases/0/title")
    title = f"[name='sections-{editor.number_of(guide, 'legal_bases')}-value-0-value-title']"
    expect(screen.locator(title)).to_be_focused()
    screen.keyboard.insert_text("《招牌条例》第十二条、《云溪市绿化条例》第三条第一款")

    screen.get_by_role("button", name="采用这 2 条").click()
    expect(screen.locator(title)).to_have_value(law.title)
    editor.save(screen)

    draft = GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object().present()
    assert [(one.title, one.article) for one in draft.legal_bases] == [
        (law.title, "第十二条"),
        ("云溪市绿化条例", "第三条第一款"),
    ]
    first = draft.legal_bases[0]
    assert (first.document_no, first.issuer) == (law.document_no, law.issuer)
    assert first.text == "设置户外招牌应当取得许可。"
