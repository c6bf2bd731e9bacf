"""Limits, fees and results."""

import re
from typing import Any

from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.limits import INSTANT, limit
from exchange.reading.readers.spans import joined, lines, rows
from exchange.reading.sections import Section
from exchange.reading.source import Span
from exchange.reading.values import flag, one_of, several_of
from guides import choices
from guides.laws.citations import find_citations

STATUTORY = re.compile(r"法定|法律规定")
PROMISED = re.compile(r"承诺|本机关|实际")
CLAUSE = re.compile(r"[^，,；;。\n]+[，,；;。\n]?")
NO_LIMIT = re.compile(r"^(?:无|/|-)[。]?$")
UNSET = re.compile(
    r"^(?:国家|法律、?法规|法律|法规)?(?:没有|未作|未|无)(?:统一)?"
    r"(?:规定|明确规定|法定|明确)?(?:的?(?:办理|办结|审批)?(?:时限|期限|时间))$"
    r"|^(?:国家|法律、?法规|法律|法规)?(?:没有|未作|未)(?:统一|明确)?规定$"
)
FREE = re.compile(r"不收费|免费|不收取|无收费|零收费|^无[。；;]?$|^否[。；;]?$|^/$")
PRICE = re.compile(r"(\d{1,9}(?:\.\d{1,2})?)\s*元")
VALIDITY = re.compile(r"[，,；;。（(]\s*有效期限?(?:为|[:：])?\s*([^，,；;。）)]+)[）)]?。?$")
SAMPLE_WORD = re.compile(r"^(?:查看|下载|点击.*|无|样本)$")


def read_limits(draft: Draft, section: Section) -> None:
    """Take statutory and promised limits; a plain "时限" is the promise, to be looked at."""
    target = section.target
    pointer = "/" + target.replace(".", "/")
    if section.label:
        draft.claim(section.label, pointer)
    for line in lines(section):
        if target == "time_limits":
            _mixed(draft, line)
        else:
            _one(draft, target, line, draft.source.of(line), SURE)
    if not section.content and target == "time_limits":
        draft.unfilled.append((pointer, draft.source.of(section.label).strip(" :：|")))


def _one(draft: Draft, target: str, span: Span, text: str, confidence: str) -> None:
    found, clear = limit(text)
    text = text.strip(" \n\t|。；;")
    if NO_LIMIT.match(text):
        draft.claim(span, "/" + target.replace(".", "/"))
    elif target == "time_limits.statutory" and UNSET.match(text):
        draft.put(f"{target}.unit", choices.StatutoryUnit.UNSET.value, span, confidence)
    elif found:
        both = INSTANT.search(text) and found["unit"] != "instant"
        sure = confidence if clear and not both else LOOK
        draft.put(f"{target}.unit", found["unit"], span, sure)
        if found["value"] is not None:
            draft.put(f"{target}.value", found["value"], span, sure)
        if not clear:
            draft.facts["time_limits"][target.rpartition(".")[2]]["note"] = text


def _mixed(draft: Draft, line: Span) -> None:
    """Take a line that may name both limits: 法定 20 个工作日，承诺 5 个工作日."""
    text = draft.source.of(line)
    target = ""
    for clause in CLAUSE.finditer(text):
        words, span = clause.group(), Span(line.start + clause.start(), line.start + clause.end())
        if STATUTORY.search(words):
            target = "time_limits.statutory"
        elif PROMISED.search(words):
            target = "time_limits.promised"
        found, _clear = limit(words)
        if found and draft.at((target or "time_limits.promised") + ".unit") is None:
            confidence = SURE if target or re.fullmatch(r"\s*\S{1,8}\s*", words) else LOOK
            _one(
                draft, target or "time_limits.promised", span, words, confidence if target else LOOK
            )
        elif target or draft.at("time_limits.promised"):
            key = (target or "time_limits.promised").rpartition(".")[2]
            limits = draft.facts.setdefault("time_limits", {}).setdefault(key, {})
            limits["note"] = (limits.get("note", "") + words).strip()
            draft.claim(span, f"/time_limits/{key}/note", LOOK)


def read_fees(draft: Draft, section: Section) -> None:
    """Take whether a fee is charged, and each fee with its standard and basis."""
    draft.claim(section.label, "/fees")
    if section.columns:
        for whole, cells in rows(draft, section):
            _fee_row(
                draft, whole, {key: draft.source.of(cell).strip() for key, cell in cells.items()}
            )
        return
    if not section.content:
        # An empty standard says nothing where no fee is charged.
        if section.target == "fees.charged" or draft.at("fees.charged"):
            name = draft.source.of(section.label).strip(" :：|")
            draft.unfilled.append(("/fees/charged", name))
        return
    for line in lines(section):
        _fee_line(draft, section.target, line, draft.source.of(line).strip(" \t|"))


