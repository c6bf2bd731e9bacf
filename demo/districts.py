"""The demo city's districts: a standard guide of the city, and the guides that inherit from it."""

import json
from pathlib import Path
from typing import Any, Self

from core.models import Department
from demo.flow import bring_to_state
from demo.guides import DemoGuide
from guides.compiling.inheriting import inherit
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import GuidePage, ItemSituation, ServiceItem
from publication.shared_parts.standards import mark, standard_of


class Districts:
    """A file of `demo/data/`: one standard guide, and its heirs with what is local in each."""

    def __init__(self, standard: dict[str, str], heirs: list[dict[str, Any]]) -> None:
        self.standard, self.heirs = standard, heirs

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    @property
    def departments(self) -> list[dict[str, Any]]:
        """The districts' departments, as `departments.json` has those of the city."""
        return [one["department"] for one in self.heirs]

    def make(self, people: dict[str, Any]) -> None:
        """Make the city's guide the standard, and each district's guide as far as its file says."""
        situation = self._situation()
        page = GuidePage.objects.get(situation=situation)
        if standard_of(page.code) is None:
            mark(page, people[f"compiler.{page.department.slug}"])
        for entry in self.heirs:
            self._make_heir(entry, situation, people)

    def _situation(self) -> ItemSituation:
        return ItemSituation.objects.select_related("item__department").get(
            item__department__slug=self.standard["department"],
            item__basic_code=self.standard["basic_code"],
            code=self.standard["situation"],
        )

    def _make_heir(self, entry, city: ItemSituation, people) -> None:
        department = Department.objects.get(slug=entry["department"]["slug"])
        situation = _claimed(city, department)
        if GuidePage.objects.filter(situation=situation).exists():
            return
        compiler = people[f"compiler.{department.slug}"]
        draft = inherit(situation, compiler).get_latest_revision_as_object()
        begun = draft.present().model_dump(mode="json")
        apply_guide(GuideDocument.model_validate(_with(begun, entry["local"])), draft)
        draft.save_revision(user=compiler, log_action=True)
        page = GuidePage.objects.get(situation=situation)
        bring_to_state(page, DemoGuide(page.code, {"state": entry["state"]}), people, {})


def _claimed(city: ItemSituation, department: Department) -> ItemSituation:
    """Return the city's situation as the catalogue has it for a district's department."""
    same = (
        "name", "name_en", "code_scheme", "basic_code", "item_type", "power_source", "audience",
        "aliases",
    )  # fmt: skip
    theirs = city.item
    item, is_new = ServiceItem.objects.get_or_create(
        department=department,
        basic_code=theirs.basic_code,
        defaults={
            **{name: getattr(theirs, name) for name in same},
            "levels": [department.level],
            "implementation_code": department.credit_code + department.level + theirs.basic_code,
        },
    )
    if is_new:
        item.themes.set(theirs.themes.all())
        item.life_events.set(theirs.life_events.all())
    return ItemSituation.objects.get_or_create(
        item=item,
        code=city.code,
        defaults={
            "name": city.name,
            "name_en": city.name_en,
            "handling_item_code": item.implementation_code + city.code,
        },
    )[0]


def _with(data: dict[str, Any], local: dict[str, Any]) -> dict[str, Any]:
    """Return data with local places in place of what they said, in any depth."""
    return data | {
        name: _with(data[name], value) if isinstance(value, dict) else value
        for name, value in local.items()
    }
