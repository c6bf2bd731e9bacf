"""Giving feedback: a reader rates a guide, adds to the rating, or points out a mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.access import attempt_counts
from core.duties.working_days import add_working_days
from core.models import Department
from core.running.retrying import retrying
from feedback.choices import Words
from feedback.models import Correction, Rating, RatingTask
from feedback.privacy import UNANSWERED, without_numbers

CONTACT_DAYS = 1
"""Working days within which a bad rating is looked into, and a correction answered."""
MEND_DAYS = 15
"""Working days within which the cause of a bad rating is mended (国办发〔2019〕51号)."""
SENT_TWICE = timedelta(minutes=10)
"""The same words about the same place within this time are one correction, sent twice."""

PRESSED_TWICE = timedelta(seconds=10)
"""One level pressed again by the same reader within this time is one rating, a double click."""


@dataclass(frozen=True)
class About:
    """What feedback is about: a version of a guide, its title and department, the language."""

    code: str
    version: int
    title: str
    department_slug: str
    is_english: bool = False

    def fields(self) -> dict[str, Any]:
        """Return the fields that ratings and corrections have in common."""
        return {
            "code": self.code,
            "version": self.version,
            "title": self.title,
            "department": Department.objects.filter(slug=self.department_slug).first(),
            "is_english": self.is_english,
            "created_at": timezone.now(),
        }


@retrying
@transaction.atomic
def rate(about: About, level: int, *, press: str = "") -> Rating:
    """Return the Rating of one press on a level; a bad one opens a task of the department.

    `press` is the key of this reader's press (`feedback.limits.press_of`): a double click is one.
    """
    if press and (given := _given_before(about, level, press)):
        return given
    rating = Rating.objects.create(level=level, **about.fields())
    if rating.is_bad:
        today = timezone.localdate()
        RatingTask.objects.create(
            rating=rating,
            department=rating.department,
            contact_due_on=add_working_days(today, CONTACT_DAYS).on,
            mend_due_on=add_working_days(today, MEND_DAYS).on,
        )
    return rating


def add_details(
    rating: Rating,
    *,
    section: str = "",
    reasons: Iterable[str] = (),
    words: str = "",
    phone: str = "",
) -> None:
    """Add what the reader says of a rating that he has just given; words wait for a look."""
    rating.section, rating.reasons = section, list(reasons)
    rating.words = without_numbers(words)
    rating.words_state = Words.WAITING if words else Words.NONE
    _keep_phone(rating, phone)
    rating.save()


@retrying
@transaction.atomic
def correct(
    about: About,
    text: str,
    *,
    section: str = "",
    sentence: str = "",
    kinds: Iterable[str] = (),
    phone: str = "",
) -> Correction:
    """Return the Correction, with its number and the day by which it is answered.

    What is sent twice, as by a double click, is one: the first is returned.
    """
    content = {
        "section": section,
        "sentence": without_numbers(sentence),
        "text": without_numbers(text),
        "phone": phone,
    }
    if sent := _sent_before(about, content):
        return sent
    correction = Correction(
        kinds=list(kinds),
        due_on=add_working_days(timezone.localdate(), CONTACT_DAYS).on,
        **content,
        **about.fields(),
    )
    _keep_phone(correction, phone)
    correction.save()
    day = timezone.localtime(correction.created_at)
    correction.number = f"JC{day:%Y%m%d}-{correction.pk:04}"
    correction.save(update_fields=["number"])
    return correction


def _given_before(about, level, press):
    """Return the Rating that the first of two presses gave."""
    _queue(about)
    if attempt_counts.add(press, int(PRESSED_TWICE.total_seconds())) == 1:
        return None
    since = timezone.now() - PRESSED_TWICE
    rows = Rating.objects.filter(code=about.code, version=about.version, level=level)
    return rows.filter(created_at__gte=since).first()


def _sent_before(about, content):
    """Return the Correction that says the same already."""
    _queue(about)
    since = timezone.now() - SENT_TWICE
    return Correction.objects.filter(code=about.code, created_at__gte=since, **content).first()


def _queue(about):
    """Let what is sent to a department at the same moment go one after the other."""
    Department.objects.select_for_update(no_key=True).filter(slug=about.department_slug).first()


def _keep_phone(row, phone):
    row.phone = phone
    row.purge_on = timezone.localdate() + UNANSWERED if phone else None
