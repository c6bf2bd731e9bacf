"""The form of a reform: each kind is written on the screen, and written anew."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from core.choices import Role
from core.editing.seen_form import SEEN
from publication.choices import ReformKind
from publication.models import Reform
from tests.factories import ServiceItemFactory, person
from tests.publication.reforms.samples import department

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URLENCODED = "application/x-www-form-urlencoded"
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def planner(client):
    client.force_login(person(Role.FORMAL_REVIEWER), backend=BACKEND)
    return client


def inputs_of(answer):
    """Return what a browser sends from the form of a plan, unchanged."""
    html = answer.content.decode()
    forms = (querydict_from_html(html, form_index=place) for place in range(html.count("<form")))
    return next(form for form in forms if SEEN in form)


def address_of(kind, source):
    address = reverse("reforms_new", args=[kind])
    return f"{address}?source={source.slug}" if kind == ReformKind.SPLIT else address


def written(kind, source, target):
    """Return what a browser sends for a reform of this kind."""
    of_kind = {
        ReformKind.RENAME: {"new_name": "新名"},
        ReformKind.MERGE: {"target": target.pk},
        ReformKind.SPLIT: {"target": target.pk, "items": ServiceItemFactory(department=source).pk},
        ReformKind.MOVE: {"new_parent": target.pk},
    }[kind]
    day = timezone.localdate().isoformat()
    said = {"decision_no": "云编〔2026〕9号", "effective_on": day, "reason": "改革"}
    return {"sources": source.pk} | of_kind | said


@pytest.mark.parametrize("kind", ReformKind.values)
def test_every_kind_is_written_and_written_anew(planner, kind):
    source, target = department("one", "甲局"), department("two", "乙局")

    first = planner.post(address_of(kind, source), written(kind, source, target))

    reform = Reform.objects.get()
    edit = reverse("reforms_edit", args=[reform.pk])
    form = inputs_of(planner.get(edit))
    form["reason"] = "改革方案第三条"
    again = planner.post(edit, form.urlencode(), content_type=URLENCODED)
    reform.refresh_from_db()
    assert (first.status_code, again.status_code) == (302, 302)
    assert (list(reform.sources.all()), reform.reason) == ([source], "改革方案第三条")


@pytest.mark.parametrize("kind", [ReformKind.RENAME, ReformKind.MOVE])
def test_no_department_is_chosen_beforehand_and_none_is_refused(planner, kind):
    source, target = department("one", "甲局"), department("two", "乙局")

    shown = planner.get(address_of(kind, source)).context["form"]
    sent = planner.post(address_of(kind, source), written(kind, source, target) | {"sources": ""})

    assert "selected" not in str(shown["sources"])
    assert str(shown["sources"]).index('value=""') < str(shown["sources"]).index("乙局")
    assert (sent.status_code, [*sent.context["form"].errors]) == (422, ["sources"])
    assert not Reform.objects.exists()


def test_what_was_sent_is_shown_again_beside_an_error(planner):
    source = department("one", "甲局")
    data = written(ReformKind.RENAME, source, source) | {"effective_on": "0001-01-01"}

    sent = planner.post(reverse("reforms_new", args=["rename"]), data)

    assert f'value="{source.pk}" selected' in str(sent.context["form"]["sources"])
    assert [*sent.context["form"].errors] == ["effective_on"]
