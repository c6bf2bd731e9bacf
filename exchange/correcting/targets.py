"""The sections that a stretch of text can be put into, which of them fit, and by what words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.reading.draft import Draft
from exchange.reading.source import Span


@dataclass(frozen=True)
class Target:
    """A section that can be chosen: its name in the reading, its label, the words of its hints."""

    key: str
    label: Any
    hints: re.Pattern[str]
    put: Callable[[Draft, Span, str], None]
    """Takes the text as it stands, where the section's reader understands nothing of it."""


def _text_at(path: str) -> Callable[[Draft, Span, str], None]:
    def put(draft: Draft, span: Span, text: str) -> None:
        present = draft.at(path)
        *steps, last = path.split(".")
        holder: Any = draft.facts
        for step in steps:
            holder = holder.setdefault(step, {})
        holder[last] = f"{present}\n{text}" if present else text
        draft.claim(span, "/" + path.replace(".", "/"))

    return put


def _row_in(path: str, field: str = "", most: int = 0) -> Callable[[Draft, Span, str], None]:
    """Return what adds a row: a text, or a part with the text in one field, cut at `most`."""

    def put(draft: Draft, span: Span, text: str) -> None:
        row: Any = text
        if field:
            short = text[:most] if most else text
            row = {field: short} | (
                {"note": text} if short != text and "note" in NOTED[path] else {}
            )
        draft.append(path, row, span)

    return put


def _in_last(path: str, field: str) -> Callable[[Draft, Span, str], None]:
    """Return what adds the text to a field of the list's last row; makes the row when it lacks."""

    def put(draft: Draft, span: Span, text: str) -> None:
        rows = draft.rows(path)
        if not rows:
            rows.append({})
        present = rows[-1].get(field)
        rows[-1][field] = f"{present}\n{text}" if present else text
        draft.claim(span, f"/{path.replace('.', '/')}/{len(rows) - 1}/{field}")

    return put


NOTED = {
    "materials.items": {"note"},
    "contacts.enquiries": {"note"},
    "contacts.complaints": {"note"},
}


def _target(key: str, label: Any, put: Callable[[Draft, Span, str], None], hints: str) -> Target:
    return Target(key, label, re.compile(hints), put)


TARGETS = (
    _target("summary", gettext_lazy("In plain words"), _text_at("summary"), r"简介|说明|是指|为了"),
    _target("item.scope", gettext_lazy("Scope of application"), _text_at("item.scope"),
            r"适用|范围|对象|个人|企业|单位"),
    _target("issuer", gettext_lazy("Issuing body"), _text_at("issuer"),
            r"(?:人民政府|委员会|办公室|管理局|局|厅)$"),
    _target("item.accepting_body", gettext_lazy("Accepting body"), _text_at("item.accepting_body"),
            r"受理机构|受理单位|受理部门"),
    _target("legal_bases", gettext_lazy("Legal bases"), _row_in("legal_bases", "title"),
            r"《[^》]+》|第[一二三四五六七八九十百\d]+条|令第"),
    _target("conditions", gettext_lazy("Conditions"), _row_in("conditions.items", "text"),
            r"条件|符合|具有|具备|应当|年满|未满|取得"),
    _target("conditions.prohibitions", gettext_lazy("Cases of refusal and prohibitions"),
            _row_in("conditions.prohibitions"), r"不予|禁止|不得|处罚|吊销"),
    _target("materials", gettext_lazy("Materials"), _row_in("materials.items", "name", 200),
            r"材料|复印件|原件|申请表|证明|身份证|执照|图纸|份"),
    _target("process", gettext_lazy("Procedure"), _row_in("process.steps", "action"),
            r"受理|审查|审核|决定|办结|送达|提交|流程|环节"),
    _target("time_limits", gettext_lazy("Time limits"), _text_at("time_limits.promised.note"),
            r"工作日|期限|时限|日内|当场|即时"),
    _target("handling", gettext_lazy("Ways of handling"), _text_at("handling.visit_reason"),
            r"网上|网办|窗口办理|邮寄|预约|跑.{0,3}次|自助"),
    _target("fees", gettext_lazy("Fees"), _row_in("fees.items", "standard"),
            r"收费|费用|元|免费|缴"),
    _target("results", gettext_lazy("Results"), _in_last("results", "content"),
            r"证书|执照|批复|决定书|有效期|许可证|结果"),
    _target("service_points.hours", gettext_lazy("Windows and hours"),
            _in_last("service_points", "hours_note"),
            r"周[一二三四五六日末]|星期|上午|下午|节假日|值班|办公时间|地址|楼|路\d|号|窗口"),
    _target("contacts.enquiries", gettext_lazy("Enquiries"),
            _row_in("contacts.enquiries", "value", 200), r"咨询|电话|热线|1\d{4}|网址|微信"),
    _target("contacts.complaints", gettext_lazy("Complaints"),
            _row_in("contacts.complaints", "value", 200), r"投诉|监督|举报|信箱"),
    _target("contacts.remedies", gettext_lazy("Remedies"),
            _text_at("contacts.remedies.review.period"), r"复议|诉讼|法院|申诉|救济"),
    _target("contacts.rights", gettext_lazy("Rights"), _row_in("contacts.rights"), r"权利|有权"),
    _target("contacts.duties", gettext_lazy("Duties"), _row_in("contacts.duties"),
            r"义务|如实|真实性|配合"),
    _target("faqs", gettext_lazy("Questions and mistakes"), _row_in("faqs", "question"),
            r"[?？]|[问答][:：]|常见"),
    _target("attachments", gettext_lazy("Attachments"), _row_in("attachments", "name", 200),
            r"附件|样表|下载"),
)  # fmt: skip
BY_KEY = {one.key: one for one in TARGETS}
MOST_GUESSES = 3
WEB_ADDRESS = re.compile(r"[a-z]+://[!-~]+", re.IGNORECASE)
"""Its numbers are no phones, its marks no questions."""


def guesses(text: str) -> list[tuple[Target, str]]:
    """Return up to three sections that fit a text best, each with the words that say so."""
    found, words_only = [], WEB_ADDRESS.sub(" ", text)
    for target in TARGETS:
        words = list(dict.fromkeys(match.group() for match in target.hints.finditer(words_only)))
        if words:
            found.append((len(words), target, "、".join(words[:3])))
    found.sort(key=lambda one: -one[0])
    return [(target, words) for _count, target, words in found[:MOST_GUESSES]]


def menu(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the menu of sections for a text in groups of (key, label): likely ones, the others."""
    likely = guesses(text)
    chosen = {target.key for target, _words in likely}
    first = [(one.key, f"{one.label}（{words}）") for one, words in likely]
    rest = [(one.key, str(one.label)) for one in TARGETS if one.key not in chosen]
    groups = [(_("Likely"), first)] if first else []
    return [*groups, (_("Other sections"), rest)]
