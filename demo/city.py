"""Loading the demo city: departments, themes, catalogue, outlines, people, guides."""

import json
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from core.import_report import RefusedError
from core.models import Department
from demo.bundles import make_bundles
from demo.campaigns import make_campaigns
from demo.districts import Districts
from demo.feedback import make_feedback
from demo.flow import bring_to_state
from demo.guides import DemoGuide, import_demo_guide
from demo.people import make_people
from demo.shared_parts import make_shared_parts
from exchange.importing.catalogue import import_catalogue
from guides.models import GuidePage, Theme
from guides.outlines.loading import load_shipped_outlines
from search.dictionary.shipped import load_shipped

DATA = settings.BASE_DIR / "demo" / "data"


def load_demo_city(report: Callable[[str], object] = lambda text: None) -> None:
    """Load the whole demo city; goes on where it stopped, and is quick when all is there.

    `report` is called with a line of progress. Raises RuntimeError when a demo file is refused.
    """
    guides = [DemoGuide.read(path) for path in sorted((DATA / "guides").glob("*.json"))]
    # Successors last but one: an abolished guide names a published one.
    guides.sort(key=lambda guide: guide.state == "abolished")
    districts = Districts.read(DATA / "districts.json")
    if not _is_complete(guides, districts):
        _load(guides, districts, report)
    with transaction.atomic():
        make_feedback(DATA / "feedback.json")


def _load(guides, districts, report):
    with transaction.atomic():
        _departments([*_read("departments.json"), *districts.departments])
        _themes()
        load_shipped_outlines()
    refused = import_catalogue(DATA / "catalogue.json").refused
    if refused:
        raise RuntimeError(f"the demo catalogue was refused: {refused[0]}")
    load_shipped()
    people = make_people()
    # Each by itself: what watches the house waits for no long transaction.
    make_shared_parts(DATA / "shared_parts.json", Department.objects, people)
    codes = {}
    for number, guide in enumerate(guides, start=1):
        report(f"{number}/{len(guides)} {guide.name}")
        try:
            with transaction.atomic():
                page = import_demo_guide(guide, people)
                codes[guide.name] = page.code
                bring_to_state(page, guide, people, codes)
        except RefusedError as error:
            raise RuntimeError(f"demo guide {guide.name} was refused: {error}") from error
    with transaction.atomic():
        districts.make(people)
    with transaction.atomic():
        make_bundles(DATA / "bundles.json", Department.objects, people)
    with transaction.atomic():
        make_campaigns(DATA / "campaigns.json", people["formal"])


def _is_complete(guides, districts):
    return GuidePage.objects.count() >= len(guides) + len(districts.heirs)


def _departments(entries):
    for entry in entries:
        parent = Department.objects.get(slug=entry["parent"]) if entry["parent"] else None
        Department.objects.get_or_create(
            slug=entry["slug"],
            defaults={
                "parent": parent,
                "credit_code": entry["uscc"],
                **{
                    key: entry[key]
                    for key in ("name", "name_en", "region_code", "region", "level", "nature")
                },
            },
        )


def _themes():
    for order, entry in enumerate(_read("themes.json")):
        Theme.objects.get_or_create(
            code=entry["code"],
            defaults={
                "order": order,
                **{key: entry[key] for key in ("name", "name_en", "side")},
            },
        )


def _read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))