def _fee_line(draft: Draft, target: str, line: Span, text: str) -> None:
    flagged = flag(text) if target == "fees.charged" else None
    if FREE.search(text) and not PRICE.search(text):
        if draft.at("fees.charged") is False:
            draft.claim(line, "/fees/charged")
        else:
            draft.put("fees.charged", False, line, SURE if len(text) <= 12 else LOOK)
    elif flagged is not None:
        draft.put("fees.charged", flagged, line)
    elif target == "fees.basis" or (find_citations(text) and not PRICE.search(text)):
        items_ = draft.rows("fees.items")
        if items_ and not items_[-1].get("basis"):
            items_[-1]["basis"] = text
        else:
            items_.append({"basis": text})
        draft.claim(line, f"/fees/items/{len(items_) - 1}/basis", LOOK)
    else:
        _fee_row(draft, line, {"standard": text}, LOOK)


def _fee_row(draft: Draft, whole: Span, words: dict[str, str], sure: str = SURE) -> None:
    row: dict[str, Any] = {
        key: words[key] for key in ("name", "standard", "basis", "note") if words.get(key)
    }
    if not row:
        return
    if (reducible := flag(words.get("reducible", ""))) is not None:
        row["reducible"] = reducible
    prices = PRICE.findall(row.get("standard", ""))
    if len(prices) == 1:
        row["amount"] = prices[0]
    known = draft.rows("fees.items")
    if known and set(known[-1]) == {"basis"}:
        known[-1] |= row
        draft.claim(whole, f"/fees/items/{len(known) - 1}", sure)
    else:
        draft.append("fees.items", row, whole, sure)
    draft.facts["fees"].setdefault("charged", True)


def read_results(draft: Draft, section: Section) -> None:
    """Take the result's name, kind, sample, validity and delivery."""
    draft.claim(section.label, "/results")
    if section.columns:
        for whole, cells in rows(draft, section):
            words = {key: draft.source.of(cell).strip() for key, cell in cells.items()}
            _result_row(draft, whole, words)
        return
    span = joined(section)
    if span is None:
        return
    key = section.target.rpartition(".")[2]
    text = draft.source.of(span).strip(" \t\n|。；;")
    RESULT_FACTS.get(key, _result_name)(draft, span, text)


def _first(draft: Draft) -> dict[str, Any]:
    found = draft.rows("results")
    if not found:
        found.append({})
    return found[0]


def _result_row(draft: Draft, whole: Span, words: dict[str, str]) -> None:
    row: dict[str, Any] = {"name": words.get("name", ""), "validity": words.get("validity", "")}
    row["kind"] = one_of(choices.ResultKind, words.get("kind", ""))
    draft.append("results", {key: value for key, value in row.items() if value}, whole)


def _infer_kind(row: dict[str, Any]) -> None:
    """Let a result whose name says what it is be of that kind; no text says it."""
    for ending, kind in (
        ("证", "certificate"),
        ("证书", "certificate"),
        ("执照", "certificate"),
        ("批复", "approval"),
    ):
        if row.get("name", "").endswith(ending):
            row.setdefault("kind", kind)


def _result_name(draft: Draft, span: Span, text: str) -> None:
    first = _first(draft)
    if first.get("name"):
        draft.append("results", {"name": text}, span, LOOK)
    else:
        if found := VALIDITY.search(text):
            first.setdefault("validity", found.group(1).strip())
        name = text[: found.start()] if found else text
        first["name"] = " ".join(name.strip("《》").split())
        _infer_kind(first)
        draft.claim(span, "/results/0/name", SURE if len(text) <= 40 else LOOK)


def _result_kind(draft: Draft, span: Span, text: str) -> None:
    if kind := one_of(choices.ResultKind, text):
        _first(draft)["kind"] = kind
        draft.claim(span, "/results/0/kind")


def _result_text(key: str):
    def take(draft: Draft, span: Span, text: str) -> None:
        _first(draft)[key] = " ".join(text.split())
        draft.claim(span, f"/results/0/{key}", LOOK)

    return take


def _result_delivery(draft: Draft, span: Span, text: str) -> None:
    first = _first(draft)
    if methods := several_of(choices.DeliveryMethod, text):
        first["delivery_methods"] = methods
    found, _clear = limit(text)
    if found:
        first["delivery_limit"] = " ".join(text.split())
    if methods or found:
        draft.claim(span, "/results/0/delivery_methods", SURE if len(text) < 20 else LOOK)


def _result_sample(draft: Draft, span: Span, text: str) -> None:
    """A file's name says that there is a sample; the file itself must be attached by hand."""
    draft.claim(span, "/results/0/samples", LOOK)


RESULT_FACTS = {
    "kind": _result_kind,
    "samples": _result_sample,
    "validity": _result_text("validity"),
    "annual_check": _result_text("annual_check"),
    "delivery": _result_delivery,
}
