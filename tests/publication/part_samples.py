"""A window that many guides share, and the people who keep it and decide about it."""

import json

from core.choices import Role
from guides.blocks import GUIDE_SECTIONS
from guides.compiling.page_sections import raw_rows
from guides.document.shareable import REFERENCE
from guides.models import SharedPart
from guides.shared_parts.models import release
from moderation.choices import ReviewStage, Verdict
from moderation.submit import submit
from publication.models import PartChange, PublishedVersion
from publication.shared_parts.deciding import decide
from publication.shared_parts.drafting import write
from publication.shared_parts.people import departments_waiting
from publication.shared_parts.preparing import prepare, send
from publication.shared_parts.working import carry_out
from tests.factories import guide_page, person
from tests.moderation.steps import REASONS, approve_all, save_draft

HOURS = {"opens": "09:00", "closes": "12:00", "weekdays": [1, 2, 3, 4, 5]}
LATER = {"hours": [HOURS | {"opens": "08:30"}]}
"""Hours that a change gives a window."""


def window_data(**more):
    """Return what a window says, as canonical data."""
    row = {"name": "市政务服务中心综合窗口", "phone": "0599-1000", "hours": [HOURS]} | more
    return SharedPart(kind="service_point").shareable.data(row)


def window(department=None, **more):
    """Return an approved window of a department, or of the city."""
    part = SharedPart.objects.create(
        kind="service_point", department=department, name="市政务服务中心综合窗口"
    )
    release(part, window_data(**more))
    return part


def row_of(part, **overridden):
    """Return the row of a guide that follows a part, with fields of its own."""
    return {**part.data, REFERENCE: part.reference} | overridden


def sections(*rows):
    """Return the sections of a guide with these windows, as the editor stores them."""
    block = dict(GUIDE_SECTIONS)["service_points"]
    return json.dumps([{"type": "service_points", "value": raw_rows(block, list(rows))}])


def use(city, part, page=None, **overridden):
    """Let a guide's draft follow a part, with fields of its own; return the page as it is then."""
    return save_draft(
        page or city.guide, city.compiler, sections=sections(row_of(part, **overridden))
    )


def filed_with(city, part, count=1, **overridden):
    """File guides that use a part; return their pages."""
    pages = []
    for number in range(count):
        page = (
            city.guide
            if number == 0
            else guide_page(
                city.department, owner=city.compiler, change_note="首次", title=f"指南{number}"
            )
        )
        use(city, part, page, **overridden)
        approve_all(city, submit(page, city.compiler, reasons=REASONS))
        pages.append(page)
    return pages


def changed(part, user, data, reason="落实延时服务"):
    """Return the change of a part, sent to review with everything prepared."""
    change = send(write(part, user, data, None, reason), user)
    prepare(change)
    return PartChange.objects.get(pk=change.pk)


def approve_change(change, city, until=None):
    """Let all stages approve a change, up to but not including `until`; return it as it is then."""
    people = {
        ReviewStage.FORMAL: city.formal,
        ReviewStage.COMPLIANCE: city.compliance,
        ReviewStage.FILING: city.filing,
    }
    while change.state == PartChange.State.IN_REVIEW and change.stage != until:
        given = {"stage": change.stage, "seen": change.sha256}
        if change.stage == ReviewStage.DEPARTMENT:
            department = departments_waiting(change)[0]
            reviewer = getattr(city, "reviewers", {}).get(department.slug, city.reviewer)
            decide(change, reviewer, Verdict.APPROVED, department=department, **given)
        else:
            decide(change, people[change.stage], Verdict.APPROVED, **given)
        change = PartChange.objects.get(pk=change.pk)
    return change


def carried_out(change):
    """File all guides of an approved change, and return it as it is then."""
    carry_out(change.pk)
    return PartChange.objects.get(pk=change.pk)


def another_compiler(department):
    """Return another person who compiles for a department."""
    return person(Role.COMPILER, department)


def texts(page):
    """Return the filed texts of a guide, oldest first."""
    rows = PublishedVersion.objects.filter(code=page.code, kind="guide").order_by("version")
    return [json.loads(row.text) for row in rows]


def draft_of(page):
    """Return the Document of a guide's draft."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object().present()
