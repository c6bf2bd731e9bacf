"""What a new guide or manual starts with: facts of the item, its sections, the usual steps."""

from typing import Any

from django.conf import settings

from guides.choices import CaseType, ItemType, ReviewType, TimeUnit
from guides.document import GuideDocument, ManualDocument
from guides.models import GuidePage

LICENCE_DAYS = 20  # 行政许可法 art. 42
LICENCE_STEPS = (
    ("acceptance", "受理"),
    ("review", "审核"),
    ("decision", "审批"),
    ("issue", "办结"),
    ("delivery", "送达"),
)
STEPS = (("acceptance", "受理"), ("review", "审核"), ("delivery", "送达"))


def starting_guide(situation: Any, code: str) -> GuideDocument:
    """Return the Document that a new guide of a handling item starts with."""
    item = situation.item
    name = item.department.name
    is_licence = item.item_type == ItemType.LICENCE
    start = {
        "title": f"{item.name}{situation.name}办事指南",
        "doc_no": settings.GUIDE_DOC_NO_FORMAT.format(code=code),
        "issuer": name,
        "item": {"accepting_body": name, "deciding_body": name},
        "legal_bases": [{"category": "establishment"}],
        "process": {"steps": [_step(*one) for one in (LICENCE_STEPS if is_licence else STEPS)]},
    }
    if is_licence:
        start["time_limits"] = {"statutory": {"value": LICENCE_DAYS, "unit": TimeUnit.WORKING_DAY}}
        start["handling"] = {
            "case_type": CaseType.PROMISED,
            "review_type": ReviewType.TWO_STEPS,
        }
    return GuideDocument.model_validate(start)


def starting_manual(guide_page: GuidePage) -> ManualDocument:
    """Return the Document that a new manual starts with."""
    return ManualDocument.model_validate(
        {
            "title": guide_page.title.removesuffix("办事指南") + "业务手册",
            "doc_no": settings.MANUAL_DOC_NO_FORMAT.format(code=guide_page.code),
        }
    )


def _step(stage, label):
    return {
        "key": stage,
        "stage": stage,
        "name": label,
        "actor": "office",
        "unit": TimeUnit.WORKING_DAY,
    }
