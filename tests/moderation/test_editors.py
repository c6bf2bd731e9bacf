"""Nobody approves their own words, wherever they were entered: the table of what is editing."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_actions
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import querydict_from_html

from core.access.scope import scope_of
from core.checks import own_models
from core.choices import Role
from core.models import Department, DepartmentDocument
from guides.models import GuidePage, LifeEvent, ManualPage, Outline, ServiceItem, Theme
from moderation import errors
from moderation.editing import ACTS, EDITING_ACTS, FILES, NOT_FROZEN, OTHER_ACTS, PAGES, PARTS
from moderation.models import Submission
from moderation.submit import submit
from tests.factories import MembershipFactory, UserFactory, guide_page, manual_page, person
from tests.moderation.steps import (
    REASONS,
    act,
    approve_all,
    attachment_section,
    save_draft,
    stored_file,
)

BACKEND = "core.access.authentication.RoleBackend"
FROZEN = [*PAGES, *PARTS]


@pytest.fixture
def city(city):
    """The city, whose guide has a manual, a theme and a life event."""
    item = city.guide.situation.item
    item.themes.add(Theme.objects.create(code="t", name="主题", side="personal"))
    item.life_events.add(LifeEvent.objects.create(code="e", name="一件事"))
    city.manual = manual_page(city.guide, owner=city.compiler)
    return city


@pytest.fixture
def insider(city):
    """A colleague who reviews for the department, besides whatever else."""
    return person(Role.DEPARTMENT_REVIEWER, city.department)


def thing(city, model):
    """Return what the guide's Submission freezes of a model."""
    item = city.guide.situation.item
    return {
        GuidePage: city.guide,
        ManualPage: city.manual,
        ServiceItem: item,
        Outline: city.guide.outline,
        Department: city.department,
        Theme: item.themes.first(),
        LifeEvent: item.life_events.first(),
    }[model]


def can_decide(submission, user):
    """Return whether somebody may decide, as the queue, the rule and the deed agree on it."""
    fresh = type(user).objects.get(pk=user.pk)
    queued = Submission.objects.waiting_for(fresh, scope_of(fresh)).filter(pk=submission.pk)
    queued = queued.exists()
    try:
        act(submission, fresh)
        decided = True
    except errors.NotAllowed:
        decided = False
    assert queued == decided
    return decided


@pytest.mark.parametrize("model", FROZEN)
def test_whoever_edits_what_is_frozen_does_not_decide_it(city, insider, model):
    log(thing(city, model), "wagtail.edit", user=insider)

    assert not can_decide(submit(city.guide, city.compiler), insider)


@pytest.mark.parametrize("name", EDITING_ACTS)
def test_each_act_that_counts_as_editing_holds_back(city, insider, name):
    log(city.guide.situation.item, name, user=insider)

    assert not can_decide(submit(city.guide, city.compiler), insider)


@pytest.mark.parametrize("model", FROZEN)
def test_neither_does_who_edits_it_during_the_review(city, insider, model):
    submission = submit(city.guide, city.compiler)
    log(thing(city, model), "wagtail.edit", user=insider)

    assert not can_decide(submission, insider)


def test_other_acts_hold_nobody_back(city, insider):
    for name in set(ACTS) - set(EDITING_ACTS):
        for model in FROZEN:
            log(thing(city, model), name, user=insider)

    assert can_decide(submit(city.guide, city.compiler), insider)


@pytest.mark.parametrize("model", FROZEN)
def test_another_row_of_the_kind_holds_nobody_back(city, insider, model):
    other = guide_page(title="other")
    made = {
        GuidePage: lambda: other,
        ManualPage: lambda: manual_page(other),
        ServiceItem: lambda: other.situation.item,
        Outline: lambda: other.outline,
        Department: lambda: other.department,
        Theme: lambda: Theme.objects.create(code="t2", name="别的", side="personal"),
        LifeEvent: lambda: LifeEvent.objects.create(code="e2", name="别的"),
    }
    log(made[model](), "wagtail.edit", user=insider)

    assert can_decide(submit(city.guide, city.compiler), insider)


