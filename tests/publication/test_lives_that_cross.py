"""Lives in which several things happen at once: manuals, versions ahead, ends, hand-overs."""

from datetime import timedelta

import pytest

from publication import states
from publication.choices import State
from publication.due import apply_due
from publication.life import rebuild
from publication.models import Event, PublicState, PublishedVersion
from publication.take_over import take_over
from tests.guides.branch_samples import carried_out, job_on, shelf
from tests.home.samples import soup
from tests.publication.filing_samples import (
    filed,
    guide_document,
    manual_document,
    old_envelope,
)
from tests.publication.life import CODE, REASON, bring_to, revised, today, tomorrow

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def in_days(days):
    return today() + timedelta(days=days)


def standing():
    """Return {kind: (state, version)} of the code, and hold it against its events."""
    assert rebuild.verify() == {}
    rows = PublicState.objects.values_list("kind", "state", "current__version")
    return {kind: (state, version) for kind, state, version in rows}


def words():
    return [*Event.objects.order_by("seq").values_list("type", "kind")]


def file_both(version=1, *, preface="前言", title="第一版办事指南", **envelope):
    """File a guide with its manual."""
    manual = manual_document(preface=preface)
    take_over(CODE, guide_document(title), manual, old_envelope(version, **envelope))


def test_a_manual_is_suspended_resumed_and_abolished_with_its_guide():
    file_both()

    states.suspend(CODE, None, REASON)
    suspended = standing()
    states.resume(CODE, None)
    resumed = standing()
    states.abolish(CODE, None, "依据已经废止")

    assert suspended == {"guide": ("suspended", 1), "manual": ("suspended", 1)}
    assert resumed == {"guide": ("current", 1), "manual": ("current", 1)}
    assert standing() == {"guide": ("abolished", 1), "manual": ("abolished", 1)}


def test_a_manual_filed_while_its_guide_is_suspended_is_suspended_and_resumed_with_it():
    filed(CODE, "第一版办事指南")
    states.suspend(CODE, None, REASON, in_days(9))

    file_both(2, title="第二版办事指南")
    suspended = standing()
    manual = PublicState.objects.get(kind="manual")
    states.resume(CODE, None)

    assert suspended == {"guide": ("suspended", 2), "manual": ("suspended", 2)}
    assert (manual.reason, manual.until) == (REASON, in_days(9))
    assert standing() == {"guide": ("current", 2), "manual": ("current", 2)}


def test_a_manual_whose_day_comes_while_its_guide_is_suspended_is_not_in_force():
    file_both(expires_on=in_days(-1))
    apply_due()
    file_both(2, title="第二版办事指南", preface="新的前言", effective_on=in_days(2))
    filed(CODE, "第三版办事指南", version=3)
    states.suspend(CODE, None, REASON)

    apply_due(in_days(2))

    assert standing() == {"guide": ("suspended", 3), "manual": ("suspended", 2)}


def test_guide_and_manual_that_expired_are_both_renewed_though_only_the_guide_changed():
    file_both(expires_on=in_days(-1))
    apply_due()
    expired = standing()

    file_both(2, title="第二版办事指南")

    assert expired == {"guide": ("expired", 1), "manual": ("expired", 1)}
    assert standing() == {"guide": ("current", 2), "manual": ("current", 2)}


def test_a_guide_may_be_resumed_although_its_manual_has_expired():
    file_both(expires_on=tomorrow())
    filed(CODE, "第二版办事指南", version=2)
    states.suspend(CODE, None, REASON)
    apply_due(in_days(2))
    assert standing() == {"guide": ("suspended", 2), "manual": ("expired", 1)}

    states.resume(CODE, None)

    assert standing() == {"guide": ("current", 2), "manual": ("expired", 1)}


def test_a_version_filed_ahead_comes_into_force_while_the_guide_stays_suspended():
    bring_to(State.SUSPENDED)
    revised(effective_on=in_days(2))

    apply_due(in_days(2))
    suspended = standing()
    states.resume(CODE, None)

    assert suspended == {"guide": ("suspended", 2)}
    assert words()[-2:] == [("effective", "guide"), ("resumed", "guide")]


def test_a_guide_suspended_before_its_day_waits_for_it_once_it_is_resumed():
    bring_to(State.SCHEDULED)
    states.suspend(CODE, None, REASON)

    states.resume(CODE, None)
    waiting = standing()
    apply_due(tomorrow())

    assert waiting == {"guide": ("scheduled", 1)}
    assert standing() == {"guide": ("current", 1)}


def test_a_guide_that_ends_while_it_is_suspended_expires_and_can_be_filed_again(client):
    filed(CODE, "第一版办事指南", expires_on=tomorrow())
    states.suspend(CODE, None, REASON, in_days(9))

    apply_due(in_days(2))
    row = PublicState.objects.get()
    revised()

    assert (row.state, row.reason, row.until, row.since) == ("expired", "", None, in_days(2))
    assert standing() == {"guide": ("current", 2)}
    assert not soup(client.get(f"/guides/{CODE}/")).select(".band")


def test_a_version_that_expires_gives_way_to_the_one_that_begins_the_next_day():
    filed(CODE, "第一版办事指南", expires_on=tomorrow())
    revised(effective_on=in_days(2))

    apply_due(in_days(2))

    assert standing() == {"guide": ("current", 2)}
    assert ("expired", "guide") not in words()


