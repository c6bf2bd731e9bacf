"""The work queue: what is due first, filters and kept views, returning and handing on several."""

import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from core.access.scope import scope_of
from core.choices import Role
from core.granting.handing_over import hand_over
from core.models import Delegation, Membership
from moderation.batches.sending import send_batch
from moderation.decide import decide
from moderation.errors import DecisionRefused, NotAllowed, StaleDecision
from moderation.handing_on import colleagues_of, hand_on
from moderation.models import Decision, HandOn, SavedView, StageTask, Submission
from moderation.submit import submit
from moderation.waiting_count import neighbours_of, waiting
from tests.factories import DepartmentFactory, guide_page, person
from tests.moderation.steps import act

BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def three(city):
    """Three pieces at the department; the last one is overdue, the first is due last."""
    pages = [city.guide, *(guide_page(city.department, owner=city.compiler) for _ in range(2))]
    sent = [submit(page, city.compiler) for page in pages]
    today = timezone.localdate()
    for submission, days in zip(sent, (20, 1, -2), strict=True):
        due = today + timezone.timedelta(days=days)
        StageTask.objects.filter(submission=submission).update(due_on=due)
    return sent


@pytest.fixture
def colleague(city):
    return person(Role.DEPARTMENT_REVIEWER, city.department, username="second")


@pytest.fixture
def queue(client):
    """Return a function that gives the queue of somebody as parsed HTML."""

    def get(user, query=""):
        client.force_login(user, backend=BACKEND)
        answer = client.get(reverse("moderation:queue") + query)
        assert answer.status_code == 200
        return BeautifulSoup(answer.content.decode(), "html.parser")

    return get


def titles(page):
    return [link["href"] for link in page.select("#listing-results td.title a")]


def addresses(*submissions):
    return [reverse("moderation:review", args=[one.pk]) for one in submissions]


def post(client, user, action, chosen, **given):
    client.force_login(user, backend=BACKEND)
    shown = {f"stage-{one.pk}": one.stage for one in chosen}
    shown |= {f"sha256-{one.pk}": one.sha256 for one in chosen}
    data = {"action": action, "pk": [one.pk for one in chosen]} | shown | given
    return client.post(reverse("moderation:bulk"), data)


def test_what_is_due_first_comes_first_and_says_so(city, queue, three):
    page = queue(city.reviewer)

    assert titles(page) == addresses(*reversed(three))
    rows = page.select("#listing-results tbody tr")
    assert "已超" in rows[0].get_text()
    assert "没有错误" in rows[0].get_text()
    assert "1 件已超期" in page.select_one(".review-tabs").get_text()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?left=overdue", [2]),
        ("?left=soon", [1]),
        ("?stage=department", [2, 1, 0]),
        ("?stage=formal", []),
        ("?left=nonsense", [2, 1, 0]),
    ],
)
def test_filters_narrow_it_down(city, queue, three, query, numbers):
    assert titles(queue(city.reviewer, query)) == addresses(*(three[n] for n in numbers))


def test_a_view_is_kept_under_a_name_and_is_ones_own(client, city, queue, three, colleague):
    client.force_login(city.reviewer, backend=BACKEND)
    said = {"name": "超期的", "left": "overdue", "next": "//evil", "stage": ""}
    client.post(reverse("moderation:save_view"), said)

    view = SavedView.objects.get()
    assert view.query == "left=overdue"
    link = queue(city.reviewer).select_one(".review-views a")
    assert (link.get_text(), link["href"].partition("?")[2]) == ("超期的", "left=overdue")
    assert queue(colleague).select(".review-views a") == []

    client.post(reverse("moderation:forget_view", args=[view.pk]))  # as the colleague
    assert SavedView.objects.exists()


def test_several_are_returned_with_one_reason_each_by_itself(client, city, three):
    post(client, city.reviewer, "return", three[:2], opinion="统一格式后再报")

    assert Decision.objects.filter(verdict="returned").count() == 2
    assert Submission.objects.get(pk=three[2].pk).is_open


@pytest.mark.parametrize(
    ("action", "given"),
    [("return", {}), ("hand_on", {}), ("approve", {"opinion": "同意"}), ("", {"opinion": "x"})],
)
def test_nothing_is_done_without_what_it_needs_and_nothing_is_ever_approved(
    client, city, three, action, given
):
    post(client, city.reviewer, action, three, **given)

    assert not Decision.objects.exists() and not HandOn.objects.exists()


