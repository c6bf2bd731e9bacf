"""Rules for passwords beside Django's own: repetition makes no password longer."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)
LOOKED_AT = 128
"""Longer texts are judged by their beginning: looking for repetition takes quadratic time."""


class RepetitionValidator:
    """Refuses a password that is short once every repeated piece is counted once.

    Django's length rule takes 密码密码密码密码 for eight characters; here it counts two.
    """

    def __init__(self, min_length=8):
        self.min_length = min_length

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when too little is left without repetition."""
        if len(without_repetition(password)) < self.min_length:
            raise ValidationError(
                _(
                    "This password repeats itself. Without the repetition, at least %(count)d "
                    "characters must remain."
                ),
                code="password_repeats",
                params={"count": self.min_length},
            )

    def get_help_text(self) -> str:
        return _("Your password must not consist of the same characters over and over again.")


def without_repetition(text: str) -> str:
    """Return a text with each repeated piece once: `abcabc12` gives `abc12`; width and case count
    as equal.
    """
    shorter = unicodedata.normalize("NFKC", text).casefold()[:LOOKED_AT]
    text = ""
    while shorter != text:
        text, shorter = shorter, REPEATED.sub(r"\1", shorter)
    return text
