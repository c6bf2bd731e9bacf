"""Shared parts in the audit log: who wrote, sent, took back and joined what."""

import pytest

from core.audit.models import AuditEntry
from moderation.submit import submit
from publication.shared_parts.deciding import take_back
from publication.shared_parts.similar import join_all
from tests.factories import guide_page
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import REASONS, approve_all, save_draft
from tests.publication.part_samples import (
    another_compiler,
    changed,
    sections,
    window,
    window_data,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def acts_about(change):
    """Return the acts in the audit log about a change, the oldest first."""
    found = AuditEntry.objects.filter(about_type="publication.partchange", about_id=change.pk)
    return list(found.order_by("pk").values_list("act", flat=True))


def test_writing_sending_and_taking_back_are_on_record(city):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)

    change = changed(part, keeper, window_data(phone="0599-3333"))
    take_back(change, keeper)

    assert acts_about(change) == [
        "publication.part_change_written",
        "publication.part_change_sent",
        "publication.part_change_taken_back",
    ]
    written = AuditEntry.objects.get(act="publication.part_change_written")
    assert (written.facts["before"], written.facts["after"]) == (
        {"phone": "0599-1000"},
        {"phone": "0599-3333"},
    )


def test_joining_is_on_record_of_each_guide(city):  # noqa: F811
    part = window(city.department)
    pages = [city.guide, guide_page(city.department, owner=city.compiler, change_note="首次")]
    for page in pages:
        save_draft(page, city.compiler, sections=sections(window_data()))
        approve_all(city, submit(page, city.compiler, reasons=REASONS))

    join_all(city.compiler, part)

    joined = AuditEntry.objects.filter(act="publication.part_joined")
    assert set(joined.values_list("code", flat=True)) == {page.code for page in pages}
