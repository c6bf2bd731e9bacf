"""Values of a Document as the text of a cell, and back; what a cell cannot hold is refused."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from exchange.workbooks.layout import (
    CODE,
    CODES,
    FILE,
    FILES,
    FLAG,
    LINES,
    NAMES,
    NUMBERS,
    SINGLE,
    WHOLE,
    Column,
)

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
SEPARATOR = "、"
SEPARATORS = re.compile(r"[、，,;；\n](?![^（(]*[）)])")
FILE_FACTS = ' {"media_type"'
"""Where the facts of a file begin behind its name."""
YES_WORDS = {"是", "有", "支持", "yes", "true", "1", "y", "√"}
NO_WORDS = {"否", "无", "不支持", "no", "false", "0", "n", "×"}
WEEKDAYS = "一二三四五六日"


class CellError(ValueError):
    """A cell holds what its column does not take; the message is for people."""


def text_of(column: Column, value: Any) -> str:
    """Return the text by which a cell holds a value; raises CellError for one that is too long."""
    if value is None or value == "" or value == []:
        return ""
    text = WRITE[column.kind](column, value)
    if len(text) > LONGEST:
        message = _("“%(label)s” has %(count)s characters; a cell holds %(most)s.")
        facts = {"label": column.label, "count": len(text), "most": LONGEST}
        raise CellError(message % facts)
    return text


def value_of(column: Column, text: str) -> Any:
    """Return the value that a cell's text means; raises CellError with words for people."""
    if text == "":
        return EMPTY[column.kind]()
    return READ[column.kind](column, text)


def _label(column: Column, value: str) -> str:
    return labels_of(column.enum).get(value, value)


@cache
def labels_of(enum: Any) -> dict[str, str]:
    """Return {code: Chinese label} of a code list."""
    with override("zh-hans"):
        return {value: str(label) for value, label in enum.choices}


@cache
def _codes(enum: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            found |= {str(label).lower(): value for value, label in enum.choices}
    return found | {value.lower(): value for value, _label in enum.choices}


def _read_code(column: Column, text: str) -> str:
    found = _codes(column.enum).get(text.strip().lower())
    if found is None:
        message = _("“%(text)s” is not in the list: %(labels)s.")
        labels = SEPARATOR.join(labels_of(column.enum).values())
        raise CellError(message % {"text": text, "labels": labels})
    return found


def _read_codes(column: Column, text: str) -> list[str]:
    return [_read_code(column, one) for one in _parts(text)]


def _parts(text: str) -> list[str]:
    """Return what separators part, those in brackets left: 镇（乡、街道）级."""
    return [one.strip() for one in SEPARATORS.split(text) if one.strip()]


def _read_flag(column: Column, text: str) -> bool:
    word = text.strip().lower()
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise CellError(_("“%(text)s” is neither yes nor no.") % {"text": text})


def _read_whole(column: Column, text: str) -> int:
    word = text.strip()
    if word.isascii() and word.isdigit():
        return int(word)
    raise CellError(_("“%(text)s” is no whole number.") % {"text": text})


def _write_days(column: Column, days: list[int]) -> str:
    return SEPARATOR.join(f"周{WEEKDAYS[day - 1]}" for day in days)


def _read_days(column: Column, text: str) -> list[int]:
    """Return weekdays of 周一、周二 or 周一至周五."""
    found: list[int] = []
    for part in _parts(text.replace("星期", "周").replace("周天", "周日")):
        ends = [one.removeprefix("周") for one in part.replace("到", "至").split("至")]
        numbers = [WEEKDAYS.find(one) + 1 or _digit(one) for one in ends]
        if not all(1 <= one <= 7 for one in numbers) or len(numbers) > 2:
            raise CellError(_("“%(text)s” is no weekday.") % {"text": part})
        found += range(numbers[0], numbers[-1] + 1)
    return list(dict.fromkeys(found))


def _digit(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _write_file(column: Column, file: dict[str, Any]) -> str:
    return f"{file['name']} {json.dumps(file, ensure_ascii=False, sort_keys=True)}"


def _read_file(column: Column, text: str) -> dict[str, Any]:
    start = text.rfind(FILE_FACTS)
    try:
        return json.loads(text[start + 1 :])
    except ValueError as error:
        message = _("A file is attached in the editor; leave this cell as it was or empty.")
        raise CellError(message) from error


def _write_names(column: Column, rows: list[dict[str, str]]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


def _read_names(column: Column, text: str) -> list[dict[str, str]]:
    found = []
    for line in text.splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            code, _colon, name = line.partition(":")
            found.append({"code": code.strip() if name else "", "name": (name or code).strip()})
    return found


WRITE: dict[str, Callable[[Column, Any], str]] = {
    SINGLE: lambda column, value: value,
    LINES: lambda column, value: "\n".join(value),
    FLAG: lambda column, value: "是" if value else "否",
    WHOLE: lambda column, value: str(value),
    CODE: _label,
    CODES: lambda column, value: SEPARATOR.join(_label(column, one) for one in value),
    FILE: _write_file,
    FILES: lambda column, value: "\n".join(_write_file(column, one) for one in value),
    NAMES: _write_names,
    NUMBERS: _write_days,
}
READ: dict[str, Callable[[Column, str], Any]] = {
    SINGLE: lambda column, text: text,
    LINES: lambda column, text: text.split("\n"),
    FLAG: _read_flag,
    WHOLE: _read_whole,
    CODE: _read_code,
    CODES: _read_codes,
    FILE: _read_file,
    FILES: lambda column, text: [_read_file(column, one) for one in text.split("\n") if one],
    NAMES: _read_names,
    NUMBERS: _read_days,
}
EMPTY: dict[str, Callable[[], Any]] = {
    SINGLE: str, LINES: list, FLAG: lambda: None, WHOLE: lambda: None, CODE: lambda: None,
    CODES: list, FILE: lambda: None, FILES: list, NAMES: list, NUMBERS: list,
}  # fmt: skip
