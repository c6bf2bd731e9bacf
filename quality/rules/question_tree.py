"""L31: a question tree in which every answer leads on, and every effect names a row."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from guides.cases.tree import problems
from quality.choices import AppliesTo
from quality.finding import Hit
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms


@rule("L31", gettext_lazy("Questions that lead nowhere"), scope=AppliesTo.GUIDE)
def question_tree(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield dead ends, circles, questions that nobody reaches, and effects on rows not there."""
    for pointer, message in problems(document.data):
        yield Hit(pointer, message)
