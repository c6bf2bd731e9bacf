"""What stands between a reader's words and the public: masks of numbers, days of deletion."""

import re
from datetime import timedelta

MOBILE = re.compile(r"(?<![0-9])(1[3-9][0-9])([0-9]{4})([0-9]{4})(?![0-9])")
CITIZEN = re.compile(r"(?<![0-9])([0-9]{6})[0-9]{8}([0-9]{3}[0-9Xx])(?![0-9])")
FIXED = re.compile(r"(?<![0-9])(0[0-9]{2,3}-?)[0-9]{3,4}([0-9]{4})(?![0-9])")

UNANSWERED = timedelta(days=90)
"""A phone number is deleted so long after it was left, whatever became of it."""
ANSWERED = timedelta(days=30)
"""And so long after the answer."""


def without_numbers(text: str) -> str:
    """Return a text in which numbers of citizens and mobile phones are masked."""
    return MOBILE.sub(r"\1****\3", CITIZEN.sub(r"\1********\2", text))


def masked(phone: str) -> str:
    """Return a phone number with its middle hidden: 138****8000, 0599-****0207."""
    hidden = FIXED.sub(r"\1****\2", MOBILE.sub(r"\1****\3", phone))
    return hidden if hidden != phone or not phone else "****" + phone[-4:]
