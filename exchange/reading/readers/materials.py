"""Materials: a table, or a list whose brackets say count, form and source."""

import re
from typing import Any

from core.texts.chinese_numbers import chinese_number
from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.readers.spans import items, rows
from exchange.reading.sections import Section
from exchange.reading.source import Span
from exchange.reading.values import counts, one_of
from guides import choices

BRACKET = re.compile(r"[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]\s*[;；。]?\s*$")
COUNT = (
    r"(?:(?:(?:原件(?:[和及与、]复印件)?|正本|复印件|副本)\s*各?|各)\s*)?"
    r"(?:一式)?(?:\d{1,2}|[一二两三四五六七八九十])\s*份"
)
TAIL = re.compile(
    rf"(?:[，,、\s]\s*|(?=原件[和及与、]复印件|各|一式)|(?<=[一-鿿）)])(?<![第每])(?=\d|[一两二三]份))"
    rf"({COUNT}(?:\s*[，,、及和]?\s*{COUNT})*)\s*[;；。]?\s*$"
)
"""A count at the end without brackets: 身份证复印件 1份."""
ATTRIBUTE = re.compile(
    rf"{COUNT}|原件(?:[和及与或、/]复印件)?|正本|复印件|副本|纸质(?:版|件)?|电子(?:版|件)?"
    r"|纸质[和或及、/]电子(?:版|件)?|(?:非|不)?(?:必要|必须|必需)|容缺(?:后补)?"
    r"|(?:申请人)?自备|(?:政府)?部门核发|中介机构(?:出具|提供)|A[345]纸?|来源[:：].{2,20}"
)
"""What a list says of a material between commas: 营业执照，复印件，1份，必要."""
SAID = re.compile(rf"来源(?:渠道)?\s*[:：]\s*[^；;，,）)]+|份数\s*[:：]?|{ATTRIBUTE.pattern}")
INNER = re.compile(r"[（(]([^（）()]*)[)）]")
DETAIL = re.compile(r"原件|复印件|纸质|电子|\d\s*份|来源|必要|核验|自备|加盖|A4|份数")
SOURCE = re.compile(r"来源(?:渠道)?\s*[:：]\s*([^；;，,）)]+)")
SOURCE_WORD = re.compile(r"自备|部门核发|行政机关核发|中介机构")
PAPER_SIZE = re.compile(r"A[345](?:纸)?")
BARE_COUNT = re.compile(
    r"(?:各|共|一式)?\s*(\d{1,3}|[一二两三四五六七八九十])\s*(?:份|套|张|本|件)?"
)
SOURCE_CODE = re.compile(
    r"其他|申请人(?:自备)?|自备|(?:政府)?部门核发|行政机关核发|中介机构(?:出具|提供)?"
)
"""A source that is a word of the code list, and says nothing besides."""
BODY = re.compile(r"[一-鿿]{2,}(?:局|委|厅|部|办|中心|院|所|会|公司|机构|银行|部门)$")
QUOTES = "“”\"'「」"
CODED = {
    "count": ("originals", "copies"),
    "originals": ("originals",),
    "copies": ("copies",),
    "kind": ("kind",),
    "form": ("form",),
    "necessity": ("necessity",),
}
"""Columns of numbers and code lists, and the fields that take what stands in them."""
SAYS_NOTHING = re.compile(r"[\W_]*|无")
NOTHING = re.compile(
    r"^(?:无|无需|不需要|无需提交|无需材料|不需要提交)(?:任何)?(?:申请)?(?:材料)?[。；;]?$"
)
SECTION_WORDS = re.compile(r"[:：]$")
TEXTS = (
    "page_format", "acceptance_standard", "filling_notes", "legal_basis", "note",
)  # fmt: skip


def read(draft: Draft, section: Section) -> None:
    """Take each row or item as one material."""
    draft.claim(section.label, "/materials")
    if section.columns:
        for whole, cells in rows(draft, section):
            _row(draft, whole, cells)
        return
    for whole, inner in items(draft, section):
        text = draft.source.of(inner)
        if NOTHING.match(text):
            draft.put("materials.none_required", True, whole)
        elif SECTION_WORDS.search(text) or text.endswith("以下材料"):
            draft.claim(whole, "/materials", LOOK)
        else:
            _item(draft, whole, text)


def _add(draft: Draft, row: dict[str, Any], whole: Span, confidence: str) -> None:
    key = f"m{len(draft.rows('materials.items')) + 1}"
    draft.append("materials.items", {"key": key} | row, whole, confidence)


def _item(draft: Draft, whole: Span, text: str) -> None:
    row: dict[str, Any] = {}
    text, details = _parted(text)
    if details:
        is_copy = text.endswith("复印件") and "件" not in details and "份" in details
        row = _details(f"复印件{details}" if is_copy else details)
    name = text.strip(" \t\n;；。.,，" + QUOTES)
    if not row and (kind := re.search(r"(?:原件[及和、与]复印件|原件|复印件)$", name)):
        row["kind"] = one_of(choices.MaterialKind, kind.group())
    sure = SURE if len(name) <= 60 and "\n" not in name else LOOK
    _add(draft, {"name": " ".join(name.split())} | row, whole, sure)


