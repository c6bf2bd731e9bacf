"""Steps: a chain of arrows, a numbered list, a table; charts and special procedures."""

import re
from collections.abc import Iterator
from typing import Any

from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.limits import LIMIT, limit
from exchange.reading.numbering import is_numbered, trimmed
from exchange.reading.readers.spans import items, joined, lines, rows
from exchange.reading.sections import Section
from exchange.reading.source import Span
from exchange.reading.values import flag

ARROW = re.compile(r"\s*(?:—{1,4}>?|-{1,3}>|→|➜|➔|＞|=>|⇒|>+|－－)\s*")
NAMED = re.compile(r"^([^:：。，；\n]{2,16})\s*[:：]\s*")
STEP_NUMBER = re.compile(r"^第[一二三四五六七八九十\d]{1,2}步\s*[:：、,，]?\s*")
NAMED_STEP = re.compile(r"^([^:：。，；\n]{2,10})\s*[:：。]\s*")
"""The name of a step may end in a full stop where 第一步 stands before it."""
SHORT_LIST = re.compile(r"^[^。；\n]{2,60}$")
STAGES = (
    ("receipt", re.compile(r"申请|申报|收件|提交|登记|接收")),
    ("acceptance", re.compile(r"受理|接件")),
    ("review", re.compile(r"审查|审核|核查|初审|复审|评审|勘验|查验|核对")),
    ("decision", re.compile(r"决定|审批|审定|批准|核准|办结|签批")),
    ("issue", re.compile(r"制证|制作|打证|制照")),
    ("delivery", re.compile(r"送达|发证|颁证|领证|领取|颁发|发放|取件|邮寄")),
    ("publication", re.compile(r"公开|公示|公告|公布")),
    ("archiving", re.compile(r"归档|存档")),
)
SPECIAL = (
    ("hearing", "听证"), ("tender", "招标"), ("auction", "拍卖"), ("inspection", "检验"),
    ("testing", "检测"), ("quarantine", "检疫"), ("appraisal", "鉴定"), ("examination", "考试"),
    ("assessment", "考核"), ("expert_review", "评审"), ("site_check", "核查"),
    ("site_check", "勘察"), ("site_check", "踏勘"), ("consultation", "征求意见"),
)  # fmt: skip
IN_BRACKETS = re.compile(r"\s*[（(]([^（）()]*)[)）]\s*$")
LIMITED = re.compile(
    r"当场|即时|立即办|时限|工作日之?内|日内|公示\s*\d|(?:^|[（(，,：:])\s*(?:共|约)?\d"
)
"""Where the days of a step's words are its limit, and not a period that they speak of."""
OUTCOME = re.compile(
    r"(?:出具|制发|发给|颁发|核发|发放|开具|下达|签发|印发|制作)(?:并送达)?"
    r"((?:《[^》]{2,30}》|[^，。；：、《》\n]{1,20}?(?:通知书|决定书|告知书|意见书|证明书|许可证|回执|凭证|凭单|受理单"
    r"|证书|执照|批复|批文|批准文件|证明|证件|意见))(?=[，。；、）\n]|$))"
)
"""The paper that a step's words hand out."""
SENTENCE = re.compile(r"[^。；\n]+[。；\n]*")
HEADED = re.compile(r"([^，。；：:\n]{2,12})\n\s*(\S.*)", re.DOTALL)
"""A step whose name is a line of its own."""
OUTSIDE: tuple[tuple[str, ...], ...] = (
    (), ("acceptance",), ("issue", "delivery"), ("acceptance", "issue", "delivery"),
)  # fmt: skip
"""Stages that may lie outside the promise: it often runs from acceptance to the decision."""
NOTHING = re.compile(r"^(?:无|没有|不涉及|/|-)[。]?$")


def stage_of(name: str) -> str | None:
    """Return the stage that a step's name says, the first that it names."""
    found = [(match.start(), stage) for stage, words in STAGES if (match := words.search(name))]
    return min(found)[1] if found else None


def read(draft: Draft, section: Section) -> None:
    """Take each row, item or link of a chain as one step."""
    draft.claim(section.label, "/process/steps")
    if section.columns:
        for whole, cells in rows(draft, section):
            _row(draft, whole, cells)
        return
    content = lines(section)
    if content and len(ARROW.split(draft.source.of(content[0]).strip())) > 2:
        for line in content:
            _chain(draft, line)
        return
    found = list(items(draft, section))
    if len(found) == 1 and not is_numbered(draft.source.of(found[0][0])):
        found = list(_sentences(draft, found[0][0]))
    for whole, inner in found:
        _item(draft, whole, draft.source.of(inner))


def _sentences(draft: Draft, line: Span) -> Iterator[tuple[Span, Span]]:
    """Yield the sentences of one paragraph, where each of them says a stage of its own."""
    text = draft.source.of(line)
    parts = [
        Span(line.start + one.start(), line.start + one.end()) for one in SENTENCE.finditer(text)
    ]
    if len({stage_of(draft.source.of(one)) for one in parts} - {None}) < len(parts):
        parts = [line]
    for one in parts:
        yield one, trimmed(draft.source.text, one)


def _add(draft: Draft, row: dict[str, Any], whole: Span, confidence: str) -> None:
    name = row.get("name", "")
    stage = stage_of(name)
    facts = {
        "key": f"s{len(draft.rows('process.steps')) + 1}",
        "stage": stage,
        "actor": "applicant" if stage == "receipt" and "收件" not in name else "office",
    }
    draft.append("process.steps", facts | row, whole, confidence)


def _chain(draft: Draft, line: Span) -> None:
    text, at = draft.source.of(line), 0
    for part in [*ARROW.finditer(text), None]:
        end = part.start() if part else len(text)
        name = text[at:end].strip(" \t;；。，,")
        stop = part.end() if part else len(text)
        if name:
            _add(draft, _link(name), Span(line.start + at, line.start + stop), SURE)
        at = stop


