"""Codes of items: what their characters say by each scheme, and warnings where they do not fit.

Live catalogues hold codes that break their own standard, so a code is warned about, never refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.people.credit_code import has_valid_check_digit
from guides.choices import CodeScheme, ItemType, Level


@dataclass(frozen=True)
class CodeParts:
    """What a code says (编码分解); a part that the code does not carry is empty."""

    region: str = ""
    item_type: str = ""
    main: str = ""
    sub: str = ""
    credit_code: str = ""
    level: str = ""
    situation: str = ""
    basic: str = ""


BASIC: dict[str, re.Pattern[str]] = {
    # C0109 / GB/T 39554: region 2 (00 the state), type 2, department and main item 5, sub-item 3.
    CodeScheme.C0109: re.compile(
        r"(?P<region>[0-9]{2})(?P<item_type>[0-9]{2})(?P<main>[0-9A-Z]{5})(?P<sub>[0-9]{2}[0-9Y])"
    ),
    # GB/T 39046—2020: type 2, main item 5, sub-item 3.
    CodeScheme.GBT39046: re.compile(
        r"(?P<item_type>[0-9A-Z]{2})(?P<main>[0-9A-Z]{5})(?P<sub>[0-9]{2}[0-9Y])"
    ),
}
IMPLEMENTATION: dict[str, re.Pattern[str]] = {
    # Credit code 18, level 1, basic code 12; a handling item adds 2 digits.
    CodeScheme.C0109: re.compile(
        r"(?P<credit_code>[0-9A-Z]{18})(?P<level>[0-9])(?P<basic>.{12})(?P<situation>[0-9]{2})?"
    ),
    # Basic code 10 and 14 more characters, which the standard leaves to the region.
    CodeScheme.GBT39046: re.compile(r"(?P<basic>.{10})(?P<rest>[0-9A-Z]{14})"),
}


def decompose_basic(code: str, scheme: str) -> CodeParts | None:
    """Return the CodeParts of a basic code, or None when it does not have its scheme's form."""
    found = BASIC[scheme].fullmatch(code) if scheme in BASIC else None
    return CodeParts(**found.groupdict(), basic=code) if found else None


def decompose_implementation(code: str, scheme: str) -> CodeParts | None:
    """Return the CodeParts of an implementation or handling item code, or None."""
    found = IMPLEMENTATION[scheme].fullmatch(code) if scheme in IMPLEMENTATION else None
    if not found:
        return None
    found_words = {name: text or "" for name, text in found.groupdict().items() if name != "rest"}
    basic = decompose_basic(found_words["basic"], scheme)
    if basic is None:
        return CodeParts(**found_words)
    inner = {name: getattr(basic, name) for name in ("region", "item_type", "main", "sub")}
    return CodeParts(**found_words, **inner)


def warnings_of(item: Any) -> list[str]:
    """Return sentences about codes of a ServiceItem that do not fit; empty for a local scheme."""
    situations = item.situations.all() if item.pk else ()
    facts = {
        "item_type": item.item_type,
        "levels": item.levels,
        "authority": {"code": item.department.credit_code},
        "codes": {
            "scheme": item.code_scheme,
            "basic": item.basic_code,
            "implementation": item.implementation_code,
        },
    }
    found = [message for _key, message in code_warnings(facts)]
    for situation in situations:
        facts["codes"]["handling_item"] = situation.handling_item_code
        found += [message for _key, message in code_warnings(facts)]
    return list(dict.fromkeys(found))


def code_warnings(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (key of `codes`, sentence) for each code of an item's facts that does not fit.

    `item` is the JSON of a Document's item; nothing is said of a local scheme.
    """
    codes = item["codes"]
    scheme = codes["scheme"]
    if scheme not in BASIC:
        return
    if codes["basic"]:
        yield from (("basic", message) for message in _basic_warnings(item, scheme))
    for key in ("implementation", "handling_item"):
        if codes.get(key):
            yield from (
                (key, message) for message in _implementation_warnings(item, codes[key], scheme)
            )


def _basic_warnings(item, scheme):
    code = item["codes"]["basic"]
    parts = decompose_basic(code, scheme)
    if parts is None:
        message = _("The basic code “%(code)s” does not have the form of %(scheme)s.")
        yield message % {"code": code, "scheme": CodeScheme(scheme).label}
    elif parts.item_type in ItemType.values and parts.item_type != item["item_type"]:
        message = _("The basic code says “%(said)s”, the item type is “%(type)s”.")
        in_code = ItemType(parts.item_type).label
        held = dict(ItemType.choices).get(item["item_type"])
        yield message % {"said": in_code, "type": held or item["item_type"] or ""}


def _implementation_warnings(item, code, scheme):
    parts = decompose_implementation(code, scheme)
    if parts is None:
        message = _("The implementation code “%(code)s” does not have the form of %(scheme)s.")
        yield message % {"code": code, "scheme": CodeScheme(scheme).label}
        return
    if parts.basic != item["codes"]["basic"]:
        message = _("The code “%(code)s” does not hold the basic code of the item.")
        yield message % {"code": code}
    authority_code = item["authority"]["code"]
    if parts.credit_code and authority_code and _is_below(parts.level, authority_code):
        if parts.credit_code == authority_code:
            level = dict(Level.choices)[parts.level]
            message = _(
                "The code “%(code)s” says level “%(level)s” with the code of a higher body."
            )
            yield message % {"code": code, "level": level}
    elif parts.credit_code and authority_code and parts.credit_code != authority_code:
        message = _("The code “%(code)s” begins with another body's credit code.")
        yield message % {"code": code}
    elif parts.credit_code and not has_valid_check_digit(parts.credit_code):
        message = _("The credit code in “%(code)s” has a wrong check digit (GB 32100).")
        yield message % {"code": code}
    if parts.level and item["levels"] and parts.level not in item["levels"]:
        levels: dict[str, Any] = dict(Level.choices)
        level = levels.get(parts.level, parts.level)
        message = _("The code “%(code)s” says level “%(level)s”, which the item does not have.")
        yield message % {"code": code, "level": level}


def _is_below(level, credit_code):
    """Return whether a level lies below the body of a credit code, by the code's region.

    Digits 3 to 8 of the credit code are the region (GB/T 2260): `35 00 00` is a province,
    `35 10 00` a city. An item of a city that its counties handle has a county body's code.
    """
    region = credit_code[2:8]
    of_body = Level.PROVINCE if region.endswith("0000") else Level.CITY
    return region.endswith("00") and of_body.value < level <= Level.VILLAGE.value
