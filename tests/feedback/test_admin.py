"""How a department settles feedback in the admin, and what is not another one's business."""

import pytest
from django.urls import reverse

from core.choices import Role
from feedback.choices import Level, Outcome
from feedback.giving import About, correct, rate
from feedback.models import Correction, RatingTask
from tests import factories

pytestmark = pytest.mark.django_db
ABOUT = About("scjg-1", 2, "食品经营许可新办", "scjg")
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def compiler(client):
    """A compiler of the department, signed in."""
    department = factories.DepartmentFactory(slug="scjg")
    user = factories.MembershipFactory(role=Role.COMPILER, department=department).user
    client.force_login(user, backend=BACKEND)
    return user


def edit(client, row, **typed):
    name = f"wagtailsnippets_feedback_{row._meta.model_name}:edit"
    return client.post(reverse(name, args=[row.pk]), typed)


def test_an_answer_notes_who_gave_it_and_when(client, compiler):
    correction = correct(ABOUT, "电话打不通", phone="13812345678")

    answer = edit(client, correction, outcome=Outcome.KEPT, answer="打得通。", mended_in="")

    correction = Correction.objects.get()
    assert answer.status_code == 302
    assert (correction.outcome, correction.answer) == (Outcome.KEPT, "打得通。")
    assert correction.answered_by == compiler and correction.answered_at
    assert correction.text == "电话打不通"


def test_an_answer_without_words_is_not_taken(client, compiler):
    correction = correct(ABOUT, "电话打不通")

    edit(client, correction, outcome=Outcome.KEPT, answer="", mended_in="")

    assert Correction.objects.get().is_open


def test_a_task_is_settled_step_by_step(client, compiler):
    task = rate(ABOUT, Level.BAD).task

    edit(client, task, contact_note="已核实，窗口搬了。", mend_note="")

    task = RatingTask.objects.get()
    assert task.contacted_at and task.mended_at is None


def test_a_list_shows_no_whole_phone_number(client, compiler):
    correction = correct(ABOUT, "电话打不通", phone="13812345678")
    pages = [
        reverse("wagtailsnippets_feedback_correction:list"),
        reverse("wagtailsnippets_feedback_correction:inspect", args=[correction.pk]),
    ]

    for page in pages:
        assert "13812345678" not in client.get(page).content.decode()


def test_another_department_sees_nothing_of_it(client):
    correction = correct(ABOUT, "电话打不通")
    factories.DepartmentFactory(slug="scjg")
    Correction.objects.update(department=factories.DepartmentFactory(slug="gaj"))
    stranger = factories.MembershipFactory(role=Role.COMPILER).user
    client.force_login(stranger, backend=BACKEND)

    listed = client.get(reverse("wagtailsnippets_feedback_correction:list")).content.decode()
    edit(client, correction, outcome=Outcome.KEPT, answer="不。", mended_in="")

    assert "电话打不通" not in listed
    assert Correction.objects.get().is_open
