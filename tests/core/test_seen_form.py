"""Two people have one row open: the second is told before anything of the first is replaced."""

from threading import Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from core.choices import Role
from core.editing.seen_form import CHANGED_MEANWHILE, SEEN
from core.models import CalendarDay
from guides.models import Law
from moderation.models import Checklist, ChecklistPoint
from publication.bundles.forms import BundleForm
from publication.campaigns.forms import CampaignForm
from publication.models import Bundle, Campaign
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    """A browser in which an operator has signed in."""
    person = factories.person(Role.OPERATOR)
    client.force_login(person, backend="core.access.authentication.RoleBackend")
    return client


def inputs_of(answer):
    """Return what a browser sends from the form with the hidden mark, unchanged."""
    html = answer.content.decode()
    forms = (querydict_from_html(html, form_index=place) for place in range(html.count("<form")))
    return next(form for form in forms if SEEN in form)


def changed(form, **values):
    form = form.copy()
    for name, value in values.items():
        form[name] = value
    return form


def day():
    row = CalendarDay.objects.create(day="2031-01-02", name="停工")
    return row, "core_calendarday", "name"


def department():
    return factories.DepartmentFactory(), "core_department", "name"


def item():
    return factories.ServiceItemFactory(), "guides_serviceitem", "name"


def law():
    return Law.objects.first(), "guides_law", "issuer"


ROWS = [day, department, item, law]


@pytest.mark.parametrize("make", ROWS)
def test_second_save_of_a_row_waits_until_the_person_knows(operator, make):
    row, name, field = make()
    address = reverse(f"wagtailsnippets_{name}:edit", args=[row.pk])
    sent = changed(inputs_of(operator.get(address)), **{field: "我写的"})
    type(row).objects.filter(pk=row.pk).update(**{field: "别人写的"})

    told = operator.post(address, sent)
    kept = type(row).objects.values_list(field, flat=True).get(pk=row.pk)
    again = operator.post(address, inputs_of(told))

    assert str(CHANGED_MEANWHILE) in told.content.decode()
    assert kept == "别人写的"
    assert again.status_code == 302
    assert type(row).objects.values_list(field, flat=True).get(pk=row.pk) == "我写的"


def test_a_row_of_a_table_that_somebody_added_meanwhile_is_not_lost_unseen(operator):
    checklist = Checklist.objects.create(stage="formal", is_active=False)
    ChecklistPoint.objects.create(checklist=checklist, key="one", label="第一点")
    address = reverse("wagtailsnippets_moderation_checklist:edit", args=[checklist.pk])
    sent = changed(inputs_of(operator.get(address)), **{"points-0-label": "改过的第一点"})
    ChecklistPoint.objects.create(checklist=checklist, key="two", label="第二点")

    told = operator.post(address, sent)

    assert str(CHANGED_MEANWHILE) in told.content.decode()
    assert set(checklist.points.values_list("label", flat=True)) == {"第一点", "第二点"}


def test_a_campaign_and_a_bundle_tell_as_well():
    person = factories.person(Role.FORMAL_REVIEWER)
    campaign = Campaign.objects.create(
        name="集中修订",
        goal="revise",
        starts_on="2031-01-02",
        due_on="2031-12-31",
        created_by=person,
    )
    bundle = Bundle.objects.create(
        slug="kai-dian", name="开店", department=factories.DepartmentFactory()
    )
    shown = CampaignForm(instance=campaign)[SEEN].value()
    parts_shown = BundleForm(instance=bundle, departments=None)[SEEN].value()

    campaign.milestones.create(name="过半", percent=50, due_on="2031-06-30")
    bundle.parts.create(place=1, code="a-1-01", after=[])

    sent = {SEEN: shown, "name": "集中修订", "goal": "revise", "starts_on": "2031-01-02",
            "due_on": "2031-12-31"}  # fmt: skip
    assert CampaignForm(sent, instance=campaign).non_field_errors() == [CHANGED_MEANWHILE]
    form = BundleForm({SEEN: parts_shown}, instance=bundle, departments=None)
    assert CHANGED_MEANWHILE in form.non_field_errors()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [day, department])
def test_who_saves_while_somebody_else_is_saving_is_told(operator, make):
    row, name, field = make()
    address = reverse(f"wagtailsnippets_{name}:edit", args=[row.pk])
    sent = changed(inputs_of(operator.get(address)), **{field: "我写的"})
    answers = []

    def post():
        answers.append(operator.post(address, sent))
        connection.close()

    second = Thread(target=post)
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{field: "别人写的"})
        second.start()
        second.join(1)  # it has read the row as it was, or waits for us
    second.join()

    assert str(CHANGED_MEANWHILE) in answers[0].content.decode()
    assert type(row).objects.values_list(field, flat=True).get(pk=row.pk) == "别人写的"