def _link(name: str) -> dict[str, Any]:
    """Return the row of a link of a chain; its limit stands in brackets: 审查（3个工作日）."""
    brackets = IN_BRACKETS.search(name)
    found, _clear = limit(brackets.group(1)) if brackets else (None, False)
    if not (brackets and found):
        return {"name": name}
    facts = {"limit": found["value"] or 0, "unit": found["unit"], "counted": False}
    return {"name": name[: brackets.start()]} | facts


def settle_counted(draft: Draft) -> None:
    """Let limits of steps count towards the promise, where each step of the office has one.

    A text does not say which limits count. Where no usual way of counting makes up the promise all
    of them count, so that the sum is a finding.
    """
    steps = draft.at("process.steps") or []
    promised = draft.at("time_limits.promised") or {}
    listed = [row for row in steps if not row.get("counted") and "limit" in row]
    of_office = [row for row in steps if row.get("stage") != "receipt"]
    units = {row.get("unit") for row in of_office} - {"instant"}
    if not listed or not promised.get("value") or units != {promised.get("unit")}:
        return
    ways = ([row for row in listed if row.get("stage") not in stages] for stages in OUTSIDE)
    sums = [(sum(row["limit"] for row in way), way) for way in ways]
    all_of_them = [] if any(_has_several(row) for row in listed) else listed
    fitting = next((way for total, way in sums if total == promised["value"]), all_of_them)
    for row in fitting:
        row["counted"] = True


def _has_several(row: dict[str, Any]) -> bool:
    """Return whether a step's words name several limits, of which the first was taken."""
    return len(LIMIT.findall(row.get("action", ""))) > 1


def _item(draft: Draft, whole: Span, text: str) -> None:
    bare = STEP_NUMBER.sub("", text)
    named = (NAMED if bare == text else NAMED_STEP).match(bare)
    text = bare
    headed = HEADED.fullmatch(text)
    if headed:
        row: dict[str, Any] = {
            "name": headed.group(1).strip(),
            "action": headed.group(2).strip(),
        }
    elif named:
        row = {
            "name": named.group(1).strip(),
            "action": text[named.end() :].strip(),
        }
    elif len(text) <= 12 and SHORT_LIST.match(text):
        row = {"name": text}
    else:
        stage = stage_of(text[:30])
        found_words = (words.search(text) for key, words in STAGES if key == stage)
        name = next((match.group() for match in found_words if match), "")
        first = re.split(r"[，,。；;：:]", text, maxsplit=1)[0]
        row = {"name": name or first[:12], "action": text}
    found, _clear = limit(row.get("action", ""))
    if found and LIMITED.search(row.get("action", "")):
        row |= {"limit": found["value"] or 0, "unit": found["unit"], "counted": False}
    if papers := OUTCOME.findall(row.get("action", "")):
        row["result"] = "、".join(dict.fromkeys(one.strip("《》") for one in papers))
    _add(draft, row, whole, SURE if named or headed else LOOK)


def _row(draft: Draft, whole: Span, cells: dict[str, Span]) -> None:
    words = {key: " ".join(draft.source.of(cell).split()) for key, cell in cells.items()}
    if not words.get("name"):
        return
    row: dict[str, Any] = {
        key: words[key]
        for key in ("name", "body", "standard_summary", "result", "action", "phone")
        if words.get(key)
    }
    found, _clear = limit(words.get("limit", ""))
    if found is None and re.fullmatch(r"\d{1,3}", words.get("limit", "")):
        found = {"value": int(words["limit"]), "unit": "working_day"}
    if found:
        row |= {"limit": found["value"] or 0, "unit": found["unit"]}
    unread = words.get("limit", "") if not found else ""
    if re.search(r"\w", unread):
        row["action"] = "；".join(filter(None, [row.get("action"), unread]))
    _add(draft, row, whole, LOOK if re.search(r"\w", unread) else SURE)


def read_chart(draft: Draft, section: Section) -> None:
    """Take the words of a flow chart; a chain of arrows makes steps where there are none yet."""
    span = joined(section)
    key = section.target.rpartition(".")[2]
    draft.claim(section.label, f"/process/{key}")
    if span is None:
        return
    text = draft.source.of(span).strip()
    if not draft.rows("process.steps") and len(ARROW.split(text)) > 2:
        for line in lines(section):
            _chain(draft, line)
    else:
        draft.put(f"process.{key}.text", text, span, LOOK)


def read_special(draft: Draft, section: Section) -> None:
    """Take special procedures, such as a hearing, with their limits."""
    draft.claim(section.label, "/process/special_procedures")
    if section.columns:
        for whole, cells in rows(draft, section):
            words = {key: draft.source.of(cell).strip() for key, cell in cells.items()}
            _special(draft, whole, words.get("name", ""), words)
        return
    for whole, inner in items(draft, section):
        text = draft.source.of(inner)
        if NOTHING.match(text):
            draft.claim(whole, "/process/special_procedures")
        else:
            _special(draft, whole, text, {"note": text})


def _special(draft: Draft, whole: Span, name: str, words: dict[str, str]) -> None:
    kind = next((code for code, word in SPECIAL if word in name), None)
    if kind is None:
        return
    found, _clear = limit(words.get("limit", "") or words.get("note", ""))
    row: dict[str, Any] = {"kind": kind, "basis": words.get("basis", "")}
    row["note"] = words.get("note", "")
    if found:
        row |= {"limit": found["value"], "unit": found["unit"]}
    row["charged"], row["counted"] = flag(words.get("charged", "")), flag(words.get("counted", ""))
    draft.append("process.special_procedures", row, whole, LOOK)
