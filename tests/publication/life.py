"""A guide in each state, and what can happen to it, for tests that walk the table of its life."""

from datetime import timedelta

from django.utils import timezone

from guides.document import canonical_json
from publication import states
from publication.choices import EventType, State
from publication.due import apply_due
from publication.filing import cut_guide, publish
from publication.life.state_changes import Change, put_on_record
from publication.life.transitions import NOT_FILED
from publication.models import PublicState, PublishedVersion
from tests.factories import DepartmentFactory
from tests.publication.filing_samples import filed, guide_document

CODE = "scjg-000131001000-01"
EARLIER, LATER = "第一版办事指南", "第二版办事指南"
REASON = "系统升级改造"


def today():
    return timezone.localdate()


def tomorrow():
    return today() + timedelta(days=1)


def bring_to(state, **envelope):
    """Bring a code into a state, by what people and dates do."""
    if state == State.SCHEDULED:
        filed(CODE, EARLIER, effective_on=tomorrow(), **envelope)
    elif state == State.EXPIRED:
        filed(CODE, EARLIER, expires_on=today() - timedelta(days=1))
        apply_due()
    elif state != NOT_FILED:
        filed(CODE, EARLIER, **envelope)
    if state == State.SUSPENDED:
        states.suspend(CODE, None, REASON, today() + timedelta(days=9))
    if state == State.ABOLISHED:
        states.abolish(CODE, None, "依据已经废止")


def revised(**envelope):
    """File a second version."""
    filed(CODE, LATER, version=2, **envelope)


def corrected():
    """File a correction of what is in force."""
    facts = dict.fromkeys(("filed_on", "published_on", "effective_on"), today())
    cut = cut_guide(canonical_json(guide_document(LATER)))
    publish(CODE, [cut], facts, number=lambda: "更正1号", correction=True)


def of_the_log(event_type):
    """Write an event as the relay or a first filing would, whatever the state."""
    state = PublicState.objects.filter(code=CODE).select_related("current").first()
    state = state or PublicState(code=CODE, kind="guide")
    version = state.current if state.current_id else PublishedVersion(version=1)
    put_on_record([Change(state, event_type, version)])


def comes_into_force():
    """Let the day of a second version come, filed ahead where that is possible."""
    state = PublicState.objects.filter(code=CODE).first()
    if state is None or state.state == State.ABOLISHED:
        return of_the_log(EventType.EFFECTIVE)
    if state.state != State.SCHEDULED:
        revised(effective_on=tomorrow())
    return apply_due(tomorrow())


def expires():
    """Let the last day pass; the state has been brought about with a version that ends tomorrow."""
    if not apply_due(tomorrow() + timedelta(days=1)):
        of_the_log(EventType.EXPIRED)


def transferred():
    """Hand the guide over to another department, as a branch job does."""
    source = DepartmentFactory(slug="scjg", name="市场监督管理局")
    target = DepartmentFactory(slug="rsj", name="人力资源和社会保障局")
    states.transfer([CODE], source, target)


def first_version():
    """File the first version; where there is one, as the log would say it."""
    if PublicState.objects.filter(code=CODE).exists():
        of_the_log(EventType.PUBLISHED)
    else:
        filed(CODE, EARLIER)


DEEDS = {
    "published": first_version,
    "revised": revised,
    "revised ahead": lambda: revised(effective_on=tomorrow()),
    "effective": comes_into_force,
    "corrected": corrected,
    "suspended": lambda: states.suspend(CODE, None, "另有原因", tomorrow()),
    "resumed": lambda: states.resume(CODE, None),
    "expired": expires,
    "abolished": lambda: states.abolish(CODE, None, "依据已经废止"),
    "transferred": transferred,
}
"""What can happen to a guide, by the words of the log."""
