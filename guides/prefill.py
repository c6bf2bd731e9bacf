"""What a new guide or manual starts with: facts of the item, its sections, the usual steps."""

from django.conf import settings

from guides.choices import CaseType, ItemType, ReviewType, TimeUnit
from guides.document import GuideDocument, ManualDocument
from guides.page_sections import write_sections

LICENCE_DAYS = 20  # 行政许可法 art. 42
LICENCE_STEPS = (
    ("acceptance", "受理"),
    ("review", "审核"),
    ("decision", "审批"),
    ("issue", "办结"),
    ("delivery", "送达"),
)
STEPS = (("acceptance", "受理"), ("review", "审核"), ("delivery", "送达"))


def prefill_guide(page):
    """Fill title, numbers, bodies, limits and sections of a new guide page in memory."""
    item = page.situation.item
    name = item.department.name
    page.title = f"{item.name}{page.situation.name}办事指南"
    page.doc_no = settings.GUIDE_DOC_NO_FORMAT.format(code=page.code)
    page.issuer = name
    if item.item_type == ItemType.LICENCE:
        page.statutory_value, page.statutory_unit = LICENCE_DAYS, TimeUnit.WORKING_DAY
        page.handling_case_type = CaseType.PROMISED
        page.handling_review_type = ReviewType.TWO_STEPS
    start = GuideDocument().model_dump(mode="json")
    start["item"] |= {"accepting_body": name, "deciding_body": name}
    start["legal_bases"] = [{"category": "establishment"}]
    start["process"]["steps"] = [
        {"key": stage, "stage": stage, "name": label, "actor": "office", "unit": "working_day"}
        for stage, label in (LICENCE_STEPS if item.item_type == ItemType.LICENCE else STEPS)
    ]
    _write(page, GuideDocument.model_validate(start), page.code)


def prefill_manual(page, seed):
    """Give a new manual page an empty block for each section of its outline."""
    _write(page, ManualDocument(), seed)


def _write(page, document, seed):
    keys = [section.key for section in page.outline.sections.all()]
    write_sections(page, document.model_dump(mode="json"), seed, department_id=None, keys=keys)
