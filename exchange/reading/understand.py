"""Reads a text as a guide or manual: its Document, and what each stretch of the text became."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from exchange.reading.draft import LOOK, SURE, UNRECOGNISED, Draft, Piece
from exchange.reading.labels import known_besides
from exchange.reading.placing import Placed, put_rest, section_of, without
from exchange.reading.readers import extra as extra_fields
from exchange.reading.readers import procedure, read_section
from exchange.reading.sections import Section, sections_of
from exchange.reading.source import Source, Span
from guides.choices import DocumentKind, ItemType
from guides.document import GuideDocument, ManualDocument
from guides.outlines.extra_fields import ExtraFieldRule

KIND = re.compile(r"(?:便民)?(?:办事指南|服务指南|便民指南|业务手册|审查工作细则|指南|手册)")
TITLE_WORDS = re.compile(
    r"指南|手册|细则|许可|登记|核准|审批|备案|申请|确认|办理|认定|给付|补贴|核发|注册|变更|延续|注销|提取"
)
NOT_TITLE = re.compile(
    r"https?:|www\.|^SOURCE|来源|当前.{0,6}位置|发布时间|首页|评价|>|打印|字体|^\d+$|[。；]$"
)
MARKDOWN = re.compile(r"^\s*(?:#{1,6}|\*\*)\s*|\*\*\s*$")
EDITION = re.compile(r"\s*[（(]\s*(?:\d{4}年?(?:修订)?版?|试行|修订版?|简版|完整版)\s*[）)]$")
MANUAL = re.compile(r"业务手册|审查工作细则|工作手册")
SITUATIONS = ("新办", "变更", "延续", "注销", "补证", "补办", "首次申请", "首次", "新设", "换发")


@dataclass(frozen=True)
class Understanding:
    """A text as it was understood (导入识别结果)."""

    source: str
    kind: str
    document: dict[str, Any]
    pieces: list[Piece]
    conflicts: tuple[tuple[str, str, str], ...] = ()
    unfilled: tuple[tuple[str, str], ...] = ()
    loose_texts: tuple[tuple[str, str], ...] = ()
    """Headings, and texts that were not recognised: (pointer, text)."""


def understand(
    source: Source,
    kind: str = "",
    *,
    placed: Sequence[Placed] = (),
    aside: Sequence[Span] = (),
    extra: Iterable[ExtraFieldRule] = (),
) -> Understanding:
    """Return what a source says; every character that is not blank lies in exactly one piece.

    `placed` are stretches that a person has put into sections, `aside` those that are left out,
    `extra` the fields that outlines ask for besides.
    """
    extra_rules = extra_fields.by_target(extra)
    with known_besides({rule.label: target for target, rule in extra_rules.items()}):
        return _understand(source, kind, placed, aside, extra_rules)


def _understand(source, kind, placed, aside, extra_rules):
    draft = Draft(source)
    sections = sections_of(without(source, [*placed, *aside]))
    by_hand = [section_of(source, one) for one in placed]
    kind = kind or (DocumentKind.MANUAL if MANUAL.search(source.text[:400]) else DocumentKind.GUIDE)
    _title(draft, sections[0])
    for section in [*sections, *by_hand]:
        if rule := extra_rules.get(section.target):
            extra_fields.read(draft, section, rule)
        else:
            read_section(draft, section)
        if section.is_guessed:
            draft.doubt(section.label)
    for one in placed:
        put_rest(draft, one)
    _name(draft)
    _item_type(draft)
    procedure.settle_counted(draft)
    document = validated(draft, kind)
    draft.pieces = draft.all_pieces()
    return Understanding(
        source.text,
        str(kind),
        document,
        draft.pieces,
        tuple(dict.fromkeys(draft.conflicts)),
        tuple(dict.fromkeys(_still_unfilled(draft))),
        tuple(_loose(draft, sections)),
    )


def _still_unfilled(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield what stood empty, but for headings whose facts follow in another form."""
    for pointer, label in draft.unfilled:
        filled = {"/time_limits": "time_limits", "/fees/charged": "fees.charged"}.get(pointer, "")
        if not filled or draft.at(filled) in (None, {}):
            yield pointer, label


def _loose(draft: Draft, sections: list[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        if section.label:
            place = "" if section.target in ("none", "heading") else f"/{section.target}"
            yield place.replace(".", "/"), draft.source.of(section.label)
    for piece in draft.pieces:
        if piece.confidence == UNRECOGNISED:
            yield "", draft.source.of(piece)


def _title(draft: Draft, start: Section) -> None:
    """Take the line before the first label that reads most like a title."""
    best: tuple[int, Span] | None = None
    for number, block in enumerate(start.content):
        text = draft.source.of(block).strip()
        if not 4 <= len(text) <= 80 or NOT_TITLE.search(text) or not TITLE_WORDS.search(text):
            continue
        score = 3 * bool(KIND.search(text)) + 2 * bool(TITLE_WORDS.search(text)) - number
        if best is None or score > best[0]:
            best = score, block
    if best:
        text = " ".join(MARKDOWN.sub("", draft.source.of(best[1])).split())
        draft.put("title", text[:255], best[1], SURE if KIND.search(text) else LOOK)


LICENCE = re.compile(r"许可")


def _item_type(draft: Draft) -> None:
    """Let an item that is called a licence be one, where no label says what it is."""
    name = draft.at("item.name") or draft.at("title") or ""
    if not draft.at("item.item_type") and LICENCE.search(name):
        draft.facts.setdefault("item", {})["item_type"] = ItemType.LICENCE.value


def _name(draft: Draft) -> None:
    """Let the item be called as the title says, where no label names it; it takes no text."""
    if draft.at("item.name") or not draft.at("title"):
        if not draft.at("title") and draft.at("item.name"):
            draft.facts["title"] = draft.facts["item"]["name"]
        return
    name = KIND.sub("", EDITION.sub("", draft.facts["title"])).strip("“”\"'《》 ")
    quoted = re.search(r"[“\"《]([^”\"》]{4,})[”\"》]", draft.facts["title"])
    draft.facts.setdefault("item", {})["name"] = (quoted.group(1) if quoted else name)[:200]


def validated(draft: Draft, kind: str) -> dict[str, Any]:
    """Return the Document's JSON; what does not fit is left out, its text unrecognised."""
    model = ManualDocument if kind == DocumentKind.MANUAL else GuideDocument
    for _attempt in range(len(draft.pieces) + 50):
        try:
            return model.model_validate(draft.facts).model_dump(mode="json")
        except ValidationError as error:
            for place in {tuple(one["loc"]) for one in error.errors()}:
                _leave_out(draft, place)
    raise AssertionError("a Document without facts is valid")


def _leave_out(draft: Draft, place: tuple) -> None:
    holder: Any = draft.facts
    steps = [step for step in place if not (isinstance(step, str) and "[" in step)]
    for step in steps[:-1]:
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(holder, dict):
        holder.pop(steps[-1], None)
    elif isinstance(holder, list) and isinstance(steps[-1], int) and steps[-1] < len(holder):
        holder[steps[-1]] = {} if isinstance(holder[steps[-1]], dict) else ""
    pointer = "/" + "/".join(str(step) for step in steps)
    draft.pieces = [
        one
        for one in draft.pieces
        if not f"{pointer}/".startswith(f"{one.pointer}/")
        and not one.pointer.startswith(f"{pointer}/")
    ]
