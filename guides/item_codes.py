"""Codes of items: what their characters say by each scheme, and warnings where they do not fit.

Live catalogues hold codes that break their own standard, so a code is warned about, never refused.
"""

import re
from dataclasses import dataclass

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


BASIC = {
    # C0109 / GB/T 39554: region 2 (00 the state), type 2, department and main item 5, sub-item 3.
    CodeScheme.C0109: re.compile(
        r"(?P<region>\d{2})(?P<item_type>\d{2})(?P<main>[0-9A-Z]{5})(?P<sub>[0-9]{2}[0-9Y])"
    ),
    # GB/T 39046—2020: type 2, main item 5, sub-item 3.
    CodeScheme.GBT39046: re.compile(
        r"(?P<item_type>[0-9A-Z]{2})(?P<main>[0-9A-Z]{5})(?P<sub>[0-9]{2}[0-9Y])"
    ),
}
IMPLEMENTATION = {
    # Credit code 18, level 1, basic code 12; a handling item adds 2 digits.
    CodeScheme.C0109: re.compile(
        r"(?P<credit_code>[0-9A-Z]{18})(?P<level>\d)(?P<basic>.{12})(?P<situation>\d{2})?"
    ),
    # Basic code 10 and 14 more characters, which the standard leaves to the region.
    CodeScheme.GBT39046: re.compile(r"(?P<basic>.{10})(?P<rest>[0-9A-Z]{14})"),
}


def decompose_basic(code, scheme):
    """Return the CodeParts of a basic code, or None when it does not have its scheme's form."""
    found = BASIC[scheme].fullmatch(code) if scheme in BASIC else None
    return CodeParts(**found.groupdict(), basic=code) if found else None


def decompose_implementation(code, scheme):
    """Return the CodeParts of an implementation or handling item code, or None."""
    found = IMPLEMENTATION[scheme].fullmatch(code) if scheme in IMPLEMENTATION else None
    if not found:
        return None
    said = {name: text or "" for name, text in found.groupdict().items() if name != "rest"}
    basic = decompose_basic(said["basic"], scheme)
    inner = {name: getattr(basic, name) for name in ("region", "item_type", "main", "sub")}
    return CodeParts(**said, **inner) if basic else CodeParts(**said)


def warnings_of(item):
    """Return sentences about codes of a ServiceItem that do not fit; empty for a local scheme."""
    scheme = item.code_scheme
    if scheme not in BASIC:
        return []
    found = _basic_warnings(item, scheme)
    if item.implementation_code:
        found += _implementation_warnings(item, item.implementation_code, scheme)
    for situation in item.situations.all() if item.pk else ():
        if situation.handling_item_code:
            found += _implementation_warnings(item, situation.handling_item_code, scheme)
    return list(dict.fromkeys(found))


def _basic_warnings(item, scheme):
    parts = decompose_basic(item.basic_code, scheme)
    if parts is None:
        message = _("The basic code “%(code)s” does not have the form of %(scheme)s.")
        label = CodeScheme(scheme).label
        return [message % {"code": item.basic_code, "scheme": label}]
    if parts.item_type in ItemType.values and parts.item_type != item.item_type:
        message = _("The basic code says “%(said)s”, the item type is “%(type)s”.")
        said = ItemType(parts.item_type).label
        return [message % {"said": said, "type": item.get_item_type_display()}]
    return []


def _implementation_warnings(item, code, scheme):
    parts = decompose_implementation(code, scheme)
    if parts is None:
        message = _("The implementation code “%(code)s” does not have the form of %(scheme)s.")
        return [message % {"code": code, "scheme": CodeScheme(scheme).label}]
    found = []
    if parts.basic != item.basic_code:
        message = _("The code “%(code)s” does not hold the basic code of the item.")
        found.append(message % {"code": code})
    own = item.department.credit_code
    if parts.credit_code and own and parts.credit_code != own:
        message = _("The code “%(code)s” begins with another body's credit code.")
        found.append(message % {"code": code})
    elif parts.credit_code and not has_valid_check_digit(parts.credit_code):
        message = _("The credit code in “%(code)s” has a wrong check digit (GB 32100).")
        found.append(message % {"code": code})
    if parts.level and item.levels and parts.level not in item.levels:
        level = dict(Level.choices).get(parts.level, parts.level)
        message = _("The code “%(code)s” says level “%(level)s”, which the item does not have.")
        found.append(message % {"code": code, "level": level})
    return found
