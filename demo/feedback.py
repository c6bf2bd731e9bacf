"""What readers and departments of the demo city have said, and what became of some of it.

It is said and settled by the verbs that people use, at the moment of loading: the guides were
filed then, so nothing can have been said of them before.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from wagtail.log_actions import log

from core.models import Department
from feedback.choices import Outcome, Words
from feedback.giving import About, add_details, correct, rate
from feedback.models import Correction, Rating, RatingTask, Survey, SurveyAnswer
from feedback.settling import settle_correction, settle_task
from home.views.feedback import Guide

OPEN_FOR = timedelta(days=30)


def make_feedback(entries_file: Path) -> None:
    """Make the feedback of a file and settle it, unless anybody has said anything already."""
    if any(model.objects.exists() for model in (Rating, Correction, Survey)):
        return
    entries = json.loads(entries_file.read_text(encoding="utf-8"))
    with translation.override("zh-hans"):
        for entry in entries["ratings"]:
            for level, count in entry["levels"].items():
                for _press in range(count):
                    rate(_about(entry), int(level))
        for entry in entries["words"]:
            _rate_with_words(entry)
        for entry in entries["corrections"]:
            _correct(entry)
        _survey(entries["survey"])


def _about(entry: dict[str, Any]) -> About:
    guide = Guide.read(entry["code"])
    if guide is None:
        raise RuntimeError(f"the demo city has no guide {entry['code']} in force")
    return guide.about(entry.get("version"))


def _rate_with_words(entry):
    rating = rate(_about(entry), entry["level"])
    more = {name: entry[name] for name in ("section", "reasons", "words", "phone") if name in entry}
    add_details(rating, **more)
    if entry["words_state"] == Words.SHOWN:
        rating.words_state = Words.SHOWN
        _save(rating)
    if entry.get("task"):
        task = RatingTask.objects.get(rating=rating)
        task.contact_note = entry["task"]["found"]
        task.mend_note = entry["task"].get("mended", "")
        settle_task(task)
        _save(task)


def _correct(entry):
    details = {name: entry[name] for name in ("section", "kinds", "phone") if name in entry}
    correction = correct(_about(entry), entry["text"], **details)
    outcome = entry.get("outcome", Outcome.OPEN)
    if outcome == Outcome.OPEN:
        return
    correction.outcome = outcome
    correction.answer = entry.get("answer", "")
    correction.mended_in = entry.get("mended_in")
    settle_correction(correction, _compiler_of(correction))
    _save(correction)


def _survey(entry):
    today = timezone.localdate()
    survey = Survey.objects.create(
        name=f"{today.year}年{'上' if today.month <= 6 else '下'}半年{entry['name']}",
        opens_on=today,
        closes_on=today + OPEN_FOR,
    )
    for answer in entry["answers"]:
        department = Department.objects.get(slug=answer["department"])
        filled = SurveyAnswer(
            survey=survey,
            department=department,
            **{name: answer[name] for name in ("level", "good", "missing")},
        )
        filled.user = _compiler_of(filled)
        _save(filled)


def _save(row):
    """Save what a department's compiler has settled, checked and noted as in the admin."""
    is_new = row.pk is None
    row.full_clean()
    row.save()
    log(row, "wagtail.create" if is_new else "wagtail.edit", user=_compiler_of(row))


def _compiler_of(row):
    return get_user_model().objects.get(username=f"compiler.{row.department.slug}")
