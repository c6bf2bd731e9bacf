"""Documents with every field filled, by walking the Document's own parts: a new field is in too."""

import hashlib
from enum import Enum
from typing import get_args

from pydantic import BaseModel

from guides.document import GuideDocument, ManualDocument
from guides.document.annotations import unwrapped
from guides.document.fields import INTERNAL, ClockTime, FileRef, IsoDate
from guides.document.shared import SharedSections

DEPARTMENT = {
    "slug": "scjg",
    "name": "云溪市市场监督管理局",
    "name_en": "Yunxi Market Regulation Bureau",
    "credit_code": "11350100MB0000001X",
    "nature": "1",
    "region_code": "350100",
    "region": "云溪市",
}
AUTHORITY = {("code" if key == "credit_code" else key): value for key, value in DEPARTMENT.items()}
CATALOGUE = {
    "name": "食品经营许可",
    "name_en": "Food business licence",
    "situation": {"code": "01", "name": "新办", "name_en": "New application"},
    "aliases": ["开饭店", "办食品证"],
    "codes": {
        "scheme": "c0109",
        "basic": "000131001000",
        "implementation": "1135010000000000X04000131001000",
        "handling_item": "1135010000000000X0400013100100001",
        "local_basic": "350131001",
        "local_implementation": "350100131001",
    },
    "item_type": "01",
    "levels": ["3", "4"],
    "power_source": "1",
    "authority": AUTHORITY,
    "audience": ["2", "1"],
    "personal_themes": [{"code": "jobs", "name": "就业创业", "name_en": "Jobs"}],
    "business_themes": [{"code": "market", "name": "准营准办", "name_en": "Market access"}],
    "local_themes": [{"code": "night", "name": "夜间经济", "name_en": "Night economy"}],
    "life_events": [{"code": "restaurant", "name": "开餐饮店", "name_en": "Open a restaurant"}],
}


class Filler:
    """Fills parts; `text(place, internal)` gives the words for one place."""

    def __init__(self, text=lambda place, internal: f"文字 {place}"):
        self.text = text
        self.files = {}

    def part(self, model, place="", internal=False):
        """Return JSON data of a part with every field filled; rows come in twos."""
        return {
            name: self._value(
                field.annotation,
                list(field.metadata),
                f"{place}/{name}",
                internal or INTERNAL in field.metadata,
            )
            for name, field in model.model_fields.items()
            if name not in ("schema_version", "outline")
        }

    def _value(self, annotation, metadata, place, internal):
        annotation, metadata, _nullable = unwrapped(annotation, metadata)
        if getattr(annotation, "__origin__", None) is list:
            return self._list(get_args(annotation)[0], place, internal)
        if annotation is FileRef:
            return self._file(place, internal)
        if issubclass(annotation, BaseModel):
            return self.part(annotation, place, internal)
        if issubclass(annotation, Enum):
            return annotation.values[-1]
        if annotation is bool:
            return True
        if annotation is int:
            return 7
        return self._text(metadata, place, internal)

    def _list(self, inner, place, internal):
        bare, metadata, _nullable = unwrapped(inner)
        if isinstance(bare, type) and issubclass(bare, Enum):
            return list(reversed(bare.values))
        if bare is int:
            return [5, 1, 3]
        return [self._value(bare, metadata, f"{place}/{row}", internal) for row in range(2)]

    def _file(self, place, internal):
        words = self.text(place, internal)
        content = b"%PDF-1.4\n" + words.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        self.files[sha256] = (content, internal)
        name = words.replace("/", "-") + ".pdf"
        return {
            "sha256": sha256, "name": name, "size": len(content), "media_type": "application/pdf",
        }  # fmt: skip

    def _text(self, metadata, place, internal):
        if IsoDate.__metadata__[0] in metadata:
            return "2025-03-01"
        if ClockTime.__metadata__[0] in metadata:
            return "09:30"
        if any(getattr(rule, "pattern", None) for rule in metadata):
            return "05-01" if "season" in place else "12.5"
        words = self.text(place, internal)
        return f"{words}\n第二段" if "multiline" in metadata else words


def filled_guide(outline, filler=None):
    """Return a GuideDocument with every field filled, of the item `CATALOGUE`."""
    data = (filler or Filler()).part(GuideDocument)
    data["item"] |= CATALOGUE
    return GuideDocument.model_validate(data | {"outline": outline.frozen().model_dump()})


def filled_manual(outline, guide, filler=None):
    """Return a ManualDocument with every field of its own filled, beside a guide's Document."""
    own = (filler or Filler(lambda place, internal: f"手册 {place}")).part(ManualDocument)
    kept = set(SharedSections.model_fields) - {"doc_no", "title", "change_note"}
    shared = guide.model_dump(mode="json", include=kept)
    # A guide that inherits nothing does not have the key.
    data = own | {"standard": None} | shared | {"outline": outline.frozen().model_dump()}
    return ManualDocument.model_validate(data)


def empty_places(data, place=""):
    """Return the places of JSON data that nobody filled."""
    if isinstance(data, dict) and data:
        return [one for key, value in data.items() for one in empty_places(value, f"{place}/{key}")]
    if isinstance(data, list) and data:
        return [one for row in data for one in empty_places(row, f"{place}/*")]
    return [place] if data in ("", None, [], {}) else []
