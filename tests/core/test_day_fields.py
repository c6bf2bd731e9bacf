"""A day from which nobody can count onward gets into no form, and into no import."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.choices import Role
from exchange.importing.records import OldEnvelope
from operations.models import MaintenanceYear, PlanNode
from tests import factories

FAR = ["0001-01-01", "1066-10-14", "2200-01-01", "9999-12-31"]
ENVELOPE = {"version": 1, "filing_no": "旧1号", "filed_on": "2020-01-02",
            "published_on": "2020-01-02", "effective_on": "2020-01-02"}  # fmt: skip


@pytest.mark.parametrize("day", FAR)
def test_no_form_takes_a_day_of_no_such_year(day):
    for field, text in ((forms.DateField(), day), (forms.DateTimeField(), f"{day} 12:00")):
        with pytest.raises(ValidationError):
            field.clean(text)
    assert forms.DateField().clean("2026-11-28") == date(2026, 11, 28)


@pytest.mark.django_db
def test_a_node_of_the_plan_without_an_end_is_refused_and_the_plan_is_still_drawn(client):
    operator = factories.person(Role.OPERATOR)
    client.force_login(operator, backend="core.access.authentication.RoleBackend")
    year = MaintenanceYear.objects.create(year=2026)
    sent = {"year": year.pk, "name": "巡检", "kind": "inspection", "start_on": "2026-01-01",
            "due_on": "9999-12-31"}  # fmt: skip

    answer = client.post(reverse("wagtailsnippets_operations_plannode:add"), sent)

    assert "9999" in str(answer.context["form"].errors["due_on"])
    assert not PlanNode.objects.exists()
    assert client.get(reverse("operations:plan_of_year", args=[2026])).status_code == 200


def test_an_older_system_says_by_a_far_year_that_there_is_no_end():
    envelope = OldEnvelope.model_validate(ENVELOPE | {"expires_on": "9999-12-31"})

    assert envelope.expires_on is None
    for wrong in ({"filed_on": "0001-01-01"}, {"effective_on": "9999-12-31"}, {"version": 2**63}):
        with pytest.raises(ValueError, match="equal"):
            OldEnvelope.model_validate(ENVELOPE | wrong)
