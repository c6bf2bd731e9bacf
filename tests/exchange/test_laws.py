"""The law register: found as texts cite a law, and what it says is held against them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from guides.laws.citations import find_citations
from guides.laws.finding import find_law
from guides.laws.loading import ship
from guides.models import Law, LawArticle
from quality.rule_book import rule_book
from tests.quality.clean_guide import broken_guide

pytestmark = [pytest.mark.django_db, pytest.mark.city]

BASIS = {
    "category": "implementation",
    "title": "中华人民共和国行政许可法",
    "document_no": "主席令第七号（2019年修正）",
    "article": "第三十条",
    "text": "……",
}


def findings(**basis):
    book = rule_book(fresh=True)
    data = broken_guide({"/legal_bases/-": BASIS | basis})
    return [one for one in book.check(data, book.terms()) if one.rule == "L19"]


def on_the_new_basis(found):
    return [one for one in found if one.pointer.startswith("/legal_bases/1/")]


def errors(**basis):
    return [one.pointer for one in findings(**basis) if one.severity == "error"]


def test_sixty_laws_or_more_are_shipped_each_with_its_source():
    assert Law.objects.count() >= 60
    assert not Law.objects.filter(source="").exists()
    assert not Law.objects.filter(text_at_hand=True, articles=None).exists()


def test_shipping_twice_changes_nothing():
    before = list(Law.objects.values_list("pk", "updated_at"))

    ship()

    assert list(Law.objects.values_list("pk", "updated_at")) == before


@pytest.mark.parametrize(
    "title",
    ["中华人民共和国行政许可法", "行政许可法", "《行政许可法》", "行政许可法（2019年修正）"],
)
def test_a_law_is_found_as_texts_name_it(title):
    assert find_law(title).document_no == "主席令第七号"


def test_a_repealed_law_is_an_error_that_names_what_took_its_place():
    (found,) = [one for one in findings(title="中华人民共和国婚姻法") if "repealed" in one.message
                or "废止" in one.message]  # fmt: skip

    assert found.severity == "error"
    assert "民法典" in found.message


def test_a_law_of_another_matter_is_asked_about():
    assert errors(title="中华人民共和国兵役法") == ["/legal_bases/1/title"]


def test_articles_of_a_law_without_its_text_are_unchecked_and_never_an_error():
    (found,) = on_the_new_basis(findings(article="第九百九十九条"))

    assert found.severity == "info"
    assert "未核对" in found.message or "unchecked" in found.message


@pytest.mark.parametrize(
    ("article", "places"),
    [
        ("第三条", []),
        ("第九条", ["/legal_bases/1/article"]),
        ("第2、3条", []),
        ("第二、九条", ["/legal_bases/1/article"]),
    ],
)
def test_an_article_that_does_not_exist_is_an_error_where_the_text_is_at_hand(article, places):
    law = Law.objects.create(title="云溪市市容条例", rank="local_regulation", text_at_hand=True)
    for number in (1, 2, 3):
        LawArticle.objects.create(law=law, number=number, text="……")

    assert errors(title="云溪市市容条例", article=article) == places


def test_an_amendment_that_a_citation_leaves_out_can_be_taken_over_with_one_click():
    found = next(one for one in findings(document_no="主席令第七号") if one.severity == "warn")

    assert found.fix.certain
    assert "主席令第二十九号" in found.fix.changes[0].value


def test_a_law_that_nobody_knows_is_unchecked():
    (found,) = on_the_new_basis(findings(title="云溪市打更条例"))

    assert found.severity == "info"


def test_a_law_changed_after_the_content_was_checked_is_a_reminder():
    law = Law.objects.get(key="行政许可法")
    law.amended_on = date(2026, 7, 1)
    law.save()
    book = rule_book(fresh=True)
    data = broken_guide({"/legal_bases/-": BASIS, "/checked_on": "2026-06-01"})

    found = [
        one for one in book.check(data, book.terms(today=date(2026, 11, 28))) if one.rule == "L25"
    ]

    assert [one.pointer for one in found] == ["/legal_bases/1/title"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"status": "repealed"}, "repealed_on"),
        ({"status": "amended"}, "amended_on"),
        ({"title": "行政许可法"}, "title"),
    ],
)
def test_a_law_whose_facts_do_not_fit_is_refused(facts, field):
    law = Law(**({"title": "某条例", "rank": "regulation"} | facts))

    with pytest.raises(ValidationError) as refused:
        law.full_clean()

    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    ("text", "titles", "articles"),
    [
        ("《食品安全法》第29、31条", ["食品安全法"], ["第29、31条"]),
        ("《水法》(2016年修正)第七条、第四十八条、《取水许可和水资源费征收管理条例》(国务院令第460号,2017年修订)第三条",
         ["水法", "取水许可和水资源费征收管理条例"], ["第七条、第四十八条", "第三条"]),
        ("依据《行政许可法》第十二条第一款第（二）项办理", ["行政许可法"], ["第十二条第一款第（二）项"]),
        ("没有引用", [], []),
    ],
)  # fmt: skip
def test_citations_are_recognised_down_to_article_paragraph_and_item(text, titles, articles):
    found = find_citations(text)

    assert [one.title for one in found] == titles
    assert [one.article for one in found] == articles


def test_a_workbook_of_laws_with_a_sheet_of_articles_is_loaded_and_twice_is_unchanged(
    run, tmp_path
):
    book = Workbook()
    laws = book.active
    laws.append(
        ["法规名称", "文号", "制定机关", "效力位阶", "施行日期", "效力状态", "条文齐全", "来源"]
    )
    laws.append(
        [
            "云溪市养犬条例",
            "市人大公告第3号",
            "云溪市人大常委会",
            "地方性法规",
            "2024年5月1日",
            "有效",
            "是",
            "市人大公报",
        ]
    )
    articles = book.create_sheet("条文")
    articles.append(["法规名称", "条号", "条文"])
    articles.append(["云溪市养犬条例", "第一条", "为了规范养犬行为，制定本条例。"])
    articles.append(["云溪市养犬条例", "第二条", "本条例适用于本市。"])
    book.save(tmp_path / "laws.xlsx")

    first = run("load_laws", tmp_path / "laws.xlsx", "--json", "-")
    again = run("load_laws", tmp_path / "laws.xlsx", "--json", "-")

    assert (first.exit_code, first.json["created"]) == (0, 1), first.stderr
    law = Law.objects.get(key="云溪市养犬条例")
    assert (law.rank, law.effective_on, law.articles.count()) == (
        "local_regulation",
        date(2024, 5, 1),
        2,
    )
    assert again.json["unchanged"] == 1
