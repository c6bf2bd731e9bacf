"""All results of a question tree (情形引导): what each way through it asks of a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from guides.cases.drawing import tree_drawing
from guides.cases.personal import personal
from guides.cases.tree import Walk, ends, problems

SHOWN = 200


@dataclass(frozen=True)
class Listed:
    """A row that is in a result, and the answer that asks for it (empty: it is always there)."""

    name: str
    because: str


@dataclass(frozen=True)
class Problem:
    """What is wrong with a tree: where, in words and as a pointer, and what it is."""

    place: str
    pointer: str
    message: str


@dataclass(frozen=True)
class Result:
    """One end of a tree: the answers to it, and what the guide of that case holds."""

    reached: Walk
    materials: list[Listed]
    steps: list[Listed]
    conditions: list[Listed]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The questions with the chosen answers, in order."""
        return [(one.question["question"], one.option["label"]) for one in self.reached.answered]


class Cases:
    """A question tree with its drawing, what is wrong with it, and all its results."""

    def __init__(self, document: Mapping[str, Any]):
        self.document = document
        self.tree = document["question_tree"]

    @cached_property
    def drawing(self) -> str:
        """The tree as SVG; empty without questions."""
        return tree_drawing(self.tree)

    @cached_property
    def problems(self) -> list[Problem]:
        """What leads nowhere or names nothing, with its place, in the order of the questions."""
        found = [
            Problem(self._place_of(pointer), pointer, message)
            for pointer, message in problems(self.document)
        ]
        return sorted(found, key=lambda one: _numbers_in(one.pointer))

    def _place_of(self, pointer: str) -> str:
        """Return which question and answer a pointer leads to, in words."""
        numbers = _numbers_in(pointer)
        question = self.tree["questions"][numbers[0]]
        words = _("question %(number)s “%(text)s”") % {
            "number": numbers[0] + 1,
            "text": question["question"],
        }
        if len(numbers) < 2:
            return words
        answer = question["options"][numbers[1]]["label"] or str(numbers[1] + 1)
        return _("%(question)s, answer “%(answer)s”") % {"question": words, "answer": answer}

    @cached_property
    def results(self) -> list[Result]:
        """The first 200 ends with what each holds."""
        return [_result(self.document, reached) for reached in islice(self._ends(), SHOWN)]

    @cached_property
    def has_more(self) -> bool:
        """Whether there are more ends than are shown."""
        return next(islice(self._ends(), SHOWN, None), None) is not None

    def _ends(self) -> Iterator[Walk]:
        return ends(self.tree) if self.tree["questions"] else iter(())


def _numbers_in(pointer: str) -> list[int]:
    """Return the places of question and answer in a pointer, by which problems are in order."""
    return [int(step) for step in pointer.split("/") if step.isdigit()]


def _result(document: Mapping[str, Any], reached: Walk) -> Result:
    found = personal(document, reached)
    mine, because = found.document, found.reasons
    return Result(
        reached,
        _listed(mine["materials"]["items"], because, "name"),
        _listed(mine["process"]["steps"], because, "name"),
        _listed(mine["conditions"]["items"], because, "text"),
    )


def _listed(rows: list[dict[str, Any]], because: Mapping[str, str], name: str) -> list[Listed]:
    return [Listed(row[name], because.get(row["key"], "")) for row in rows]
