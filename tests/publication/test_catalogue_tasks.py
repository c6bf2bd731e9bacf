"""What a changed catalogue asks of departments: tasks with a day, settled or checked off."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.choices import Role
from exchange.importing.catalogue import import_item
from guides.models import ServiceItem
from publication import catalogue_changes, relay, states
from publication.models import CatalogueTask
from tests.factories import person
from tests.moderation.conftest import city  # noqa: F401
from tests.moderation.steps import file_guide

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
TODAY = timezone.localdate


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


def test_a_cancelled_item_without_a_guide_is_listed_with_nothing_to_do(two, client):
    set_in_use(two.other.item, False)
    client.force_login(two.formal, backend=BACKEND)

    page = client.get(reverse("catalogue_tasks") + "?settled=on").content.decode()

    task = CatalogueTask.objects.get(item=two.other.item)
    assert (task.change, task.outcome) == ("cancelled", "nothing")
    assert two.other.item.name in page and "没有有效指南，无须处理" in page


def set_in_use(item, is_active):
    item.is_active = is_active
    item.save()


def test_an_item_that_comes_back_before_its_guide_is_abolished_asks_for_nothing(two):
    CatalogueTask.objects.all().delete()
    item = two.guide.situation.item
    set_in_use(item, False)
    set_in_use(item, True)

    task = CatalogueTask.objects.get()

    assert (task.change, task.outcome) == ("changed", "taken_back")


def test_an_item_that_comes_back_changed_is_a_changed_item(two):
    CatalogueTask.objects.all().delete()
    item = two.guide.situation.item
    set_in_use(item, False)
    before, item.name = item.name, "恢复后的名称"
    set_in_use(item, True)

    task = CatalogueTask.objects.get()

    assert (task.change, task.settled_at) == ("changed", None)
    assert task.facts == {"name": [before, "恢复后的名称"]}


def test_an_item_that_comes_back_without_a_guide_is_restored_not_new(two):
    CatalogueTask.objects.all().delete()
    item = two.guide.situation.item
    set_in_use(item, False)
    states.abolish(two.guide.code, two.filing, "事项取消")
    relay.run_once()
    set_in_use(item, True)

    task = CatalogueTask.objects.get(settled_at=None)

    assert (task.change, task.get_change_display()) == ("restored", "恢复事项")
    assert task.due_on > TODAY() + timedelta(9)


def test_a_cancellation_has_days_of_its_own(two):
    CatalogueTask.objects.all().delete()
    item = two.guide.situation.item
    item.name = "改名"
    item.save()
    CatalogueTask.objects.update(due_on=TODAY() - timedelta(3), opened_on=TODAY() - timedelta(20))
    set_in_use(item, False)

    task = CatalogueTask.objects.get()

    assert (task.change, task.opened_on) == ("cancelled", TODAY())
    assert task.due_on > TODAY() + timedelta(9)


def test_a_change_that_is_taken_back_is_settled(two):
    CatalogueTask.objects.all().delete()
    item = two.guide.situation.item
    first = item.name
    for name in ("写错了", first):
        item.name = name
        item.save()

    assert CatalogueTask.objects.get().outcome == "taken_back"


def test_what_is_written_of_an_item_out_of_use_opens_nothing(two):
    item = two.guide.situation.item
    set_in_use(item, False)
    CatalogueTask.objects.all().delete()
    item.name = "改名"
    item.save()

    assert not CatalogueTask.objects.exists()


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


def test_a_long_list_of_tasks_goes_on_over_pages_and_keeps_the_filter(two, client, monkeypatch):
    monkeypatch.setattr("publication.campaigns.task_views.SHOWN", 2)
    for number in range(5):
        import_item(record(two, f"{number:06}", f"事项{number}"))
    client.force_login(two.formal, backend=BACKEND)
    address, seen = f"{reverse('catalogue_tasks')}?change=new", []
    while address:
        page = client.get(address)
        seen += [one.task.pk for one in page.context["rows"]]
        link = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        address = link and reverse("catalogue_tasks") + link[1].replace("&amp;", "&")

    waiting = CatalogueTask.objects.filter(settled_at=None, change="new")
    assert len(seen) > 4
    assert sorted(seen) == sorted(waiting.values_list("pk", flat=True))


@pytest.mark.parametrize("wanted", ["0", "-1", "²", "x", "99999999999999", ""])
def test_an_odd_page_number_is_a_page_all_the_same(two, client, wanted):
    client.force_login(two.formal, backend=BACKEND)

    assert client.get(reverse("catalogue_tasks"), {"p": wanted}).status_code == 200
