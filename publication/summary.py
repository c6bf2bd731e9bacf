"""What a list shows of a guide: the few facts of its public cut that are kept beside its state."""

from collections.abc import Mapping
from typing import Any

from publication.choices import FacetName

LONGEST_FACET = 100


def summary_of(public: Mapping[str, Any]) -> dict[str, Any]:
    """Return the list facts of a guide's public cut (JSON data); stored in `PublicState.summary`.

    The API's list sends them as they lie: a new one is named in `api.schemas.Summary` too.

    `department` {slug,name,name_en} · `situation` and themes {code,name,name_en} · `promised`
    {value,unit} · `charged online commitment` bool or None · `visits` int or None · `instant` bool.
    """
    item = public["item"]
    authority = item["authority"]
    handling = public["handling"]
    promised = public["time_limits"]["promised"]
    return {
        "title": public["title"],
        "summary": public["summary"],
        "name": item["name"],
        "name_en": item["name_en"],
        "aliases": item["aliases"],
        "item_type": item["item_type"],
        "department": {key: authority[key] for key in ("slug", "name", "name_en")},
        "region": {"code": authority["region_code"], "name": authority["region"]},
        "situation": item["situation"],
        "themes": item["personal_themes"] + item["business_themes"] + item["local_themes"],
        "life_events": item["life_events"],
        "audience": item["audience"],
        "promised": {"value": promised["value"], "unit": promised["unit"]},
        "charged": public["fees"]["charged"],
        "online": handling["online"],
        "visits": handling["visits"],
        "instant": handling["case_type"] == "1",
        "commitment": handling["commitment"],
    }


def facets_of(summary: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the {(facet's name, value)} by which lists find a guide with these list facts."""
    found = {(FacetName.THEME, theme["code"]) for theme in summary.get("themes", ())}
    found |= {(FacetName.AUDIENCE, code) for code in summary.get("audience", ())}
    found.add((FacetName.REGION, summary.get("region", {}).get("code", "")))
    return {(name.value, value[:LONGEST_FACET]) for name, value in found if value}