def test_what_changed_since_the_list_was_shown_is_not_returned(client, city, three):
    given = {f"sha256-{three[0].pk}": "0" * 64}

    answer = post(client, city.reviewer, "return", three[:2], opinion="改", **given)

    assert list(Decision.objects.values_list("submission_id", flat=True)) == [three[1].pk]
    assert answer.status_code == 302


def test_pieces_that_wait_for_others_are_left_alone(client, city, three):
    stranger = person(Role.DEPARTMENT_REVIEWER, DepartmentFactory())

    post(client, stranger, "return", three, opinion="改")
    post(client, city.compiler, "return", three, opinion="改")

    assert not Decision.objects.exists()


@pytest.mark.parametrize("pk", ["²", "+1", "1_0", "9" * 30, "", "x"])
def test_odd_ids_are_nobodys(client, city, three, pk):
    client.force_login(city.reviewer, backend=BACKEND)

    answer = client.post(
        reverse("moderation:bulk"), {"action": "return", "opinion": "改", "pk": [pk]}
    )

    assert answer.status_code in (302, 422)
    assert not Decision.objects.exists()


def test_what_was_typed_and_ticked_stays_when_it_is_refused_and_the_filter_too(client, city, three):
    client.force_login(city.reviewer, backend=BACKEND)
    sent = {"action": "hand_on", "opinion": "出差一周，请代为审核", "pk": [three[1].pk]}

    answer = client.post(reverse("moderation:bulk") + "?stage=department", sent)

    page = BeautifulSoup(answer.content.decode(), "html.parser")
    ticked = [box["value"] for box in page.select("input[name=pk][checked]")]
    assert answer.status_code == 422
    assert page.select_one("textarea[name=opinion]").get_text().strip() == sent["opinion"]
    assert ticked == [str(three[1].pk)]
    assert page.select_one("#bulk")["action"].endswith("?stage=department")


def test_a_deadlock_of_the_database_is_tried_again_and_the_others_still_come(
    client, city, three, monkeypatch
):
    gone = OperationalError("deadlock")
    gone.__cause__ = type("Deadlock", (Exception,), {"sqlstate": "40P01"})()
    monkeypatch.setattr("moderation.views.bulk.decide", _failing_once(gone))
    monkeypatch.setattr("core.running.retrying.connection", SimpleNamespace(in_atomic_block=False))

    post(client, city.reviewer, "return", three, opinion="改")

    assert Decision.objects.filter(verdict="returned").count() == 3


def _failing_once(error):
    """Return `decide` as it is when the database gives up the first attempt."""
    failures = [error]

    def attempt(*args, **kwargs):
        if failures:
            raise failures.pop()
        return decide(*args, **kwargs)

    return attempt


def test_what_is_handed_on_waits_for_the_colleague_alone(client, city, three, colleague):
    post(client, city.reviewer, "hand_on", three[:1], to=colleague.pk, opinion="出差")

    assert three[0] not in waiting(city.reviewer)
    assert three[0] in waiting(colleague)
    assert HandOn.objects.get().signed_username == city.reviewer.username


def test_it_waits_for_all_of_the_next_stage_again(city, three, colleague):
    hand_on(three[0], city.reviewer, colleague, stage="department")
    act(three[0], colleague)

    assert Submission.objects.get(pk=three[0].pk) in waiting(city.formal)


# who hands on to whom -> what is raised
HANDS = {
    ("reviewer", "colleague"): None,
    ("reviewer", "reviewer"): DecisionRefused,
    ("reviewer", "compiler"): DecisionRefused,
    ("reviewer", "formal"): DecisionRefused,
    ("reviewer", "stranger"): DecisionRefused,
    ("compiler", "colleague"): NotAllowed,
    ("formal", "colleague"): NotAllowed,
}


@pytest.mark.parametrize(("who", "to"), HANDS)
def test_only_those_who_may_decide_hand_on_and_are_handed_to(city, three, colleague, who, to):
    city.colleague = colleague
    city.stranger = person(Role.DEPARTMENT_REVIEWER, DepartmentFactory())
    users = getattr(city, who), getattr(city, to)

    if HANDS[who, to]:
        with pytest.raises(HANDS[who, to]):
            hand_on(three[0], *users, stage="department")
    else:
        hand_on(three[0], *users, stage="department")

    assert HandOn.objects.exists() == (HANDS[who, to] is None)


def test_a_stage_that_is_over_is_not_handed_on(city, three, colleague):
    act(three[0], city.reviewer)

    with pytest.raises(StaleDecision):
        hand_on(three[0], city.reviewer, colleague, stage="department")


