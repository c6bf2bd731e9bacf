"""Many people at once: no decision lost or doubled, no number skipped, the audit log whole."""

import pytest

from core.audit import acts, record
from core.audit.chain import chain
from core.audit.models import AuditEntry, AuditLink
from core.audit.verify import verify
from moderation.batches.deciding import decide_many, note_opened
from moderation.models import Decision, Submission
from moderation.submit import submit
from publication.models import Event, PublishedVersion
from tests.factories import guide_page
from tests.moderation.steps import act, approver
from tests.moderation.test_at_once import at_once

pytestmark = [pytest.mark.city, pytest.mark.django_db(transaction=True)]
GUIDES = 4


def at_filing(city, number):
    """Return a Submission that waits for filing."""
    facts = {"title": f"许可{number}", "summary": "开饭店", "change_note": "新"}
    submission = submit(guide_page(city.department, owner=city.compiler, **facts), city.compiler)
    while submission.stage != "filing":
        submission = act(submission, approver(city, submission))
    note_opened(submission, city.filing)
    return submission


def wrong_passwords():
    """Write failed sign-ins as a flood does."""
    for _number in range(10):
        record(acts.SIGN_IN_FAILED, by=None, label="–")


def test_filing_at_once_with_failed_sign_ins_and_a_relay_that_chains(city):
    waiting = [at_filing(city, number) for number in range(GUIDES)]
    chosen = [(one.pk, one.stage, one.sha256) for one in waiting]

    def file_all():
        return decide_many(chosen, city.filing, "approved")

    results = at_once(file_all, file_all, wrong_passwords, wrong_passwords, chain)
    chain()

    assert not [one for one in results if isinstance(one, Exception)]
    decided = [submission.pk for report in results[:2] for submission in report.decided]
    assert sorted(decided) == sorted(one.pk for one in waiting)
    assert set(Submission.objects.values_list("state", flat=True)) == {"filed"}
    assert Decision.objects.filter(stage="filing").count() == GUIDES
    numbers = PublishedVersion.objects.values_list("filing_no", flat=True)
    places = sorted(int(number.split("〕")[1].rstrip("号")) for number in numbers)
    assert places == list(range(1, GUIDES + 1))
    seqs = list(Event.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    assert AuditEntry.objects.filter(act=acts.SIGN_IN_FAILED).count() == 20
    assert AuditLink.objects.count() == AuditEntry.objects.count()
    assert verify().is_sound