def _parted(text: str) -> tuple[str, str]:
    """Return (name, what is said of it in brackets, between commas or at its end)."""
    found = BRACKET.search(text)
    if found and DETAIL.search(found.group(1)):
        return text[: found.start()], found.group(1)
    name, attributes = _attributes(text)
    if found := TAIL.search(name):
        attributes.insert(0, found.group(1))
        name = name[: found.start()]
    elif not attributes and (found := INNER.search(text)) and "份" in found.group(1):
        return text[: found.start()] + text[found.end() :], found.group(1)
    return name, "，".join(attributes)


def _attributes(text: str) -> tuple[str, list[str]]:
    """Return (name, attributes) of a material whose attributes stand between commas."""
    parts = re.split(r"[，,；;]", text.strip(" \t\n;；。，,"))
    first = len(parts)
    while first > 1 and ATTRIBUTE.fullmatch(parts[first - 1].strip()):
        first -= 1
    return "，".join(parts[:first]), [one.strip() for one in parts[first:]]


def _details(text: str) -> dict[str, Any]:
    """Return what the words in a material's brackets say."""
    row: dict[str, Any] = dict(counts(text))
    if row:
        row["kind"] = _kind(row)
    elif kind := one_of(choices.MaterialKind, text):
        row["kind"] = kind
    if form := one_of(choices.MaterialForm, text):
        row["form"] = form
    if "必要" in text or "必须" in text:
        row["necessity"] = one_of(choices.Necessity, text)
    if found := SOURCE.search(text):
        row |= _source(found.group(1).strip())
    elif found := SOURCE_WORD.search(text):
        row["source"] = one_of(choices.MaterialSource, found.group())
    if found := PAPER_SIZE.search(text):
        row["page_format"] = found.group()
    rest = [one.strip() for one in re.split(r"[，,；;、]", SAID.sub("", text))]
    if note := "，".join(one for one in rest if re.search(r"\w\w", one)):
        row["note"] = note
    return row


def _kind(row: dict[str, Any]) -> str | None:
    originals, copies = row.get("originals") or 0, row.get("copies") or 0
    if originals and copies:
        return "3"
    return "1" if originals else "2" if copies else None


def _source(text: str) -> dict[str, Any]:
    if BODY.search(text) and not one_of(choices.MaterialSource, text):
        return {"source": "20", "issuing_body": text}
    code = one_of(choices.MaterialSource, text)
    return {"source": code} | ({} if SOURCE_CODE.fullmatch(text) else {"source_note": text})


def _row(draft: Draft, whole: Span, cells: dict[str, Span]) -> None:
    words = {key: " ".join(draft.source.of(cell).split()) for key, cell in cells.items()}
    if not words.get("name"):
        return
    row: dict[str, Any] = {"name": words["name"].strip(QUOTES)}
    row |= {key: words[key] for key in TEXTS if words.get(key)}
    for key, column in (("originals", "originals"), ("copies", "copies")):
        if found := re.search(r"\d+", words.get(column, "")):
            row[key] = int(found.group())
    for key, enum in (
        ("kind", choices.MaterialKind),
        ("form", choices.MaterialForm),
        ("necessity", choices.Necessity),
    ):
        if words.get(key):
            row[key] = one_of(enum, words[key])
    if row.get("kind") is None:
        # 原件 and 复印件 stand in the column of forms as often as in their own.
        row["kind"] = one_of(choices.MaterialKind, words.get("form", ""))
    row |= _counted(words.get("count", ""), row.get("kind"))
    if words.get("source"):
        row |= _source(words["source"])
    row["kind"] = row.get("kind") or _kind(row)
    unread = [words[key] for key in CODED if _is_unread(key, words, row)]
    if unread:
        row["note"] = "；".join(filter(None, [row.get("note"), *unread]))
    known = {key: value for key, value in row.items() if value is not None}
    _add(draft, known, whole, LOOK if unread else SURE)


def _counted(text: str, kind: str | None) -> dict[str, int]:
    """Return the counts of a cell; a bare number counts what the material's kind names."""
    bare = BARE_COUNT.fullmatch(text)
    number = chinese_number(bare.group(1)) if bare else None
    if number is None:
        return counts(text)
    fields = {"2": ("copies",), "3": ("originals", "copies")}.get(kind or "", ("originals",))
    return dict.fromkeys(fields, number)


def _is_unread(column: str, words: dict[str, str], row: dict[str, Any]) -> bool:
    """Return whether a cell says something that no field of its row has taken."""
    says = words.get(column, "")
    taken = any(row.get(field) is not None for field in CODED[column])
    taken = taken or (column == "form" and bool(one_of(choices.MaterialKind, says)))
    return bool(says) and not taken and not SAYS_NOTHING.fullmatch(says)
