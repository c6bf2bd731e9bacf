"""The drawing of a question tree and the list of all its results, for compiler and reviewer."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from guides.cases.drawing import depths, tree_drawing
from guides.cases.results import SHOWN, Cases
from guides.document import GuideDocument
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import REASONS, save_draft, submit

BACKEND = "core.access.authentication.RoleBackend"


def option(label, following="", **effect):
    """Return an answer with its effect."""
    return {"key": label, "label": label, "next": following, "effect": effect}


def question(key, *options):
    """Return a question of which key and words are the same."""
    return {"key": key, "question": key, "options": list(options)}


def document(*questions):
    """Return a Document's JSON with two materials and these questions."""
    rows = [{"key": "m1", "name": "申请书"}, {"key": "m2", "name": "授权书"}]
    data = {"materials": {"items": rows}, "question_tree": {"questions": list(questions)}}
    return GuideDocument.model_validate(data).model_dump(mode="json")


TREE = document(
    question("本人办理", option("是", "已开业"), option("否", "已开业", add_materials=["m2"])),
    question("已开业", option("未开业", conclusion="可以申请"), option("已开", elsewhere=True)),
)


def test_every_way_is_listed_with_what_it_asks_for_and_why():
    results = Cases(TREE).results

    assert [[answer for _question, answer in one.answers] for one in results] == [
        ["是", "未开业"], ["是", "已开"], ["否", "未开业"], ["否", "已开"],
    ]  # fmt: skip
    assert [[(row.name, row.because) for row in one.materials] for one in results][1:3] == [
        [("申请书", "")],
        [("申请书", ""), ("授权书", "否")],
    ]
    assert [one.reached.is_elsewhere for one in results] == [False, True, False, True]


def test_a_drawing_has_each_question_answer_and_way_once():
    drawing = tree_drawing(TREE["question_tree"])

    words = [*re.findall(r"<text[^>]*>([^<]+)</text>", drawing)]
    assert words == ["1. 本人办理", "是", "否", "2. 已开业", "未开业", "→ 可以申请", "已开",
                     "→ 不适用本指南"]  # fmt: skip
    assert len(re.findall(r"\dC\d", drawing)) == 2


def test_what_authors_wrote_is_no_markup_in_a_drawing():
    drawing = tree_drawing(document(question("<b>", option("<i>")))["question_tree"])

    assert "<b>" not in drawing and "<i>" not in drawing and "&lt;b&gt;" in drawing


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ([question("a", option("x", "c"), option("y", "b")), question("b", option("z", "c")),
          question("c")], [0, 1, 2]),
        ([question("a", option("x", "b")), question("b", option("y", "b"))], [0, 1]),
        ([question("a", option("x", "b")), question("b", option("y", "a"))], [0, 1]),
        ([question("a"), question("b")], [0, 0]),
    ],
)  # fmt: skip
def test_a_question_lies_right_of_those_that_lead_to_it_and_circles_end(questions, expected):
    assert depths(questions) == expected


def test_of_a_thousand_results_the_first_are_shown():
    many = [
        question(
            f"q{number}", *(option(one, f"q{number + 1}" if number < 9 else "") for one in "ab")
        )
        for number in range(10)
    ]

    cases = Cases(document(*many))

    assert (len(cases.results), cases.has_more) == (SHOWN, True)
    assert cases.problems


def test_what_is_wrong_is_said_with_its_question_and_answer():
    tree = document(question("q1", option("a", "q9"), option("b", "")), question("q2"))

    found = Cases(tree).problems

    places = {one.pointer: one.place for one in found}
    assert "q1" in places["/question_tree/questions/0/options/0/next"]
    assert "a" in places["/question_tree/questions/0/options/0/next"]
    assert "/question_tree/questions/1" in places


def test_a_drawing_in_the_editor_leads_to_each_question():
    drawing = tree_drawing(TREE["question_tree"], editor="")

    assert 'href="#/question_tree/questions/1"' in drawing
    assert 'role="group"' in drawing


@pytest.fixture
def asking(city):  # noqa: F811
    """A guide whose draft asks the questions of TREE, and the city around it."""
    value = [{"type": "materials", "value": {"items": TREE["materials"]["items"]}},
             {"type": "question_tree", "value": TREE["question_tree"]}]  # fmt: skip
    city.guide = save_draft(city.guide, city.compiler, sections=json.dumps(value))
    return city


@pytest.mark.django_db
def test_compiler_and_reviewer_see_drawing_and_results(asking, client):
    submission = submit(asking.guide, asking.compiler, reasons=REASONS)
    client.force_login(asking.compiler, backend=BACKEND)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[asking.guide.pk]))
    draft = client.get(reverse("guides_cases", args=[asking.guide.pk]))
    client.force_login(asking.reviewer, backend=BACKEND)
    review = client.get(reverse("moderation:review", args=[submission.pk]))
    frozen = client.get(reverse("moderation:cases", args=[submission.pk]))

    assert reverse("guides_cases", args=[asking.guide.pk]) in editor.content.decode()
    assert reverse("moderation:cases", args=[submission.pk]) in review.content.decode()
    for answer in (draft, frozen):
        page = answer.content.decode()
        assert "<svg" in page and "授权书" in strip_tags(page)
        assert "因选择“否”" in page


@pytest.mark.django_db
def test_a_guide_without_questions_says_so_and_has_no_link(city, client):  # noqa: F811
    client.force_login(city.compiler, backend=BACKEND)

    page = client.get(reverse("guides_cases", args=[city.guide.pk])).content.decode()
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[city.guide.pk])).content.decode()

    assert "没有设置情形引导" in page
    assert reverse("guides_cases", args=[city.guide.pk]) not in editor
