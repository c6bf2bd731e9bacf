"""Advice, complaints, progress, remedies, rights and duties, frequent questions."""

import re
from collections.abc import Iterator
from itertools import pairwise

from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.readers.spans import items, lines, rows
from exchange.reading.sections import Section
from exchange.reading.source import Span

URL = re.compile(r"https?://[^\s，。；、）)]+|www\.[^\s，。；、）)]+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\dA-Za-z])(?:(?:[（(]0\d{2,3}[）)]|0\d{2,3})?[-—－ ]?\d{7,8}(?!\d)(?:[-—转]\d{1,5})?"
    r"|1[3-9]\d{9}(?!\d)"
    r"|0\d{2,3}[-—－]?1\d{4}(?!\d)|1\d{4}(?!\d)|9[56]\d{3}(?!\d)"
    r"|[48]00-?\d{3}-?\d{4}(?!\d)|0\d{2,3}[-—－ ]\d{3,12}|\d{6,14})(?![\dA-Za-z])"
)
"""Numbers as they stand, with too few or too many digits as well: a rule says what is wrong."""
PLACE = re.compile(r"窗口|大厅|\d+\s*[号室楼层]|信箱|现场")
GAP = re.compile(r"[\s/|]+|(?<=[）)])")
"""What may part two numbers that no comma parts."""
PART = re.compile(r"(?:[^；;，,。、\n]|、(?![（(]?\d))+[；;，,。、\n]?")
"""What names one way; a pause mark parts numbers, not words."""
COMPLAINT = re.compile(r"投诉|监督|举报")
ENQUIRY = re.compile(r"咨询|联系")
REVIEW, LITIGATION = re.compile(r"复议"), re.compile(r"诉讼|法院|起诉")
PERIOD = re.compile(r"(\d+|[一二三四五六七八九十]+)\s*(?:个)?(?:日|天|月)(?:之?内)?")
BODY = re.compile(r"[一-鿿]{2,20}(?:人民政府|人民法院|司法局|复议机构|委员会|法院|政府|局|厅)")
ADDRESS = re.compile(r"\s*(?:联系|通讯|机关|法院)?地址\s*[:：]?\s*([^；;，,。\n]+)")
RIGHT_WORDS, DUTY_WORDS = re.compile(r"权利|有权"), re.compile(r"义务|应当")
QUESTION = re.compile(r"^(?:问|Q|问题)?\s*\d*\s*[:：.、]?\s*")
ANSWER = re.compile(r"^(?:答|A|解答|回答)\s*\d*\s*[:：.、]\s*")


def read(draft: Draft, section: Section) -> None:
    """Take each number or address as one way; a line that says "complaints" changes the side."""
    key = section.target.partition(".")[2] or "enquiries"
    draft.claim(section.label, f"/contacts/{key}")
    for line in lines(section):
        _line(draft, key, line, section.target == "contacts")


def _line(draft: Draft, key: str, line: Span, mixed: bool) -> None:
    for span in _ways(draft.source.of(line), line.start):
        words = draft.source.of(span).strip(" \t;；，,。、|")
        if not words:
            continue
        if mixed or (COMPLAINT.search(words) and key == "enquiries"):
            sides = _sides(words) or [key]
        else:
            sides = [key]
        for side in sides:
            _contact(draft, side, span, words)


def _ways(text: str, at: int) -> Iterator[Span]:
    """Yield the stretches of a line that name one way each: between marks, and between numbers."""
    for part in PART.finditer(text):
        start = part.start()
        numbers = list(PHONE.finditer(text, part.start(), part.end()))
        for before, number in pairwise(numbers):
            gap = list(GAP.finditer(text, before.end(), number.start()))
            if gap:
                yield Span(at + start, at + gap[-1].end())
                start = gap[-1].end()
        yield Span(at + start, at + part.end())


def _sides(words: str) -> list[str]:
    """Return the lists that a part's words name: advice, complaints, or both."""
    found = []
    if ENQUIRY.search(words):
        found.append("enquiries")
    if COMPLAINT.search(words):
        found.append("complaints")
    return found


