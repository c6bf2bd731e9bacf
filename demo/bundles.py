"""The demo city's bundles: compiled, agreed by the departments' reviewers, filed."""

import json
from pathlib import Path
from typing import Any

from django.db.models import Manager

from core.models import Department
from publication.bundles.deciding import agree, file, fingerprint, standing_of
from publication.models import Bundle, BundlePart


def make_bundles(
    entries_file: Path, departments: Manager[Department], people: dict[str, Any]
) -> None:
    """Make the bundles of a file that are not there yet."""
    for entry in json.loads(entries_file.read_text(encoding="utf-8")):
        if Bundle.objects.filter(slug=entry["slug"]).exists():
            continue
        bundle = Bundle.objects.create(
            department=departments.get(slug=entry["department"]),
            **{key: entry[key] for key in ("slug", "name", "name_en", "summary")},
        )
        BundlePart.objects.bulk_create([
            BundlePart(bundle=bundle, place=place, code=part["code"], after=part["after"])
            for place, part in enumerate(entry["parts"], start=1)
        ])  # fmt: skip
        for department in standing_of(bundle).missing:
            agree(bundle, people[f"reviewer.{department.slug}"], fingerprint(bundle))
        file(bundle, people["filing"], fingerprint(bundle))
