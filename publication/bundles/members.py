"""Guides that are in a filed bundle name it on their pages."""

from typing import Any

from django.db import transaction

from core.signals import public_page_changed
from guides.choices import DocumentKind
from publication.models import BundleVersion, PublicState


def name_in_members(version: BundleVersion, before: BundleVersion | None) -> None:
    """Write a bundle that is being filed into the states of its guides, and take it out of those
    that its version before had; their pages are drawn anew afterwards.
    """
    content = version.content
    named = {"slug": version.slug, "name": content["name"], "name_en": content["name_en"]}
    held = {part["code"] for part in content["parts"]}
    left = {part["code"] for part in before.content["parts"]} if before else set()
    states = PublicState.objects.select_for_update().order_by("pk")
    found = list(states.filter(kind=DocumentKind.GUIDE, code__in=held | left))
    for state in found:
        others = [one for one in state.bundles if one["slug"] != version.slug]
        added: list[dict[str, Any]] = [named] if state.code in held else []
        state.bundles = sorted([*others, *added], key=lambda one: one["slug"])
    PublicState.objects.bulk_update(found, ["bundles"])
    codes = [state.code for state in found]
    transaction.on_commit(lambda: public_page_changed.send_robust(sender=PublicState, codes=codes))
