"""The empty choice of every select field asks in words to choose.

What: Django's `BLANK_CHOICE_DASH`, and what `ModelChoiceField` offers first. Why: “---------” says
nothing, least of all to a screen reader. Filters of lists say “All”, by the setting
`FILTERS_EMPTY_CHOICE_LABEL`. Saves: nothing. When it can go: when Django lets a project set the
label of the empty choice.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import fields
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

PLEASE_CHOOSE = _("Please choose")
DASHES = "---------"
TOUCHED = (
    "django.db.models.fields.Field.get_choices",
    "django.forms.models.ModelChoiceIterator.__iter__",
)

choices_of_models = ModelChoiceIterator.__iter__


def _with_words(self: ModelChoiceIterator) -> Iterator[tuple[Any, Any]]:
    """Yield the choices; forms that were made before the site was ready have the dashes."""
    for value, label in choices_of_models(self):
        yield value, PLEASE_CHOOSE if label == DASHES and value == "" else label


def install() -> None:
    """Put the words in the place of the dashes."""
    fields.BLANK_CHOICE_DASH[:] = [("", PLEASE_CHOOSE)]  # type: ignore[list-item]
    ModelChoiceIterator.__iter__ = _with_words
