"""Filed bundles as readers get them: the newest version with the guides in force now."""

import json

from django.core.cache import caches
from django.db.models import Exists, OuterRef

from guides.showing.words import full_name
from publication.bundles.joint import Joint, Part, joint
from publication.choices import State
from publication.models import BundleVersion
from publication.reading import read_guide

KEPT_SECONDS = 600


def filed_bundles() -> list[BundleVersion]:
    """Return the newest version of each filed bundle, by name; read anew once another is filed."""
    last = BundleVersion.objects.order_by("-pk").values_list("pk", "sha256").first()
    if last is None:
        return []
    key = "publication:bundles:{}:{}".format(*last)
    return caches["process"].get_or_set(key, _newest_of_each, KEPT_SECONDS) or []


def _newest_of_each() -> list[BundleVersion]:
    later = BundleVersion.objects.filter(slug=OuterRef("slug"), version__gt=OuterRef("version"))
    newest = BundleVersion.objects.filter(~Exists(later))
    return sorted(newest, key=lambda one: one.content["name"])


def filed_bundle(slug: str) -> BundleVersion | None:
    """Return the newest filed version of a bundle; None when there is none."""
    return BundleVersion.objects.filter(slug=slug).order_by("-version").first()


def joint_of(content: dict) -> tuple[Joint, list[str]]:
    """Return a bundle's joint view, and the codes of its guides that are not in force now."""
    parts, gone = [], []
    for one in content["parts"]:
        reading = read_guide(one["code"])
        if reading is None or reading.version is None or reading.state != State.CURRENT:
            gone.append(one["code"])
            continue
        document = json.loads(reading.version.public_text)
        version = reading.version.version
        parts.append(Part(one["place"], one["code"], list(one["after"]), document, version))
    return joint(parts), gone


def left_out(codes: list[str]) -> list[dict[str, str]]:
    """Return `{code, name, name_en}` of guides that a bundle leaves out; the code for a name where
    nothing of a guide was filed.
    """
    found = []
    for code in codes:
        reading = read_guide(code)
        version = reading.version if reading else None
        item = json.loads(version.public_text)["item"] if version else {"name": code}
        found.append({"code": code, **full_name(item)})
    return found
