"""Headings that no label is known for: found by the numbering of those that are known."""

import re
from collections import Counter

from exchange.reading.labels import target_of
from exchange.reading.numbering import heading_end
from exchange.reading.source import Block, Source, Span

FRAMED = re.compile(r"\s*【([^】]{2,24})】[:：]?\s*")
CHINESE_NUMBER, NUMBER = re.compile(r"[一二三四五六七八九十百]+"), re.compile(r"\d+")
WORDS = re.compile(r"\s*([^\s:：。；;，,|]{2,20})\s*(?:[:：]|$)")
"""The words of a heading: short, no sentence, up to a colon or the end of the line."""
Line = tuple[str, Span, str, Block]
"""Style of numbering, heading, its words, block."""
FEWEST = 3
"""So many known headings make a numbering one of headings."""
GUESSES = (
    ("contacts.complaints", r"投诉|监督|举报"),
    ("contacts.remedies", r"复议|诉讼|救济|不服"),
    ("fees", r"收费|费用|多少钱|要钱|缴费"),
    ("materials", r"材料|资料"),
    ("conditions.prohibitions", r"不予|禁止|不得"),
    ("conditions", r"条件|资格"),
    ("legal_bases", r"依据"),
    ("process.window_chart", r"流程图"),
    ("process", r"流程|程序|步骤|怎么办|如何办"),
    ("time_limits", r"期限|时限|多长时间|多久|几天"),
    ("service_points.hours", r"(?:办公|工作|上班|受理|服务|对外|办理).{0,2}时间"),
    ("service_points.hours", r"^时间$"),
    ("contacts.enquiries", r"咨询|联系|电话"),
    ("service_points", r"地点|地址|窗口|哪里|何处"),
    ("item.scope", r"对象|范围|人群|^谁|哪些人"),
    ("results.name", r"结果|证件|证照"),
    ("faqs", r"问答|问题"),
    ("attachments", r"附件|下载|样表"),
    ("handling.online_url", r"^网上(?:办理|申请|申办)"),
)  # fmt: skip
"""What a heading with such words stands for, the more telling ones first."""


def unknown_headings(source: Source) -> dict[int, tuple[Span, str]]:
    """Return {start of a block: (its heading, target)} of headings whose label is not known.

    A numbering is one of headings where most of its lines are labels that are known; without this
    a section under a new name would become part of the one above it. The target is guessed by
    words of the heading; `none` leaves what stands below it unrecognised.
    """
    lines = [line for block in source.blocks if (line := _line(source, block))]
    known, all_of_them = Counter[str](), Counter[str]()
    for style, _span, words, _block in lines:
        all_of_them[style] += 1
        known[style] += target_of(words) is not None
    outer = next((style for style, _s, words, _b in lines if known[style] >= FEWEST), "")
    groups = _groups_with_labels(lines, outer)
    return {
        block.start: (span, guessed(words))
        for style, span, words, block in lines
        if known[style] >= FEWEST and known[style] * 2 > all_of_them[style]
        if target_of(words) is None
        if style == outer or guessed(words) != "none" or block.start in groups
    }


def _groups_with_labels(lines: list[Line], outer: str) -> set[int]:
    """Return the starts of lines whose neighbours under one outer heading are labels too.

    （一）受理 below 办理程序 is a step, although （一）is a numbering of headings elsewhere.
    """
    found: set[int] = set()
    group: list[int] = []
    has_label = False
    for style, _span, words, block in lines:
        if style == outer:
            found |= set(group) if has_label else set()
            group, has_label = [], False
        else:
            group.append(block.start)
            has_label |= target_of(words) is not None
    return found | (set(group) if has_label else set())


def _line(source: Source, block: Block) -> Line | None:
    """Return (style of numbering, heading, its words, block) of a line that could be a heading."""
    text = source.of(block)
    if block.cells:
        return None
    if framed := FRAMED.match(text):
        return "【】", Span(block.start, block.start + framed.end()), framed.group(1), block
    start = heading_end(text)
    found = WORDS.match(text, start) if start else None
    if not found:
        return None
    style = NUMBER.sub("1", CHINESE_NUMBER.sub("一", text[:start].strip()))
    return style, Span(block.start, block.start + found.end()), found.group(1), block


def guessed(words: str) -> str:
    """Return the target that words of a heading speak for; `none` when they do for nothing."""
    return next((target for target, hint in GUESSES if re.search(hint, words)), "none")
