"""Reforms that concern the same departments, and departments that others change before the day."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.choices import Role
from core.models import Department
from publication.choices import ReformKind
from publication.models import Reform
from publication.reforms import planning
from tests.factories import person
from tests.publication.reforms.samples import (
    carried_out,
    confirmed,
    department,
    done,
    guides_of,
    merger,
    plan,
)

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def one():
    return department("one", "甲局", guides=1)


@pytest.fixture
def two():
    return department("two", "乙局", guides=1)


def changed(department, **fields):
    Department.objects.filter(pk=department.pk).update(**fields)


def test_two_departments_are_not_merged_into_each_other(one, two):
    confirmed(merger(one, two))

    with pytest.raises(ValidationError, match="云编"):
        done(back := merger(two, one), back.written_by, "send")


@pytest.mark.parametrize("first", [0, 1])
def test_nothing_is_handed_to_a_department_that_another_reform_closes(one, two, first):
    third = department("three", "丙局")
    plans = [merger(two, third), merger(one, two)]
    confirmed(plans.pop(first))

    with pytest.raises(ValidationError):
        done(plans[0], plans[0].written_by, "send")


def test_nothing_is_moved_below_a_department_that_another_reform_closes(one, two):
    confirmed(merger(two, department("three", "丙局")))

    with pytest.raises(ValidationError):
        confirmed(plan(ReformKind.MOVE, [one], new_parent=two))


def test_two_departments_may_be_merged_into_a_third_one(one, two):
    third = department("three", "丙局")

    plans = [confirmed(merger(one, third)), confirmed(merger(two, third))]

    assert [carried_out(reform).state for reform in plans] == ["done", "done"]
    assert len(guides_of(third)) in (1, 2)


@pytest.mark.parametrize("kind", [ReformKind.RENAME, ReformKind.MERGE, ReformKind.MOVE])
def test_a_department_out_of_use_is_not_reformed(one, two, kind):
    fields = {
        ReformKind.RENAME: {"new_name": "丁局"},
        ReformKind.MERGE: {"target": two},
        ReformKind.MOVE: {"new_parent": two},
    }[kind]
    reform = plan(kind, [one], **fields)
    changed(one, is_active=False)

    with pytest.raises(ValidationError):
        done(reform, reform.written_by, "send")


def test_nothing_is_moved_below_a_department_out_of_use(one, two):
    changed(two, is_active=False)

    with pytest.raises(ValidationError):
        confirmed(plan(ReformKind.MOVE, [one], new_parent=two))


@pytest.mark.parametrize("meanwhile", ["closed", "below"])
@pytest.mark.parametrize("kind", [ReformKind.MERGE, ReformKind.MOVE])
def test_what_cannot_begin_on_its_day_is_a_draft_again_and_says_why(
    client, one, two, kind, meanwhile
):
    head = {"target": two} if kind == ReformKind.MERGE else {"new_parent": two}
    reform = confirmed(plan(kind, [one], **head))
    changed(two, **({"is_active": False} if meanwhile == "closed" else {"parent": one}))

    reform = carried_out(reform)

    assert (reform.state, reform.begun_at) == ("draft", None)
    one.refresh_from_db()
    assert (one.is_active, one.parent, len(guides_of(one))) == (True, None, 1)
    client.force_login(person(Role.FORMAL_REVIEWER), backend=BACKEND)
    page = client.get(reverse("reforms_one", args=[reform.pk])).content.decode()
    assert reform.error
    assert reform.error in page


def test_two_moves_make_no_circle(one, two):
    moves = [
        confirmed(plan(ReformKind.MOVE, [one], new_parent=two)),
        confirmed(plan(ReformKind.MOVE, [two], new_parent=one)),
    ]

    states = [carried_out(reform).state for reform in moves]

    assert states == ["done", "draft"]
    assert two.pk in Department.ids_with_ancestors(one.pk)
    assert Department.ids_with_ancestors(two.pk) == {two.pk}


def test_a_rest_is_not_taken_up_for_a_receiver_that_was_closed(one, two):
    reform = carried_out(confirmed(merger(one, two)))
    Reform.objects.filter(pk=reform.pk).update(state="rest")
    changed(two, is_active=False)

    done(reform, person(Role.FORMAL_REVIEWER), "again")

    assert carried_out(reform).state == "failed"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_writes_a_draft_while_it_is_sent_is_told(one):
    reform = plan(ReformKind.RENAME, [one], new_name="丁局")
    writer = person(Role.OPERATOR)
    sent_not_committed = Signal()

    def write():
        browser = Client()
        browser.force_login(writer, backend=BACKEND)
        address = reverse("reforms_edit", args=[reform.pk])
        seen = browser.get(address).context["form"].initial["seen_as"]
        sent_not_committed.wait(10)
        told = {"sources": one.pk, "new_name": "戊局", "decision_no": "1", "reason": "x"}
        told |= {"effective_on": timezone.localdate().isoformat(), "seen_as": seen}
        try:
            return browser.post(address, told).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            planning.do(reform, reform.written_by, "send", planning.stamp(reform))
            written = pool.submit(write)
            sent_not_committed.set()
            with pytest.raises(TimeoutError):
                written.result(timeout=3)
        status = written.result(timeout=10)

    reform.refresh_from_db()
    assert (status, reform.state, reform.new_name) == (302, "waiting", "丁局")
