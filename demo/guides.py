"""One demo guide: its file, its attached files made from their texts, its pages."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from core.models import Department
from demo.files import file_of
from demo.shared_parts import follow_shared_parts
from exchange.importing.guides import import_record
from guides.models import GuidePage, ItemSituation


@dataclass
class DemoGuide:
    """A file of `demo/data/guides/`, with its manual if there is one."""

    name: str
    facts: dict
    manual: dict | None = field(default=None)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a guide's file and the manual of the same name."""
        manual = path.parents[1] / "manuals" / path.name
        return cls(
            name=path.stem,
            facts=json.loads(path.read_text(encoding="utf-8")),
            manual=json.loads(manual.read_text(encoding="utf-8"))["document"]
            if manual.exists()
            else None,
        )

    @property
    def state(self) -> str:
        """Which state of the workflow the guide is to show."""
        return self.facts["state"]


def import_demo_guide(guide: DemoGuide, people: dict[str, Any]) -> GuidePage:
    """Write a demo guide to its pages and give its GuidePage; RefusedError when it is no good."""
    department = Department.objects.get(slug=guide.facts["department"])
    situation = ItemSituation.objects.select_related("item").get(
        item__department=department,
        item__basic_code=guide.facts["basic_code"],
        code=guide.facts["situation"],
    )
    write_documents(guide.facts["document"], guide.manual, situation, people)
    return GuidePage.objects.get(situation=situation)


def write_documents(
    document: dict[str, Any],
    manual: dict[str, Any] | None,
    situation: ItemSituation,
    people: dict[str, Any],
) -> None:
    """Write Documents to the pages of a situation, as the department's compiler."""
    department = situation.item.department
    user = people[f"compiler.{department.slug}"]
    names = {
        "authority": {"slug": department.slug},
        "codes": {"basic": situation.item.basic_code},
        "situation": {"code": situation.code},
    }
    record = {"document": _with_files(document | {"item": document["item"] | names}, department)}
    if manual:
        record["manual"] = _with_files(manual, department) | {"item": names}
    import_record(record, user=user)
    follow_shared_parts(situation, user)


def _with_files(data, department):
    """Put a real file where the demo data describe one."""
    if isinstance(data, list):
        return [_with_files(value, department) for value in data]
    if not isinstance(data, dict):
        return data
    if "demo_file" in data:
        return file_of(data["demo_file"], data["text"], department)
    return {key: _with_files(value, department) for key, value in data.items()}