@pytest.mark.parametrize("model", FROZEN)
def test_what_was_edited_before_the_filed_text_holds_nobody_back(city, insider, model):
    log(thing(city, model), "wagtail.edit", user=insider)
    approve_all(city, submit(city.guide, city.compiler))
    save_draft(city.guide, city.compiler, fees_charged=True)

    assert can_decide(submit(city.guide, city.compiler, reasons=REASONS), insider)


def test_outline_of_the_manual_is_frozen_too(city, insider):
    log(city.manual.outline, "wagtail.edit", user=insider)

    assert not can_decide(submit(city.guide, city.compiler), insider)


def test_whoever_uploaded_a_file_of_the_text_does_not_decide_it(city, insider):
    document = stored_file(insider, "表.pdf", b"%PDF-1.7\nx")
    DepartmentDocument.objects.filter(pk=document.pk).update(department=city.department)
    save_draft(city.guide, city.compiler, sections=attachment_section(document))

    assert not can_decide(submit(city.guide, city.compiler), insider)


def test_neither_does_who_put_other_bytes_into_it(city, insider):
    document = stored_file(city.compiler, "表.pdf", b"%PDF-1.7\nx")
    log(document, "wagtail.edit", user=insider)
    save_draft(city.guide, city.compiler, sections=attachment_section(document))

    assert not can_decide(submit(city.guide, city.compiler), insider)


def test_file_that_is_filed_already_holds_nobody_back(city, insider):
    document = stored_file(insider, "表.pdf", b"%PDF-1.7\nx")
    DepartmentDocument.objects.filter(pk=document.pk).update(department=city.department)
    save_draft(city.guide, city.compiler, sections=attachment_section(document))
    approve_all(city, submit(city.guide, city.compiler))
    save_draft(city.guide, city.compiler, fees_charged=True)

    assert can_decide(submit(city.guide, city.compiler, reasons=REASONS), insider)


def test_compiler_who_wrote_everyday_names_and_reviews_does_not_approve_them(city, client):
    """The case that was found: the words came in through the catalogue's own form."""
    both = person(Role.DEPARTMENT_REVIEWER, city.department)
    MembershipFactory(user=both, role=Role.COMPILER, department=city.department)
    client.force_login(both, backend=BACKEND)
    item = city.guide.situation.item
    address = reverse("wagtailsnippets_guides_serviceitem:edit", args=[item.pk])
    form = dict(querydict_from_html(client.get(address).content.decode(), form_index=1).lists())

    answer = client.post(address, form | {"aliases": ["开小饭馆"]})

    submission = submit(city.guide, city.compiler)
    assert answer.status_code == 302
    assert submission.guide.item.aliases == ["开小饭馆"]
    assert not can_decide(submission, both)


def test_screen_says_why(city, client, insider):
    log(city.guide.situation.item, "wagtail.edit", user=insider)
    submission = submit(city.guide, city.compiler)
    client.force_login(insider, backend=BACKEND)

    answer = client.get(reverse("moderation:review", args=[submission.pk]))

    assert "事项、模板或文件" in answer.content.decode()


def test_each_act_of_the_log_is_in_the_table(db):
    names = {name for name, _label in log_actions.get_choices()}

    assert {name for name in names if not name.startswith(tuple(OTHER_ACTS))} == set(ACTS)


def test_each_page_snippet_and_file_is_in_the_table(db):
    kinds = {model for model in own_models() if issubclass(model, Page)}
    kinds |= {*get_snippet_models(), get_document_model(), get_image_model()}
    listed = {*PAGES, *PARTS, *FILES}

    assert {model._meta.label for model in kinds - listed} == set(NOT_FROZEN)


def test_nobody_is_held_back_by_a_stranger(city, insider):
    log(city.guide.situation.item, "wagtail.edit", user=UserFactory())

    assert can_decide(submit(city.guide, city.compiler), insider)
