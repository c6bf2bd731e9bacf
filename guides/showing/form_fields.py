"""Fields of document forms (文书): `{事项名称}` in a form's text, filled with the guide's facts."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from guides import choices
from guides.showing.words import label, limit_text, listed

Document = Mapping[str, Any]
FIELD = re.compile(r"[{\uff5b]([^{}\uff5b\uff5d\n]{1,20})[}\uff5d]")
"""With the braces of either width."""


def pieces(text: str, document: Document) -> list[tuple[str, bool]]:
    """Return a form's text as pieces: (text, whether it comes from the guide).

    A field that is not known, or that the guide does not fill, stays as it is written.
    """
    found: list[tuple[str, bool]] = []
    end = 0
    for match in FIELD.finditer(text):
        value = value_of(match[1], document)
        if value:
            found += [(text[end : match.start()], False), (value, True)]
            end = match.end()
    return [piece for piece in [*found, (text[end:], False)] if piece[0]]


def filled(text: str, document: Document) -> str:
    """Return a form's text with the fields that the guide fills."""
    return "".join(piece for piece, _is_filled in pieces(text, document))


def value_of(name: str, document: Document) -> str:
    """Return what a guide says of a field; empty when it does not, or there is no such field."""
    build = FIELDS.get(name.strip())
    return build(document) if build else ""


def unknown_fields(text: str) -> Iterator[str]:
    """Yield the names in a form's text that are no field."""
    for name in FIELD.findall(text):
        if name.strip() not in FIELDS:
            yield name


def _item(key: str) -> Callable[[Document], str]:
    return lambda document: document["item"][key]


def _limit(key: str) -> Callable[[Document], str]:
    return lambda document: limit_text(document["time_limits"][key])


def _remedy(which: str, key: str) -> Callable[[Document], str]:
    return lambda document: document["contacts"]["remedies"][which][key]


def _phone(way: str) -> Callable[[Document], str]:
    def build(document: Document) -> str:
        rows = document["contacts"][way]
        phones = [one["value"] for one in rows if one["way"] == choices.ContactWay.PHONE]
        return phones[0] if phones else ""

    return build


def _numbered(texts: Sequence[str]) -> str:
    """Return texts as lines, numbered where there are several."""
    if len(texts) < 2:
        return "".join(texts)
    return "\n" + "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))


def _laws(document: Document) -> str:
    bases = [one for one in document["legal_bases"] if one["title"]]
    chosen = [one for one in bases if one["category"] == choices.BasisCategory.ESTABLISHMENT]
    return listed(
        f"{one['title'] if one['title'].startswith('《') else '《' + one['title'] + '》'}"
        f"{one['article']}"
        for one in chosen or bases
    )


def _place(document: Document) -> str:
    if not document["service_points"]:
        return ""
    first = document["service_points"][0]
    where = first["address"]
    address = "".join([where["district"], where["road"], where["number"]])
    return f"{first['name']}（{address}）" if address else first["name"]


def _fee(document: Document) -> str:
    given = document["fees"]
    if given["charged"] is False:
        return "不收费"
    return "；".join("".join([one["name"], one["standard"]]) for one in given["items"])


FIELDS: dict[str, Callable[[Document], str]] = {
    "事项名称": _item("name"),
    "业务办理项": lambda document: document["item"]["situation"]["name"],
    "事项类型": lambda document: label(choices.ItemType, document["item"]["item_type"]),
    "基本编码": lambda document: document["item"]["codes"]["basic"],
    "实施机关": lambda document: document["item"]["authority"]["name"],
    "受理机构": _item("accepting_body"),
    "决定机构": _item("deciding_body"),
    "设定依据": _laws,
    "审批条件": lambda document: _numbered(
        [one["text"] for one in document["conditions"]["items"]]
    ),
    "不予办理情形": lambda document: _numbered(document["conditions"]["prohibitions"]),
    "申请材料": lambda document: _numbered([one["name"] for one in document["materials"]["items"]]),
    "法定时限": _limit("statutory"),
    "承诺时限": _limit("promised"),
    "受理时限": _limit("acceptance"),
    "送达时限": _limit("delivery"),
    "收费": _fee,
    "审批结果": lambda document: listed(one["name"] for one in document["results"]),
    "办理地点": _place,
    "咨询电话": _phone("enquiries"),
    "投诉电话": _phone("complaints"),
    "复议机关": _remedy("review", "body"),
    "复议期限": _remedy("review", "period"),
    "诉讼法院": _remedy("litigation", "body"),
    "诉讼期限": _remedy("litigation", "period"),
}
"""The fields that a form may have, by the names that a person writes between braces."""