def _contact(draft: Draft, key: str, span: Span, words: str) -> None:
    path = f"contacts.{key}"
    for pattern, way in ((URL, "web"), (MAIL, "email"), (PHONE, "phone")):
        if found := pattern.search(words):
            value = found.group()
            note = (words[: found.start()] + words[found.end() :]).strip(" :：（）()")
            row = {"way": way, "value": value, "note": note}
            known = [one["value"] for one in draft.rows(path)]
            if value in known:
                number = known.index(value)
                draft.claim(span, f"/contacts/{key}/{number}")
            else:
                clear = way != "phone" or len(note) <= 10
                draft.append(path, row, span, SURE if clear else LOOK)
            return
    if (key == "progress" and len(words) > 3) or PLACE.search(words):
        row = {"way": "window", "value": words, "note": ""}
        draft.append(path, row, span, LOOK)


def read_remedies(draft: Draft, section: Section) -> None:
    """Take body and period of review and litigation."""
    draft.claim(section.label, "/contacts/remedies")
    fixed = section.target.rpartition(".")[2]
    for line in lines(section):
        text = draft.source.of(line)
        parts = [(m.group(), m.start(), m.end()) for m in PART.finditer(text)]
        side, before = (fixed if fixed in ("review", "litigation") else ""), None
        for words, start, end in parts:
            if not fixed or fixed == "remedies":
                side = "review" if REVIEW.search(words) else side
                side = "litigation" if LITIGATION.search(words) else side
            before = start if before is None else before
            if side:
                _remedy(draft, side, Span(line.start + before, line.start + end), words)
                before = None


def _remedy(draft: Draft, side: str, span: Span, words: str) -> None:
    contacts = draft.facts.setdefault("contacts", {}).setdefault("remedies", {})
    row = contacts.setdefault(side, {})
    if found := ADDRESS.match(words):
        row.setdefault("address", found.group(1))
    elif found := BODY.search(words):
        row.setdefault(
            "body", re.sub(r"^(?:向|可以?向|可|依法向|或者?向?|直接向)+", "", found.group())
        )
    if found := PERIOD.search(words):
        row.setdefault("period", found.group())
    if found := URL.search(words):
        row.setdefault("url", found.group())
    elif found := PHONE.search(words):
        row.setdefault("phone", found.group())
    draft.claim(span, f"/contacts/remedies/{side}", LOOK)


def read_rights(draft: Draft, section: Section) -> None:
    """Take rights and duties, one a line or number."""
    key = section.target.rpartition(".")[2]
    side = key if key in ("rights", "duties") else "rights"
    draft.claim(section.label, f"/contacts/{side}")
    for whole, inner in items(draft, section):
        text = draft.source.of(inner)
        if key == "rights_and_duties" and DUTY_WORDS.search(text) and not RIGHT_WORDS.search(text):
            side = "duties"
        draft.append(f"contacts.{side}", text, whole, SURE if key != "rights_and_duties" else LOOK)


def read_faqs(draft: Draft, section: Section) -> None:
    """Take questions with their answers: a table, or lines that begin with 问 and 答."""
    draft.claim(section.label, "/faqs")
    if section.columns:
        for whole, cells in rows(draft, section):
            words = {key: draft.source.of(cell).strip() for key, cell in cells.items()}
            row = {"kind": "question", "question": words.get("question", "")}
            draft.append("faqs", row | {"answer": words.get("answer", "")}, whole)
        return
    for whole, inner in items(draft, section):
        text = draft.source.of(inner)
        found = draft.rows("faqs")
        if ANSWER.match(text) and found:
            found[-1]["answer"] = ANSWER.sub("", text)
            draft.claim(whole, f"/faqs/{len(found) - 1}/answer")
        elif "?" in text or "？" in text:
            question, mark, answer = re.split(r"([?？])", text, maxsplit=1)
            row = {"kind": "question", "question": QUESTION.sub("", question) + mark}
            draft.append("faqs", row | {"answer": ANSWER.sub("", answer.strip())}, whole)
        elif found:
            last = found[-1]
            last["answer"] = "\n".join(filter(None, [last.get("answer", ""), text]))
            draft.claim(whole, f"/faqs/{len(found) - 1}/answer", LOOK)
