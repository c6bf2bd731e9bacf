"""The question tree: every end can be reached, the personal list is what the answers add up to."""

import json

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from guides.cases.personal import personal
from guides.cases.tree import LISTS, ends, key_of, longest, problems, walk
from guides.document import GuideDocument

FOLDER = settings.BASE_DIR / "demo" / "data" / "guides"
TREES = [
    path.stem
    for path in sorted(FOLDER.glob("*.json"))
    if '"options"' in path.read_text(encoding="utf-8")
]
MATERIALS = ["m1", "m2", "m3", "m4"]


def without_files(value):
    """Return JSON data without the files of the demo, which are made when it is loaded."""
    if isinstance(value, dict):
        return {
            key: without_files(one)
            for key, one in value.items()
            if key not in ("blank_forms", "samples", "image")
        }
    return [without_files(one) for one in value] if isinstance(value, list) else value


@st.composite
def documents(draw):
    """Draw a guide with a sound tree: every answer leads to a later question or ends."""
    count = draw(st.integers(1, 5))
    keys = [f"q{number}" for number in range(count)]
    questions = []
    for number, key in enumerate(keys):
        later = keys[number + 1 :]
        # The first answer leads to the next question, so that every question is reached.
        nexts = [
            later[0] if later else "",
            *draw(st.lists(st.sampled_from(["", *later]), min_size=1, max_size=3)),
        ]
        options = [
            {
                "key": f"o{place}",
                "label": f"答案{place}",
                "next": next_key,
                "effect": {
                    "add_materials": draw(
                        st.lists(st.sampled_from(MATERIALS), unique=True, max_size=2)
                    ),
                    "drop_materials": draw(
                        st.lists(st.sampled_from(MATERIALS), unique=True, max_size=2)
                    ),
                    "conclusion": "" if next_key else "可以申请",
                },
            }
            for place, next_key in enumerate(nexts)
        ]
        questions.append({"key": key, "question": key, "options": options})
    rows = [{"key": key, "name": key, "necessity": "2"} for key in MATERIALS]
    return GuideDocument.model_validate(
        {"materials": {"items": rows}, "question_tree": {"questions": questions}}
    ).model_dump(mode="json")


@given(document=documents())
@hypothesis_settings(max_examples=60, deadline=None)
def test_every_end_is_reached_and_its_list_is_the_sum_of_the_effects(document):
    tree = document["question_tree"]
    assert list(problems(document)) == []

    reached = list(ends(tree))

    assert {one.question["key"] for way in reached for one in way.answered} == {
        one["key"] for one in tree["questions"]
    }
    optional = {
        key
        for question in tree["questions"]
        for option in question["options"]
        for key in option["effect"]["add_materials"]
    }
    for way in reached:
        assert len(way.answered) <= longest(tree, tree["questions"][0])
        assert walk(tree, way.keys) == way
        expected = set(MATERIALS) - optional
        for one in way.answered:
            effect = one.option["effect"]
            expected |= set(effect["add_materials"])
            expected -= set(effect["drop_materials"])
        shown = personal(document, way).document["materials"]["items"]
        assert {row["key"] for row in shown} == expected


class ReadOnce(list):
    """Answers that may be gone through once."""

    was_read = False

    def __iter__(self):
        assert not self.was_read
        self.was_read = True
        return super().__iter__()


def test_questions_whose_ways_meet_again_are_counted_once():
    def question(number):
        following = f"q{number + 1}" if number < 60 else ""
        answers = ({"key": f"o{place}", "next": following} for place in range(3))
        return {"key": f"q{number}", "options": ReadOnce(answers)}

    tree = {"questions": [question(number) for number in range(1, 61)]}

    assert longest(tree, tree["questions"][0]) == 60


@given(document=documents(), answers=st.lists(st.text(max_size=5), max_size=6))
@hypothesis_settings(max_examples=60, deadline=None)
def test_answers_that_nobody_offered_end_the_walk(document, answers):
    tree = document["question_tree"]
    offered = {
        key_of(option, number)
        for question in tree["questions"]
        for number, option in enumerate(question["options"], start=1)
    }

    reached = walk(tree, answers)

    assert set(reached.keys) <= offered
    assert [*reached.keys, *reached.unknown] == answers


@pytest.mark.parametrize("name", TREES)
def test_demo_trees_are_sound(name):
    facts = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["document"]
    wanted = ("conditions", "materials", "process", "question_tree")
    rows = {key: without_files(facts[key]) for key in wanted if key in facts}
    document = GuideDocument.model_validate(rows).model_dump(mode="json")

    assert list(problems(document)) == []
    assert all(LISTS) and list(ends(document["question_tree"]))