def waiting_ids(user):
    """Return the ids of what waits for somebody, with the roles of this moment."""
    user = type(user).objects.get(pk=user.pk)
    return {one.pk for one in Submission.objects.waiting_for(user, scope_of(user))}


def test_what_was_handed_on_to_somebody_who_decides_no_more_waits_for_everybody(
    city, three, colleague
):
    hand_on(three[0], city.reviewer, colleague, stage="department")
    assert three[0].pk not in waiting_ids(city.reviewer)

    Membership.objects.filter(user=colleague).delete()

    assert three[0].pk in waiting_ids(city.reviewer)


def test_what_was_handed_on_to_somebody_of_another_department_by_now_waits_for_everybody(
    city, three, colleague
):
    hand_on(three[0], city.reviewer, colleague, stage="department")
    roles = Membership.objects.filter(user=colleague)

    roles.update(department=DepartmentFactory())
    assert three[0].pk in waiting_ids(city.reviewer)

    roles.update(department=city.department)
    city.department.parent = DepartmentFactory()
    city.department.save()
    roles.update(department=city.department.parent)
    assert three[0].pk not in waiting_ids(city.reviewer)


def test_a_stand_in_gets_what_was_handed_on_to_the_person_away(city, three, colleague):
    hand_on(three[0], city.reviewer, colleague, stage="department")
    stand_in, today = person(Role.COMPILER), timezone.localdate()
    assert three[0].pk not in waiting_ids(stand_in)

    Delegation.objects.create(
        person=colleague, stand_in=stand_in, starts_on=today, ends_on=today, reason="出差",
        proposed_by=colleague, confirmed_by=city.formal,
    )  # fmt: skip

    assert three[0].pk in waiting_ids(stand_in)


def test_who_leaves_hands_over_what_was_handed_on(city, three, colleague):
    third = person(Role.DEPARTMENT_REVIEWER, city.department, username="third")
    hand_on(three[0], city.reviewer, colleague, stage="department")

    counts = hand_over(colleague, third, person(Role.OPERATOR))

    assert counts["handed_on"] == 1
    assert three[0].pk in waiting_ids(third)
    assert three[0].pk not in waiting_ids(city.reviewer)


def test_colleagues_hold_one_of_the_same_roles(city, colleague):
    formal = person(Role.FORMAL_REVIEWER, username="formal2")

    assert list(colleagues_of(city.reviewer)) == [colleague]
    assert list(colleagues_of(city.formal)) == [formal]
    assert list(colleagues_of(city.compiler)) == []


def test_one_walks_from_a_piece_to_its_neighbours_in_the_order_of_the_queue(city, three):
    found = neighbours_of(three[1], city.reviewer)

    assert (found.number, found.count) == (2, 3)
    assert (found.previous, found.following) == (three[2].pk, three[0].pk)
    assert neighbours_of(three[1], city.formal) is None


def test_what_was_sent_in_one_batch_stands_under_its_head(city, client):
    facts = {"summary": "开饭店", "change_note": "按新办法改写", "owner": city.compiler}
    pages = [guide_page(city.department, title=f"许可{n}", **facts) for n in range(2)]
    alone = submit(city.guide, city.compiler)
    given = {"department": city.department, "title": "一批", "opinion": "统一修订"}
    send_batch(pages, city.compiler, **given)
    client.force_login(city.reviewer, backend=BACKEND)

    page = client.get(reverse("moderation:queue")).content.decode()

    heads = re.findall(r'<tr class="review-group">.*?</tr>', page, re.S)
    assert ["没有批次" in head for head in heads] == [True, False]
    assert "批次：一批" in heads[1] and "2 件，已办结 0 件" in heads[1]
    assert page.index(alone.title) < page.index(heads[1]) < page.index("许可0")


def test_without_a_batch_the_queue_has_no_heads(city, client):
    submit(city.guide, city.compiler)
    client.force_login(city.reviewer, backend=BACKEND)

    assert "review-group" not in client.get(reverse("moderation:queue")).content.decode()


def test_an_empty_queue_offers_nothing_to_do_with_what_is_chosen(city, queue, three):
    with_rows, without = queue(city.reviewer), queue(city.compiler)

    assert with_rows.select_one("form#bulk")
    assert without.select_one("form#bulk") is None


def test_a_list_shows_titles_without_the_words_that_all_end_with(city, queue):
    page = guide_page(city.department, owner=city.compiler, title="养犬登记办事指南")
    submit(page, city.compiler)

    shown = queue(city.reviewer).select_one("#listing-results td.title a")

    assert shown.get_text(strip=True) == "养犬登记"
