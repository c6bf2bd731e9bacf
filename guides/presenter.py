"""The one presenter: turns a page, draft, revision or live, into its Document."""

from typing import Any

from guides.document import GuideDocument, ManualDocument, parts
from guides.document.guide import GUIDE_SCHEMA
from guides.document.manual import MANUAL_SCHEMA
from guides.document.shared import SharedSections
from guides.outlines.extra_values import extra_sections
from guides.shared_parts.followed import Followed
from guides.shared_parts.inheriting import with_inherited
from guides.shared_parts.resolving import follow_parts

PAGE_COVER = ("doc_no", "title", "summary", "issuer", "change_note", "checked_on")


def present_guide(page: Any) -> GuideDocument:
    """Return the Document of a guide page in memory; pydantic.ValidationError on bad data."""
    return present_with_parts(page)[0]


def present_with_parts(page: Any) -> tuple[GuideDocument, list[Followed]]:
    """Return the Document of a guide page, and which shared parts its rows follow."""
    sections = sections_of_page(page)
    followed = follow_parts(sections)
    data = {
        "schema_version": GUIDE_SCHEMA,
        **{name: getattr(page, name) for name in PAGE_COVER},
        "outline": page.outline.frozen(),
        **sections,
        "item": catalogue_facts(_situation(page)) | sections.get("item", {}),
        **extra_sections(page.extra, page.outline.extra_rules),
        "fees": sections.get("fees", {}) | {"charged": page.fees_charged},
        "time_limits": _time_limits(page),
        "handling": {
            name: getattr(page, f"handling_{name}") for name in parts.Handling.model_fields
        },
    }
    data, inherited = with_inherited(data, page.standard_id)
    return GuideDocument.model_validate(data), [*followed, *inherited]


def present_manual(page: Any, guide: GuideDocument) -> ManualDocument:
    """Return the Document of a manual page; the shared sections are those of its guide's
    Document.
    """
    shared = guide.model_dump(include=set(SharedSections.model_fields))
    return ManualDocument.model_validate(
        {
            **shared,
            "schema_version": MANUAL_SCHEMA,
            "doc_no": page.doc_no,
            "title": page.title,
            "change_note": page.change_note,
            "outline": page.outline.frozen(),
            **sections_of_page(page),
        }
    )


def _situation(page):
    """Return the handling item with its item and department: one question instead of three."""
    field = page._meta.get_field("situation")
    if not field.is_cached(page):
        rows = field.related_model.objects.select_related("item__department")
        page.situation = rows.get(pk=page.situation_id)
    return page.situation


def sections_of_page(page: Any) -> dict:
    """Return what the blocks of a page say, by section, before shared parts are followed."""
    return {
        child.block_type: child.block.get_api_representation(child.value) for child in page.sections
    }


def _time_limits(page) -> dict:
    limits = {
        limit: {field: getattr(page, f"{limit}_{field}") for field in parts.Limit.model_fields}
        for limit in parts.LIMITS
    }
    return limits | {"silence": page.silence}


def catalogue_facts(situation: Any) -> dict:
    """Return what the catalogue says of an item and situation: the locked facts of `item`."""
    item = situation.item
    department = item.department
    themes = _linked(item.themes)
    return {
        "name": item.name,
        "name_en": item.name_en,
        "situation": _named(situation),
        "aliases": item.aliases,
        "codes": {
            "scheme": item.code_scheme,
            "basic": item.basic_code,
            "implementation": item.implementation_code,
            "handling_item": situation.handling_item_code,
            "local_basic": item.local_basic_code,
            "local_implementation": item.local_implementation_code,
        },
        "item_type": item.item_type,
        "levels": item.levels,
        "power_source": item.power_source,
        "authority": {
            "name": department.name,
            "name_en": department.name_en,
            "code": department.credit_code,
            "slug": department.slug,
            "nature": department.nature,
            "region_code": department.region_code,
            "region": department.region,
        },
        "audience": item.audience,
        **{
            f"{side}_themes": [_named(theme) for theme in themes if theme.side == side]
            for side in ("personal", "business", "local")
        },
        "life_events": [_named(event) for event in _linked(item.life_events)],
    }


def _linked(manager) -> list:
    """Return the linked themes or events in the order in which the catalogue lists them."""
    through = manager.through.objects.filter(**{manager.source_field_name: manager.instance})
    target = manager.target_field_name
    return [getattr(link, target) for link in through.order_by("pk").select_related(target)]


def _named(thing) -> dict:
    return {"code": thing.code, "name": thing.name, "name_en": thing.name_en}