def test_between_an_end_and_the_next_version_a_guide_is_expired_and_announces_it(client):
    filed(CODE, "第一版办事指南", expires_on=in_days(-1))
    apply_due()
    revised(effective_on=in_days(5))

    band = soup(client.get(f"/guides/{CODE}/")).select_one(".band").get_text()
    expired = standing()
    apply_due(in_days(5))

    assert "失效" in band and "第 2 版自" in band
    assert expired == {"guide": ("expired", 1)}
    assert standing() == {"guide": ("current", 2)}


def test_of_two_versions_ahead_the_page_announces_the_one_that_comes_first(client):
    filed(CODE, "第一版办事指南")
    revised(effective_on=in_days(9))
    filed(CODE, "第三版办事指南", version=3, effective_on=in_days(4))

    band = soup(client.get(f"/guides/{CODE}/")).select_one(".band")
    overtaken = client.get(f"/api/v1/guides/{CODE}/versions/2").json()["envelope"]["state"]
    second = soup(client.get(f"/guides/{CODE}/v/2/")).select_one(".band").get_text()
    due = PublicState.objects.get().due_on

    assert band.a["href"] == f"/guides/{CODE}/v/3/"
    assert due == in_days(4)
    assert overtaken == "superseded"
    assert "这是第 2 版。" in second


def test_two_versions_ahead_come_into_force_one_after_the_other():
    filed(CODE, "第一版办事指南")
    revised(effective_on=in_days(4))
    filed(CODE, "第三版办事指南", version=3, effective_on=in_days(9))

    counts = [apply_due(in_days(day)) for day in (3, 4, 5, 9, 10)]

    assert counts == [0, 1, 0, 1, 0]
    assert standing() == {"guide": ("current", 3)}


def test_before_anything_is_in_force_readers_get_the_version_that_comes_first():
    filed(CODE, "第一版办事指南", effective_on=in_days(9))
    revised(effective_on=in_days(4))
    assert standing() == {"guide": ("scheduled", 2)}

    apply_due(in_days(4))

    assert standing() == {"guide": ("current", 2)}
    assert PublicState.objects.get().due_on is None


def test_a_version_ahead_of_an_abolished_guide_never_comes(client):
    bring_to(State.CURRENT)
    revised(effective_on=in_days(4))
    states.abolish(CODE, None, "依据已经废止")

    due = PublicState.objects.get().due_on
    counted = apply_due(in_days(4))
    answer = client.get(f"/api/v1/guides/{CODE}/versions/2").json()
    band = soup(client.get(f"/guides/{CODE}/v/2/")).select_one(".band.stop")

    assert (due, counted) == (None, 0)
    assert answer["envelope"]["state"] == "abolished"
    assert "起实施" not in band.get_text()


def test_what_fell_due_while_the_relay_was_down_keeps_its_own_days():
    filed(CODE, "第一版办事指南")
    revised(effective_on=in_days(2), expires_on=in_days(4))

    counted = apply_due(in_days(30))

    row = PublicState.objects.get()
    assert counted == 2
    assert (row.state, row.since) == (State.EXPIRED, in_days(5))
    assert rebuild.verify() == {}


@pytest.fixture
def handed_over(departments):
    """Return the code of a filed guide of the old department after a branch job took it over."""
    old, new = departments
    guide = shelf(old, "001", 1).get_children().get().specific
    document = guide_document(
        item={"authority": {"slug": "scjg", "name": "原部门"}, "name": "许可"}
    )
    take_over(guide.code, document, manual_document(preface="前言"), old_envelope())
    carried_out(job_on(guide.get_parent().get_parent(), new))
    return guide.code


@pytest.fixture
def departments():
    from tests.factories import DepartmentFactory

    names = (("scjg", "原部门"), ("rsj", "新部门"))
    return [DepartmentFactory(slug=slug, name=name) for slug, name in names]


def test_a_hand_over_is_told_to_readers_and_portals_and_changes_no_text(client, handed_over):
    page = client.get(f"/guides/{handed_over}/")
    last = client.get("/api/v1/changes").json()["items"][-1]

    assert "新部门" in soup(page).select_one(".band").get_text()
    assert (last["type"], last["tombstone"]) == ("transferred", False)
    assert PublishedVersion.objects.filter(kind="guide").count() == 1
    assert standing() == {"guide": ("current", 1), "manual": ("current", 1)}


def test_the_first_version_of_the_new_department_ends_the_notice(client, handed_over):
    authority = {"slug": "rsj", "name": "新部门"}
    document = guide_document("新版", item={"authority": authority, "name": "许可"})
    take_over(handed_over, document, None, old_envelope(2))

    page = client.get(f"/guides/{handed_over}/")

    assert not soup(page).select(".band")
    assert PublicState.objects.get(kind="guide").handed_to == {}
    assert rebuild.verify() == {}


def test_a_guide_that_comes_back_says_nothing_any_more(client, handed_over, departments):
    old, new = departments

    states.transfer([handed_over], new, old)

    assert not soup(client.get(f"/guides/{handed_over}/")).select(".band")
    assert rebuild.verify() == {}


def test_a_hand_over_while_suspended_keeps_reason_and_date(handed_over, departments):
    states.suspend(handed_over, None, REASON, in_days(9))
    old, new = departments

    states.transfer([handed_over], new, old)

    row = PublicState.objects.get(kind="guide")
    assert (row.state, row.reason, row.until) == ("suspended", REASON, in_days(9))
