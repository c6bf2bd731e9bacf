"""Importing the law register (依据库) from xlsx, csv and JSON: one law a row, articles beside."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from core.import_report import ImportReport, RefusedError
from core.texts.chinese_numbers import chinese_number
from exchange.importing.catalogue_columns import with_columns
from exchange.importing.reading import read_json_records
from exchange.tables import Row, normal, read_table
from guides.laws.loading import load_law

COLUMNS = {
    "title": ("title", "名称", "法规名称", "法律名称", "标题", "依据名称"),
    "short_titles": ("short_titles", "简称"),
    "document_no": ("document_no", "文号", "发文字号"),
    "issuer": ("issuer", "制定机关", "颁布机关", "发布机关", "公布机关"),
    "rank": ("rank", "位阶", "效力位阶", "类别"),
    "adopted_on": ("adopted_on", "公布日期", "通过日期", "发布日期"),
    "effective_on": ("effective_on", "施行日期", "实施日期", "生效日期"),
    "status": ("status", "效力状态", "时效性", "状态"),
    "amended_on": ("amended_on", "修改日期", "修正日期", "最近修改日期"),
    "amendment": ("amendment", "修改文号", "修正文号"),
    "repealed_on": ("repealed_on", "废止日期", "失效日期"),
    "replaced_by": ("replaced_by", "替代法规", "被何法规替代"),
    "topics": ("topics", "主题词"),
    "text_at_hand": ("text_at_hand", "条文齐全"),
    "source": ("source", "来源", "出处"),
    "number": ("number", "条号", "条"),
    "text": ("text", "条文", "条文内容"),
}
KEYS = {normal(word): key for key, words in COLUMNS.items() for word in words}
WORDS: dict[str, dict[str, Any]] = {
    "rank": {
        "法律": "law", "行政法规": "regulation", "地方性法规": "local_regulation",
        "部门规章": "rule", "地方政府规章": "local_rule", "规范性文件": "document",
        "标准": "standard",
    },
    "status": {
        "有效": "in_force", "现行有效": "in_force", "已修改": "amended", "失效": "repealed",
        "废止": "repealed", "已废止": "repealed",
    },
    "text_at_hand": {"是": True, "否": False},
}  # fmt: skip
SEPARATORS = re.compile(r"[,，、;；|\n]+")
DATE = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")


def import_laws(path: Path, progress: Callable | None = None, by: Any = None) -> ImportReport:
    """Bring a file of laws in; return the ImportReport. The same file again changes nothing."""
    report = ImportReport()
    for number, record, row in _with_articles(_records(path)):
        try:
            report.counts[load_law(record, by)] += 1
        except RefusedError as error:
            problems = with_columns(error.problems, row, KEYS) if row else error.problems
            report.refuse(str(path), number, problems)
        if progress:
            progress(number, report)
    return report


def _records(path: Path) -> Iterator[tuple[int, Any, Row | None]]:
    try:
        if path.suffix.lower() in (".xlsx", ".csv"):
            for row in read_table(path, _is_header):
                yield (0, row, None) if isinstance(row, RefusedError) else (*_of_row(row), row)
        else:
            for number, record in read_json_records(path, "laws"):
                yield number, record, None
    except RefusedError as error:
        yield 0, error, None
    except (OSError, ValueError) as error:
        yield 0, RefusedError(("", str(error))), None


def _is_header(texts: list[str]) -> bool:
    keys = {KEYS[normal(text)] for text in texts if normal(text) in KEYS}
    return "title" in keys and len(keys) >= 2


def _of_row(row: Row) -> tuple[int, Any]:
    record: dict[str, Any] = {}
    for header, cell in row.cells.items():
        key = KEYS.get(normal(header), header)
        if cell.problem:
            return row.number, RefusedError((f"/{key}", cell.problem))
        if cell.text:
            record[key] = _value(key, cell.text)
    return row.number, record


def _value(key: str, text: str) -> Any:
    if key in ("short_titles", "topics"):
        return [part.strip() for part in SEPARATORS.split(text) if part.strip()]
    if key.endswith("_on") and (found := DATE.fullmatch(normalize("NFKC", text).strip())):
        year, month, day = map(int, found.groups())
        return f"{year:04}-{month:02}-{day:02}"
    if key == "number":
        return chinese_number(text.strip().removeprefix("第").removesuffix("条"))
    return WORDS.get(key, {}).get(text, text)


def _with_articles(records: Iterator[tuple[int, Any, Row | None]]) -> Iterator[tuple]:
    """Yield the laws of a file, the rows of articles gathered into the law that they name."""
    laws: list[tuple[int, Any, Row | None]] = []
    by_title: dict[str, dict[str, Any]] = {}
    for number, record, row in records:
        if not isinstance(record, dict) or "number" not in record:
            laws.append((number, record, row))
            if isinstance(record, dict) and isinstance(record.get("title"), str):
                by_title[record["title"]] = record
            continue
        law = by_title.get(record.get("title", ""))
        if law is None:
            message = _("The article's law “%(title)s” is not in this file.")
            error = RefusedError(("/title", message % {"title": record.get("title", "")}))
            laws.append((number, error, row))
        else:
            article = {"number": record["number"], "text": record.get("text", "")}
            law.setdefault("articles", []).append(article)
    # What replaces another law comes before it.
    yield from sorted(laws, key=lambda one: isinstance(one[1], dict) and "replaced_by" in one[1])
