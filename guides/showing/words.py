"""Values of a Document in the reader's words: labels of codes, amounts of time, dates, lists."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.language import npgettext, once_a_language, pgettext, spoken

INSTANT = choices.TimeUnit.INSTANT.value
UNSET = choices.StatutoryUnit.UNSET.value
KINDS_IN_TITLES = ("办事指南", "业务手册")


@once_a_language
def label(code_list: Any, value: Any) -> str:
    """Return the label of a code in the active language; the code itself when it is unknown."""
    if value in (None, ""):
        return ""
    try:
        return str(code_list(value).label)
    except ValueError:
        return str(value)


def labels(code_list: Any, values: Iterable[Any] | None) -> list[str]:
    """Return the labels of several codes, leaving out what is not said."""
    return [text for value in values or [] if (text := label(code_list, value))]


def listed(texts: Iterable[str]) -> str:
    """Join words as a sentence lists them."""
    return pgettext("between listed words", ", ").join(text for text in texts if text)


@once_a_language
def unit_word(unit: str, number: int) -> str:
    """Return a time unit as it follows a number."""
    words = {
        "working_day": lambda: npgettext("after a number", "working day", "working days", number),
        "calendar_day": lambda: npgettext("after a number", "day", "days", number),
        "month": lambda: npgettext("after a number", "month", "months", number),
        "hour": lambda: npgettext("after a number", "hour", "hours", number),
    }
    return words[unit]() if unit in words else ""


def duration(value: int | None, unit: str | None) -> dict[str, str] | None:
    """Return `{"number", "unit", "text"}` of a time limit, or None when it is not known.

    On the spot, and none set by the state, have an empty number and only a text.
    """
    if unit == UNSET:
        return {"number": "", "unit": "", "text": _("None set by the state")}
    if unit == INSTANT or (value == 0 and unit):
        return {"number": "", "unit": "", "text": _("On the spot")}
    if value is None or not unit:
        return None
    word = unit_word(unit, value)
    return {"number": str(value), "unit": word, "text": f"{value} {word}"}


def duration_text(value: int | None, unit: str | None) -> str:
    """Return an amount of time as one phrase, empty when it is not known."""
    found = duration(value, unit)
    return found["text"] if found else ""


def limit_text(limit: Mapping[str, Any]) -> str:
    """Return a time limit (`value`, `unit`) as one phrase, empty when it is not known."""
    return duration_text(limit["value"], limit["unit"])


def yes_no(value: bool | None) -> str:
    """Return yes or no, empty when it is not known."""
    if value is None:
        return ""
    return pgettext("an answer", "Yes") if value else pgettext("an answer", "No")


@once_a_language
def day(iso: date | str | None) -> str:
    """Return an ISO date as a reader writes it, empty for an empty text."""
    if not iso:
        return ""
    found = iso if isinstance(iso, date) else date.fromisoformat(str(iso)[:10])
    return date_format(found, pgettext("date format", "j F Y"), use_l10n=False)


def in_english() -> bool:
    """Return whether the page speaks English now."""
    return (spoken() or "").startswith("en")


def picked(named: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{name, name_en}`-like data as `{"text", "own"}`: English where there is one.

    `own` is True when the text is a translation of ours and needs no language mark.
    """
    english = named.get("name_en", "") if in_english() else ""
    return {"text": english or named.get("name", ""), "own": bool(english)}


def full_name(facts: Mapping[str, Any], title: str = "") -> dict[str, str]:
    """Return `{name, name_en}` by which lists know a guide, from its title, item or list facts.

    The Chinese name is the title without 办事指南, else the item; a situation that it does not name
    follows in brackets, for two names run together read as one that does not exist.
    """
    situation = facts.get("situation", {})
    name, name_en = short_title(title) or facts.get("name", ""), facts.get("name_en", "")
    situation_name, situation_en = situation.get("name", ""), situation.get("name_en", "")
    if situation_name and situation_name not in name:
        name += f"（{situation_name}）"
    if name_en and situation_en:
        name_en = f"{name_en} – {situation_en}"
    return {"name": name, "name_en": name_en}


def short_title(title: str) -> str:
    """Return a title without 办事指南 or 业务手册 at its end; a list says the kind beside it."""
    for ending in KINDS_IN_TITLES:
        if title.endswith(ending) and title != ending:
            return title.removesuffix(ending)
    return title


def rows(*pairs: tuple[str, Any]) -> list[dict[str, Any]]:
    """Return the pairs of label and value that say something, for a list of definitions."""
    return [{"label": name, "value": value} for name, value in pairs if value]
