"""Campaigns: scope, progress, milestones, reminders; and what a changed catalogue opens."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.audit.models import AuditEntry
from core.choices import Role
from exchange.importing.catalogue import import_item
from guides.models import ServiceItem, Theme
from publication import catalogue_changes, relay, states
from publication.campaigns import progress, reminding
from publication.models import Campaign, CampaignCount, CampaignReminder, CatalogueTask
from tests.factories import DepartmentFactory, SituationFactory, person, switch_rules_off
from tests.moderation.conftest import city  # noqa: F401
from tests.moderation.steps import file_guide
from tests.publication.counting import counted_between

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
TODAY = timezone.localdate


def campaign(city, goal="publish", **facts):  # noqa: F811
    """Return a campaign that began yesterday and ends in thirty days."""
    days = {"starts_on": TODAY() - timedelta(1), "due_on": TODAY() + timedelta(30)}
    given = {"name": "年度集中修订", "goal": goal, "created_by": city.formal} | days | facts
    return Campaign.objects.create(**given)


def figures(one):
    """Return {department: (total, done)} as they were counted last."""
    return {row.department.slug: (row.total, row.done) for row in progress.newest_counts(one)}


@pytest.fixture
def two(city):  # noqa: F811
    """A department with a filed guide and one not begun, another with one not begun."""
    switch_rules_off()
    file_guide(city)
    SituationFactory(item__department=city.department)
    city.idle = DepartmentFactory(slug="idle", name="乙局")
    city.other = SituationFactory(item__department=city.idle)
    return city


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


def record(city, code, name="新事项", **more):  # noqa: F811
    return (
        {"department": city.department.slug, "basic_code": code, "name": name}
        | {"item_type": "01"}
        | more
    )


def test_a_new_item_of_a_catalogue_opens_a_task_with_a_day(city):  # noqa: F811
    import_item(record(city, "310000000001"))

    task = CatalogueTask.objects.get(item__basic_code="310000000001")
    assert (task.change, task.department) == ("new", city.department)
    assert task.due_on > TODAY() + timedelta(9)


def test_the_same_catalogue_again_opens_nothing(city):  # noqa: F811
    import_item(record(city, "310000000001"))
    CatalogueTask.objects.all().delete()

    import_item(record(city, "310000000001"))

    assert not CatalogueTask.objects.exists()


def test_a_changed_item_says_what_changed_and_changes_add_up(two):
    CatalogueTask.objects.all().delete()
    item = two.guide.situation.item
    first = item.name
    for name in ("第二名", "第三名"):
        item.name = name
        item.save()

    task = CatalogueTask.objects.get()

    assert (task.change, task.facts) == ("changed", {"name": [first, "第三名"]})


def test_a_cancelled_item_asks_for_the_end_of_its_guide_which_settles_it(two):
    CatalogueTask.objects.all().delete()
    item = two.guide.situation.item
    item.is_active = False
    item.save()
    opened = CatalogueTask.objects.get().change
    states.abolish(two.guide.code, two.filing, "事项取消")
    relay.run_once()

    task = CatalogueTask.objects.get()
    assert opened == "cancelled"
    assert (task.outcome, task.settled_at is not None) == ("abolished", True)


def test_an_item_that_is_cancelled_before_anything_was_filed_leaves_no_task(two):
    item = two.other.item
    item.is_active = False
    item.save()

    assert not CatalogueTask.objects.filter(item=item, settled_at=None).exists()


def test_filing_settles_the_task_of_a_new_item(city):  # noqa: F811
    item = ServiceItem.objects.get(pk=city.guide.situation.item_id)
    assert CatalogueTask.objects.filter(item=item, settled_at=None).exists()

    file_guide(city)
    relay.run_once()

    assert CatalogueTask.objects.get(item=item).outcome == "filed"


def test_the_list_shows_the_own_departments_tasks_and_one_is_checked_off(two, client):
    task = CatalogueTask.objects.get(item=two.other.item)
    clerk = person(Role.COMPILER, two.idle)
    client.force_login(two.compiler, backend=BACKEND)
    hidden = client.get(reverse("catalogue_settle", args=[task.pk])).status_code
    own = client.get(reverse("catalogue_tasks")).content.decode()
    client.force_login(clerk, backend=BACKEND)

    address = reverse("catalogue_settle", args=[task.pk])
    page = client.get(reverse("catalogue_tasks") + "?change=new").content.decode()
    client.post(address, {"reason": "本部门不办理"})

    task.refresh_from_db()
    assert hidden == 404 and "乙局" not in own
    assert address in page and "新增事项" in page
    assert (task.outcome, task.settled_by, task.reason) == ("checked", clerk, "本部门不办理")


def test_the_tasks_are_exported(two, client):
    client.force_login(two.formal, backend=BACKEND)

    answer = client.get(reverse("catalogue_tasks") + "?export=xlsx")

    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert len(rows) == 1 + CatalogueTask.objects.filter(settled_at=None).count()


def test_the_page_says_at_which_pace_it_goes_and_must_go(two, client):
    one = campaign(two, due_on=TODAY() + timedelta(14))
    progress.count(one)
    client.force_login(two.formal, backend=BACKEND)

    page = client.get(reverse("campaigns_one", args=[one.pk])).content.decode()

    assert "近四周每周完成 0 项；要按期完成，每周要 1 项" in page
    one.counts.update(done=F("total"))
    assert "要按期完成" not in client.get(reverse("campaigns_one", args=[one.pk])).content.decode()


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


def test_a_task_that_was_settled_meanwhile_is_not_checked_off_again(two, client):
    import_item(record(two, "000100", "甲"))
    task = CatalogueTask.objects.get(item__basic_code="000100")
    catalogue_changes.check_off(task, two.compiler, "已核对")
    stale = CatalogueTask.objects.get(pk=task.pk)
    stale.settled_at = None  # as the other person's screen still has it

    with pytest.raises(ValidationError):
        catalogue_changes.check_off(stale, two.compiler, "又核对")
    client.force_login(two.compiler, backend=BACKEND)
    answer = client.post(reverse("catalogue_settle", args=[task.pk]), {"reason": "又核对"})

    task.refresh_from_db()
    assert (task.reason, answer.status_code) == ("已核对", 302)


def test_all_tasks_are_exported_and_those_of_the_tab(two, client, monkeypatch):
    monkeypatch.setattr("publication.campaigns.task_views.SHOWN", 1)
    for number in range(3):
        import_item(record(two, f"{number:06}", f"事项{number}"))
    client.force_login(two.compiler, backend=BACKEND)

    def rows(query):
        answer = client.get(f"{reverse('catalogue_tasks')}?export=xlsx{query}")
        return load_workbook(BytesIO(answer.getvalue())).active.max_row - 1

    assert rows("") == CatalogueTask.objects.filter(department=two.department).count() > 3
    assert rows("&settled=on") == 0
    assert "export=xlsx&amp;change=&amp;settled=on" in client.get(
        f"{reverse('catalogue_tasks')}?settled=on"
    ).content.decode()  # fmt: skip


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
