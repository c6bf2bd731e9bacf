"""A question tree (情形引导): walked by answers, checked for ways that lead nowhere.

Trees are the JSON of a Document's `question_tree`. The first question is where it starts; an
option without `next` ends the walk.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

LISTS = {"materials": "materials", "steps": "process.steps", "conditions": "conditions"}
EFFECTS = tuple(f"{verb}_{rows}" for rows in LISTS for verb in ("add", "drop"))


@dataclass(frozen=True)
class Answered:
    """A question with the option that was chosen; `key` is what the address says."""

    question: Mapping[str, Any]
    option: Mapping[str, Any]
    key: str


@dataclass(frozen=True)
class Walk:
    """How far answers lead (作答): what is answered, and the question that follows."""

    answered: tuple[Answered, ...]
    question: Mapping[str, Any] | None
    """The next question; None at an end."""
    unknown: tuple[str, ...] = ()
    """Answers that this tree does not know, from the first of them on."""

    @property
    def is_end(self) -> bool:
        """Whether nothing is left to ask."""
        return self.question is None

    @property
    def keys(self) -> list[str]:
        """The answers that hold, as the address says them."""
        return [one.key for one in self.answered]

    @property
    def conclusions(self) -> list[str]:
        """What the chosen options conclude, in order."""
        found = (one.option["effect"].get("conclusion", "") for one in self.answered)
        return [text for text in found if text]

    @property
    def is_elsewhere(self) -> bool:
        """Whether the guide is not for this case."""
        return any(one.option["effect"].get("elsewhere") for one in self.answered)


def key_of(option: Mapping[str, Any], number: int) -> str:
    """Return an option's key; by its place where a Document was filed before keys were there."""
    return option.get("key") or f"o{number}"


def readable_question(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question as readers get it: every option with the key that answers it."""
    options = [
        {"key": key_of(option, number), "label": option["label"], "help": option["help"]}
        for number, option in enumerate(question["options"], start=1)
    ]
    return {name: question[name] for name in ("key", "question", "help")} | {"options": options}


def walk(tree: Mapping[str, Any], answers: Sequence[str]) -> Walk:
    """Return where the answers lead from the first question; what does not fit ends them."""
    questions = {one["key"]: one for one in tree["questions"]}
    question = tree["questions"][0] if tree["questions"] else None
    answered: list[Answered] = []
    for number, answer in enumerate(answers):
        if question is None:
            return Walk(tuple(answered), None, tuple(answers[number:]))
        option = _option(question, answer)
        if option is None:
            return Walk(tuple(answered), question, tuple(answers[number:]))
        answered.append(Answered(question, option, answer))
        question = questions.get(option["next"]) if option["next"] else None
        if question and any(one.question["key"] == question["key"] for one in answered):
            question = None  # a circle, which the check of the tree names
    return Walk(tuple(answered), question)


def _option(question: Mapping[str, Any], answer: str) -> Mapping[str, Any] | None:
    for number, option in enumerate(question["options"], start=1):
        if key_of(option, number) == answer:
            return option
    return None


def longest(tree: Mapping[str, Any], question: Mapping[str, Any] | None) -> int:
    """Return how many questions are left at most, the given one included.

    Ways that meet again are counted once: there are more ways than anybody can walk. In a tree
    whose answers lead back it is at most the number of its questions.
    """
    if question is None:
        return 0
    questions = {one["key"]: one for one in tree["questions"]}
    following = {
        key: {option["next"] for option in one["options"]} & questions.keys()
        for key, one in questions.items()
    }
    left = dict.fromkeys(questions, 1)
    for _round in questions:
        before = dict(left)
        for key, keys in following.items():
            left[key] = min(1 + max((left[one] for one in keys), default=0), len(questions))
        if left == before:
            break
    return left[question["key"]]


MOST_ENDS = 2_000


def ends(tree: Mapping[str, Any]) -> Iterator[Walk]:
    """Yield every way through a tree to its end, at most 2,000 of them."""
    open_ways: list[list[str]] = [[]]
    found = 0
    while open_ways and found < MOST_ENDS:
        answers = open_ways.pop()
        reached = walk(tree, answers)
        if reached.question is None:
            found += 1
            yield reached
            continue
        options = reached.question["options"]
        open_ways += [
            [*answers, key_of(option, number)]
            for number, option in reversed(list(enumerate(options, start=1)))
        ]


def problems(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (pointer, message) for what leads nowhere in a Document's tree, or names nothing."""
    questions = document["question_tree"]["questions"]
    keys = [one["key"] for one in questions]
    known = {rows: _keys_of(document, path) for rows, path in LISTS.items()}
    for number, question in enumerate(questions):
        at = f"/question_tree/questions/{number}"
        if keys.count(question["key"]) > 1 or not question["key"]:
            yield f"{at}/key", _("Each question needs a key of its own.")
        if len(question["options"]) < 2:
            yield f"{at}/options", _("A question needs two answers at least.")
        option_keys = [key_of(one, n) for n, one in enumerate(question["options"], start=1)]
        for place, option in enumerate(question["options"]):
            here = f"{at}/options/{place}"
            if option_keys.count(option_keys[place]) > 1:
                yield f"{here}/key", _("Each answer of a question needs a key of its own.")
            if not option["label"]:
                yield f"{here}/label", _("This answer has no words.")
            if option["next"] and option["next"] not in keys:
                yield f"{here}/next", _("There is no question of this key.")
            if not option["next"] and not _says_anything(option):
                message = _("This answer leads nowhere: name the next question or a conclusion.")
                yield f"{here}/next", message
            yield from _unknown_effects(option["effect"], known, here)
    yield from _circles_and_islands(document["question_tree"])


def _keys_of(document: Mapping[str, Any], path: str) -> set[str]:
    holder: Any = document
    for step in path.split("."):
        holder = holder[step]
    rows = holder["items"] if isinstance(holder, Mapping) else holder
    return {row["key"] for row in rows}


def _says_anything(option: Mapping[str, Any]) -> bool:
    return any(option["effect"].get(name) for name in (*EFFECTS, "conclusion", "elsewhere"))


def _unknown_effects(
    effect: Mapping[str, Any], known: Mapping[str, set[str]], at: str
) -> Iterator[tuple[str, str]]:
    for rows, keys in known.items():
        for verb in ("add", "drop"):
            for key in effect[f"{verb}_{rows}"]:
                if key not in keys:
                    message = _("There is no row of the key “%(key)s”.") % {"key": key}
                    yield f"{at}/effect/{verb}_{rows}", message


def _circles_and_islands(tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield questions that lead back to themselves, and those that no answer leads to."""
    questions = {one["key"]: one for one in tree["questions"]}
    places = {one["key"]: number for number, one in enumerate(tree["questions"])}
    reached: set[str] = set()
    circles: set[str] = set()

    def visit(key: str, above: tuple[str, ...]) -> None:
        if key in above:
            circles.add(key)
            return
        if key in reached:
            return
        reached.add(key)
        for option in questions[key]["options"]:
            if option["next"] in questions:
                visit(option["next"], (*above, key))

    if tree["questions"]:
        visit(tree["questions"][0]["key"], ())
    for key in circles:
        message = _("The answers lead back to this question.")
        yield f"/question_tree/questions/{places[key]}", message
    for key in questions.keys() - reached:
        yield f"/question_tree/questions/{places[key]}", _("No answer leads to this question.")
