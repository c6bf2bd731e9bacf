"""Campaigns: scope, progress, milestones, reminders."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.audit.models import AuditEntry
from core.choices import Role
from guides.models import Theme
from publication.campaigns import progress, reminding, views
from publication.models import Campaign, CampaignCount, CampaignReminder
from tests.factories import person
from tests.moderation.conftest import city  # noqa: F401
from tests.publication.campaign_samples import campaign, figures
from tests.publication.counting import counted_between

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
TODAY = timezone.localdate


def test_progress_counts_the_handling_items_of_the_scope_that_are_in_force(two):
    everywhere, of_one = campaign(two), campaign(two, name="一个部门")
    of_one.departments.add(two.idle)
    themed, theme = campaign(two, name="一个主题"), Theme.objects.create(code="t", name="题")
    two.other.item.themes.add(theme)
    themed.themes.add(theme)

    for one in (everywhere, of_one, themed):
        progress.count(one)

    assert figures(everywhere) == {"scjg": (2, 1), "idle": (1, 0)}
    assert figures(of_one) == figures(themed) == {"idle": (1, 0)}


def test_a_revision_counts_only_what_was_filed_since_it_began(two):
    before, since = campaign(two, "revise", starts_on=TODAY() + timedelta(1)), None
    since = campaign(two, "revise", name="另一个")

    progress.count(before)
    progress.count(since)

    assert figures(before)["scjg"] == (2, 0)
    assert figures(since)["scjg"] == (2, 1)


def test_a_milestone_is_reached_when_its_share_is_done(two):
    one = campaign(two)
    low = one.milestones.create(name="三成", percent=30, due_on=TODAY())
    high = one.milestones.create(name="九成", percent=90, due_on=TODAY())

    progress.count(one)

    low.refresh_from_db()
    high.refresh_from_db()
    assert (low.reached_on, high.reached_on) == (TODAY(), None)


def test_the_relay_counts_open_campaigns_and_rests(two):
    campaign(two)
    campaign(two, name="过去的", starts_on=TODAY() - timedelta(90), due_on=TODAY() - timedelta(9))

    assert [progress.count_when_due(0) for _round in range(3)] == [1, 0, 0]


def test_the_relay_counts_a_campaign_some_departments_after_the_others(two, monkeypatch):
    one = campaign(two)
    progress.count(one)
    at_once = {row.department_id: (row.total, row.done) for row in progress.newest_counts(one)}
    one.counts.all().delete()
    Campaign.objects.update(counted_at=None)
    monkeypatch.setattr(progress, "TOGETHER", 1)

    rounds = []
    while not one.counts.exists():
        rounds.append(progress.count_when_due(0))

    spread = {row.department_id: (row.total, row.done) for row in progress.newest_counts(one)}
    assert len(at_once) > 1 and spread == at_once
    assert len(rounds) > 1 and set(rounds) == {1}


def test_a_count_that_was_begun_before_the_scope_changed_is_thrown_away(two, monkeypatch):
    one = campaign(two)
    monkeypatch.setattr(progress, "TOGETHER", 1)
    progress.count_when_due(0)
    progress.count(Campaign.objects.get(pk=one.pk))
    kept = list(one.counts.order_by("pk").values_list("pk", flat=True))

    for _round in range(9):
        progress.count_when_due(0)

    assert list(one.counts.order_by("pk").values_list("pk", flat=True)) == kept


def test_departments_behind_are_reminded_once_a_day_and_mailed_once(two, settings):
    settings.MAIL_IS_SET_UP = True
    clerk = person(Role.COMPILER, two.idle, username="clerk", email="clerk@example.org")
    one = campaign(two)
    progress.count(one)

    counts = [reminding.remind(one, by=two.formal) for _time in range(2)]
    sent = [reminding.send_reminders(float("inf")) for _time in range(2)]

    assert counts == [2, 0] and sent[1] == 0
    assert [
        (message.to, "1" in message.subject)
        for message in mail.outbox
        if message.to == [clerk.email]
    ] == [([clerk.email], True)]
    assert f"/admin/campaigns/{one.pk}/" in mail.outbox[-1].body


def test_a_milestone_that_comes_near_reminds_by_itself_once(two):
    one = campaign(two)
    one.milestones.create(name="全部", percent=100, due_on=TODAY() + timedelta(2))
    one.milestones.create(name="远的", percent=100, due_on=TODAY() + timedelta(29))
    progress.count(one)

    counts = [reminding.remind_when_due(0) for _round in range(3)]

    assert counts == [2, 0, 0]
    assert {one.milestone.name for one in CampaignReminder.objects.all()} == {"全部"}


def test_a_reminder_stays_when_its_milestone_is_deleted(two):
    one = campaign(two)
    near = one.milestones.create(name="全部", percent=100, due_on=TODAY() + timedelta(2))
    progress.count(one)
    reminding.remind_when_due(0)

    near.delete()

    assert CampaignReminder.objects.filter(milestone=None).count() == 2


def test_every_campaign_is_reached_from_the_list(two, client, monkeypatch):
    monkeypatch.setattr(views, "LISTED", 2)
    for name in ("一", "二", "三"):
        campaign(two, name=f"第{name}个")
    client.force_login(two.formal, backend=BACKEND)

    first, second = (
        client.get(reverse("campaigns_list"), {"p": page}).content.decode() for page in (1, 2)
    )

    assert 'rel="next" href="?p=2"' in first and 'rel="prev" href="?p=1"' in second
    assert all(f"第{name}个" in first + second for name in ("一", "二", "三"))


def test_the_office_sets_one_up_and_a_department_sees_its_own_part(two, client):
    client.force_login(two.formal, backend=BACKEND)
    form = {
        "name": "夏季修订", "goal": "publish", "note": "", "starts_on": f"{TODAY()}",
        "due_on": f"{TODAY() + timedelta(20)}",
        "milestones-TOTAL_FORMS": "1", "milestones-INITIAL_FORMS": "0",
        "milestones-0-name": "过半", "milestones-0-percent": "50",
        "milestones-0-due_on": f"{TODAY() + timedelta(9)}",
    }  # fmt: skip

    assert client.post(reverse("campaigns_new"), form).status_code == 302
    one = Campaign.objects.get()
    assert one.milestones.get().percent == 50
    assert client.get(reverse("campaigns_edit", args=[one.pk])).status_code == 200
    client.post(reverse("campaigns_remind", args=[one.pk]))
    office = client.get(reverse("campaigns_one", args=[one.pk])).content.decode()
    client.force_login(two.compiler, backend=BACKEND)
    own = client.get(reverse("campaigns_one", args=[one.pk])).content.decode()

    assert "乙局" in office and "过半" in office
    assert "乙局" not in own and "市场监督管理局" in own
    assert client.get(reverse("campaigns_list")).status_code == 200
    assert client.get(reverse("campaigns_new")).status_code == 302  # Wagtail's refusal
    assert CampaignReminder.objects.count() == 2


def test_a_campaign_of_others_is_not_found(two, client):
    one = campaign(two)
    one.departments.add(two.idle)
    client.force_login(two.compiler, backend=BACKEND)

    assert client.get(reverse("campaigns_one", args=[one.pk])).status_code == 404


def test_an_end_before_the_beginning_is_refused(two, client):
    client.force_login(two.formal, backend=BACKEND)
    form = {"name": "x", "goal": "publish", "starts_on": "2026-05-02", "due_on": "2026-05-01"}
    form |= {"milestones-TOTAL_FORMS": "0", "milestones-INITIAL_FORMS": "0"}

    assert client.post(reverse("campaigns_new"), form).status_code == 422


def test_the_page_says_at_which_pace_it_goes_and_must_go(two, client):
    one = campaign(two, due_on=TODAY() + timedelta(14))
    progress.count(one)
    one.counts.update(day=TODAY() - timedelta(7))
    progress.count(one)
    client.force_login(two.formal, backend=BACKEND)

    page = client.get(reverse("campaigns_one", args=[one.pk])).content.decode()

    assert "近四周每周完成 0 项；要按期完成，每周要 1 项" in page
    one.counts.update(done=F("total"))
    assert "要按期完成" not in client.get(reverse("campaigns_one", args=[one.pk])).content.decode()


def test_the_first_day_of_a_campaign_has_no_pace_but_what_it_takes(two, client):
    one = campaign(two, due_on=TODAY() + timedelta(14))
    progress.count(one)
    client.force_login(two.formal, backend=BACKEND)

    page = client.get(reverse("campaigns_one", args=[one.pk])).content.decode()

    assert "要按期完成，每周要完成 1 项" in page
    assert "近四周" not in page


def test_a_campaign_that_was_not_counted_for_weeks_has_no_pace(two, client):
    one = campaign(two, starts_on=TODAY() - timedelta(60))
    progress.count(one)
    one.counts.update(day=TODAY() - timedelta(40))
    client.force_login(two.formal, backend="core.access.authentication.RoleBackend")

    assert client.get(reverse("coverage_board")).context["campaign"].pace == ""


def test_a_reminder_by_hand_does_not_silence_the_milestones(two):
    one = campaign(two)
    progress.count(one)
    reminding.remind(one, by=two.formal)
    one.reminders.update(day=TODAY() - timedelta(1))
    one.milestones.create(name="半程", percent=60, due_on=TODAY() + timedelta(2))

    reminded = reminding.remind_when_due(0)

    assert reminded == 2


def test_a_milestone_that_nobody_lags_behind_holds_up_no_other_campaign(two):
    behind = campaign(two)
    nobody = campaign(two, name="无人落后")
    nobody.themes.add(Theme.objects.create(code="empty", name="空题"))
    for one in (nobody, behind):
        progress.count(one)
        one.milestones.create(name="半程", percent=60, due_on=TODAY() + timedelta(2))

    reminding.remind_when_due(0)

    assert behind.reminders.count() == 2


def test_changing_a_note_keeps_the_days_on_which_milestones_were_reached(two, client):
    one = campaign(two, starts_on=TODAY() - timedelta(20))
    day, later = TODAY() - timedelta(9), TODAY() + timedelta(9)
    kept = one.milestones.create(name="三成", percent=30, due_on=later, reached_on=day)
    raised = one.milestones.create(name="四成", percent=33, due_on=later, reached_on=day)
    client.force_login(two.formal, backend=BACKEND)
    form = {
        "name": one.name, "goal": "publish", "note": "改了说明", "starts_on": f"{one.starts_on}",
        "due_on": f"{one.due_on}", "milestones-TOTAL_FORMS": "2", "milestones-INITIAL_FORMS": "2",
        "milestones-0-id": kept.pk, "milestones-0-name": "三成", "milestones-0-percent": "30",
        "milestones-0-due_on": f"{later}", "milestones-1-id": raised.pk,
        "milestones-1-name": "九成", "milestones-1-percent": "90",
        "milestones-1-due_on": f"{later}",
    }  # fmt: skip

    assert client.post(reverse("campaigns_edit", args=[one.pk]), form).status_code == 302

    kept.refresh_from_db()
    raised.refresh_from_db()
    assert (kept.reached_on, raised.reached_on) == (day, None)
    saved = AuditEntry.objects.get(act="publication.campaign_saved")
    assert saved.facts["before"] == {
        "note": "", "milestones": [f"三成 30% {later}", f"四成 33% {later}"]
    }  # fmt: skip
    assert saved.facts["after"] == {
        "note": "改了说明", "milestones": [f"三成 30% {later}", f"九成 90% {later}"]
    }  # fmt: skip


def test_two_who_count_a_campaign_at_once_disturb_each_other_in_nothing(two):
    one = campaign(two)

    with counted_between(CampaignCount, campaign=one, department=two.idle, total=9):
        progress.count(one)

    assert figures(one) == {"scjg": (2, 1), "idle": (1, 0)}


def test_the_list_asks_no_more_for_many_campaigns(two, client):
    client.force_login(two.compiler, backend=BACKEND)

    def queries():
        with CaptureQueriesContext(connection) as made:
            page = client.get(reverse("campaigns_list"))
        assert [(row.done, row.total) for row in page.context["rows"]] == (
            [(1, 2)] * Campaign.objects.count()
        )
        return len(made)

    progress.count(campaign(two))
    queries()
    one = queries()
    for _number in range(3):
        progress.count(campaign(two))

    assert queries() == one


def test_a_campaign_says_that_more_is_missing_than_it_lists(two, client, monkeypatch):
    one = campaign(two)
    client.force_login(two.formal, backend=BACKEND)
    address = reverse("campaigns_one", args=[one.pk])

    whole = client.get(address).content.decode()
    monkeypatch.setattr("publication.campaigns.views.MISSING_SHOWN", 1)
    part = client.get(address).content.decode()

    assert "还有更多" not in whole
    assert "还有更多" in part


def test_a_reminder_of_last_week_is_not_mailed_once_mail_is_set_up(two, settings):
    person(Role.COMPILER, two.idle, email="clerk@example.org")
    one = campaign(two)
    progress.count(one)
    reminding.remind(one, by=two.formal)
    one.reminders.update(day=TODAY() - timedelta(7))
    settings.MAIL_IS_SET_UP = True

    assert reminding.send_reminders(float("inf")) == 0
    assert mail.outbox == []


def test_what_is_missing_stands_on_the_first_page_of_the_department(two, client):
    running = campaign(two)
    campaign(two, name="还没开始", starts_on=TODAY() + timedelta(3))
    progress.count(running)
    client.force_login(two.compiler, backend=BACKEND)
    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "年度集中修订：还缺" in page
    assert reverse("campaigns_one", args=[running.pk]) in page
    assert "还没开始" not in page
    assert "目录变动待办" in page  # of the items that the catalogue has new
    assert reverse("exchange_imports") in page
