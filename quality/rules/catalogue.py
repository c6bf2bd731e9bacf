"""L15, L21, L22: what the catalogue says of the item, and what the text says."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import Audience
from guides.item_codes import code_warnings
from quality.choices import Severity
from quality.finding import Hit
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

KIND = re.compile(r"(?:便民)?(?:办事指南|服务指南|业务手册|审查工作细则|指南)$")
LOOSE = re.compile(r"[\s“”\"'（）()《》〔〕\[\]【】、，,·—\-]")
REGION = re.compile(
    r"^(?:[一-鿿]{2,4}省)?(?:[一-鿿]{2,7}?(?:自治州|地区|盟|市))?(?:[一-鿿]{1,6}?(?:自治县|县|区|旗|市))?"
)
BODY_REGION = re.compile(
    r"([一-鿿]{2,6}?[省市县区州旗盟])(?=[一-鿿]{0,3}(?:人民政府|市场|[一-鿿]{2,12}(?:局|委|厅|办|中心|大队|支队)))"
)

TITLE_REGION = re.compile(r"([一-鿿]{2,3}[县市区旗])(?!级|场|域|长|政|区|委)")
"""The region that a title begins with."""


@rule("L15", gettext_lazy("Audience and themes do not agree"))
def audience(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield themes of a side that the audience does not have."""
    item = document["item"]
    audience = set(item["audience"])
    if not audience:
        return
    for key, fitting, label in (
        ("personal_themes", {Audience.PERSON}, _("individuals")),
        ("business_themes", set(Audience) - {Audience.PERSON, Audience.AGENCY}, _("organisations")),
    ):
        if item[key] and not audience & {one.value for one in fitting}:
            message = _("The item has themes for %(side)s, who are not its audience.")
            for pointer in (f"/item/{key}", "/item/audience"):
                yield Hit(pointer, message % {"side": label})


@rule("L21", gettext_lazy("Title, item, body or region do not agree"))
def same_subject(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield a title that names another item, and bodies of another region than the authority."""
    title, name = _loose(KIND.sub("", document["title"].strip())), _loose(document["item"]["name"])
    if title and name and not _same_words(title, name):
        message = _("The title does not name the item “%(item)s”.")
        yield Hit(
            "/title", message % {"item": document["item"]["name"]}, (0, len(document["title"]))
        )
    yield from _regions(document)


def _loose(text: str) -> str:
    return LOOSE.sub("", text)


def _same_words(title: str, name: str) -> bool:
    """Return whether one holds the other, or both share most of their pairs of characters."""
    if name in title or title in name:
        return True
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    shared = {title[at : at + 2] for at in range(len(title) - 1)} & pairs
    return bool(pairs) and len(shared) * 2 >= len(pairs)


def _regions(document: Reading) -> Iterator[Hit]:
    """Yield bodies that begin with a region which neither is nor holds the authority's own."""
    item = document["item"]
    home_region = _home_region(document)
    if not home_region:
        return
    for pointer, text in (
        ("/title", document["title"]),
        ("/issuer", document["issuer"]),
        ("/item/accepting_body", item["accepting_body"]),
        ("/item/deciding_body", item["deciding_body"]),
    ):
        found = BODY_REGION.match(text)
        region = found.group(1) if found else ""
        if (
            region
            and region not in home_region
            and home_region not in region
            and not _below(region, home_region)
        ):
            message = _("“%(region)s” is another region than the authority's, %(own)s.")
            words = {"region": region, "own": home_region}
            yield Hit(pointer, message % words, (0, len(region)))


def _home_region(document: Reading) -> str:
    """Return the authority's region; where no authority is named, that of title or issuer."""
    authority = document["item"]["authority"]
    named = _region_of(authority["name"]) or authority["region"]
    if named or authority["name"]:
        return named
    title = TITLE_REGION.match(document["title"])
    return title.group(1) if title else _region_of(document["issuer"])


def _region_of(body: str) -> str:
    found = BODY_REGION.match(body)
    return found.group(1) if found else ""


def _below(region: str, home_region: str) -> bool:
    """Return whether one may lie within the other: they are of different levels."""
    return region[-1] != home_region[-1]


@rule("L22", gettext_lazy("Codes do not fit the item"), severity=Severity.WARNING)
def codes(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield codes whose form, type, level or credit code does not fit the item's facts."""
    for key, message in code_warnings(document["item"]):
        yield Hit(f"/item/codes/{key}", message)
