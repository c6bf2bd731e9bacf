"""A city's standard guide, two districts, and the people who compile, consent and review there."""

import json
from types import SimpleNamespace

from core.choices import Role
from guides.blocks import GUIDE_SECTIONS
from guides.compiling.inheriting import inherit
from guides.compiling.page_sections import raw_rows
from guides.models import GuidePage
from moderation.submit import submit
from publication.shared_parts.standards import mark, propose
from tests.factories import DepartmentFactory, SituationFactory, person
from tests.moderation.steps import REASONS, approve_all, save_draft
from tests.publication.part_samples import window_data

ALL_REASONS = REASONS | dict.fromkeys(
    ("materials", "results", "service_points", "contacts", "handling", "faqs", "conditions"), "修改"
)


def rows(section, *values):
    """Return a section of rows as the editor stores it."""
    block = dict(GUIDE_SECTIONS)[section]
    return {"type": section, "value": raw_rows(block, list(values))}


def result(**more):
    """Return a row of the results with every field."""
    block = dict(GUIDE_SECTIONS)["results"].child_block
    blank = {name: [] for name in ("samples", "delivery_methods")} | {"e_licence": None}
    names = dict.fromkeys(block.child_blocks, "")
    return names | blank | {"name": "食品经营许可证", "validity": "5年"} | more


def sections(*parts):
    """Return sections as a draft takes them."""
    return json.dumps(list(parts))


def with_reviewers(city):
    """Let a city have reviewers by the slug of their department."""
    city.reviewers = {city.department.slug: city.reviewer}
    return city


def standard(city):
    """File the city's guide with a result, a limit and a window, and make it the standard."""
    with_reviewers(city)
    revise(city, "5年", promised_value=10, promised_unit="working_day")
    return mark(city.guide, city.compiler)


def revise(city, validity, **fields):
    """File the next version of the standard guide, whose result is valid for another time."""
    given = sections(
        rows("results", result(validity=validity)), rows("service_points", window_data())
    )
    save_draft(city.guide, city.compiler, sections=given, change_note=f"有效期{validity}", **fields)
    return approve_all(city, submit(city.guide, city.compiler, reasons=ALL_REASONS))


def district(city, slug="yanping"):
    """Return a district's department with its people and the same item without a guide."""
    department = DepartmentFactory(slug=slug, name=f"{slug}区市场监督管理局", level="4")
    item = city.guide.situation.item
    situation = SituationFactory(
        item__department=department,
        item__basic_code=item.basic_code,
        item__name=item.name,
        code=city.guide.situation.code,
    )
    reviewer = person(Role.DEPARTMENT_REVIEWER, department, username=f"reviewer.{slug}")
    city.reviewers[slug] = reviewer
    return SimpleNamespace(
        department=department,
        situation=situation,
        compiler=person(Role.COMPILER, department, username=f"compiler.{slug}"),
        reviewer=reviewer,
        formal=city.formal,
        compliance=city.compliance,
        filing=city.filing,
    )


def heir(place, phone="0599-2000"):
    """Return the heir that a district starts from the standard guide, its window filled in."""
    page = inherit(place.situation, place.compiler)
    window = rows("service_points", window_data(name="区政务服务中心", phone=phone))
    return save_draft(page, place.compiler, sections=sections(window), change_note="首次")


def filed_heir(place, **given):
    """File a district's heir; return its page."""
    page = heir(place, **given)
    approve_all(place, submit(page, place.compiler, reasons=ALL_REASONS))
    return GuidePage.objects.get(pk=page.pk)


def proposed(part):
    """Return the change that a standard guide's newest version proposes to its heirs."""
    return propose(part)
