"""No chooser takes what belongs to another department, whatever id is posted.

The choosers are found by walking the blocks and forms of the project: one that is added is tried
here, and one whose model is not in `FOREIGN` fails.
"""

import json

import pytest
from django.contrib.auth import get_user_model
from django.forms import ModelChoiceField
from django.urls import reverse
from wagtail.permissions import policy_registry

from core.access.permission_policy import DepartmentOwnedPolicy, ScopedPolicy
from core.choices import Role
from core.models import Department, DepartmentDocument, DepartmentImage
from exchange.uploads.access import departments_of
from exchange.uploads.forms import UploadForm
from guides.branches.forms import TargetForm
from guides.choices import PartKind
from guides.compiling.forms import NewGuideForm, NewManualForm
from guides.models import GuidePage, ItemSituation, Law, ManualPage, ServiceItem, SharedPart
from guides.outlines.models import Outline
from guides.views import open_situations
from moderation import errors
from moderation.submit import submit
from moderation.views.bulk_form import BulkForm
from publication.outlines.new_outline import NewOutlineForm
from publication.reforms.forms import SourceForm
from publication.shared_parts.forms import PartForm
from tests import factories
from tests.guides.form_data import posted
from tests.moderation.steps import save_draft
from tests.security.choosers import (
    block_choosers,
    choosing_fields,
    chosen_at,
    model_forms,
    plain_forms,
)
from tests.security.world import BACKEND, SENTINEL, browser

FOREIGN = {
    Department: "department",
    DepartmentDocument: "document",
    DepartmentImage: "image",
    GuidePage: "guide",
    ItemSituation: "situation",
    ManualPage: "manual",
    ServiceItem: "item",
}
"""What another department has of each model that a department owns, by its name in the world."""

BLOCKS = block_choosers()
BLOCK_NAMES = [f"{model.__name__}.{'.'.join(path)}" for model, _field, path, _block in BLOCKS]
EVERY_BLOCK = pytest.mark.parametrize(("model", "name", "path", "block"), BLOCKS, ids=BLOCK_NAMES)
MODEL_FORMS = model_forms()


def page_of(belongings, model):
    """Return the draft guide of a department, or the manual of its guide."""
    return belongings.draft if model is GuidePage else belongings.manual


def sent_with(client, page, name, path, chosen, *, address=None, **more):
    """Send a page's form with one chooser naming a row, as the editor does; return the answer."""
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    block = draft._meta.get_field(name).stream_block
    setattr(draft, name, block.to_python(chosen_at(block, path, chosen.pk)))
    sent = posted(client.get(editor).content.decode(), draft)
    return client.post(address or editor, sent | more)


def shown(answer):
    """Return the text of an answer, without the names that the person's own departments have."""
    return answer.content.decode().replace(f"{SENTINEL} 事项", "").replace("乙局", "")


def both(world):
    """Return the browser of somebody who compiles for A and for B."""
    somebody = factories.person(Role.COMPILER, world.a.department)
    factories.MembershipFactory(user=somebody, role=Role.COMPILER, department=world.b.department)
    return somebody


@EVERY_BLOCK
def test_block_takes_ones_own(db, world, model, name, path, block):
    own = getattr(world.a, FOREIGN[block.model_class])

    answer = sent_with(browser(world, "compiler_a"), page_of(world.a, model), name, path, own)

    assert answer.status_code == 302


@pytest.mark.parametrize("who", ["compiler_a", "superuser", "both"])
@EVERY_BLOCK
def test_block_refuses_another_departments_on_save(
    db, world, client, who, model, name, path, block
):
    foreign, page = getattr(world.b, FOREIGN[block.model_class]), page_of(world.a, model)
    if who == "both":
        client.force_login(both(world), backend=BACKEND)
    else:
        client = browser(world, who)
    before = model.objects.get(pk=page.pk).latest_revision_id

    answer = sent_with(client, page, name, path, foreign)

    assert answer.status_code == 200
    assert name in answer.context["form"].errors
    assert SENTINEL not in shown(answer)
    assert model.objects.get(pk=page.pk).latest_revision_id == before


@pytest.mark.parametrize("view", ["edit", "preview_on_edit"])
def test_refused_form_and_preview_tell_nothing_of_what_was_chosen(db, world, view):
    _model, name, path, block = next(one for one in BLOCKS if one[0] is GuidePage)
    page, client = world.a.draft, browser(world, "compiler_a")
    foreign = getattr(world.b, FOREIGN[block.model_class])
    address = reverse(f"wagtailadmin_pages:{view}", args=[page.pk])

    # The wrong kind of limit is refused before what was chosen is looked at.
    faulty = {"sections-0-value-items-0-value-name": ["好\x07坏"], "promised_value": ["x"]}
    answer = sent_with(client, page, name, path, foreign, address=address, **faulty)
    afterwards = client.get(address)

    assert SENTINEL not in answer.content.decode()
    assert SENTINEL not in afterwards.content.decode()


@EVERY_BLOCK
def test_block_that_came_round_the_form_is_refused_at_submission(
    db, world, model, name, path, block
):
    guide = factories.guide_page(world.a.department, title="another", owner=None)
    page = guide if model is GuidePage else factories.manual_page(guide)
    stream = page._meta.get_field(name).stream_block
    user = world.people["compiler_a"]

    def draft_with(letter):
        chosen = getattr(getattr(world, letter), FOREIGN[block.model_class])
        save_draft(page, user, **{name: json.dumps(chosen_at(stream, path, chosen.pk))})

    draft_with("b")
    with pytest.raises(errors.FilesOfOthers):
        submit(guide, user)
    draft_with("a")
    assert submit(guide, user).is_open


def test_what_was_chosen_before_a_hand_over_can_be_saved_again(db, world):
    page, client = world.a.draft, browser(world, "compiler_a")
    _model, name, path, block = next(one for one in BLOCKS if one[0] is GuidePage)
    foreign = getattr(world.b, FOREIGN[block.model_class])
    stream = page._meta.get_field(name).stream_block
    draft = save_draft(page, None, **{name: json.dumps(chosen_at(stream, path, foreign.pk))})
    draft.sections = draft.get_latest_revision_as_object().sections
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    data = posted(client.get(address).content.decode(), draft)
    answer = client.post(address, data | {"summary": ["改"]})

    assert answer.status_code == 302


def form_for(form_class, argument, user):
    """Return an empty form of a new row, as somebody sees it."""
    instance = form_class._meta.model()
    return form_class(instance=instance, **{argument: user})


@pytest.mark.parametrize("who", ["compiler_a", "reviewer_a"])
@pytest.mark.parametrize(
    ("form_class", "argument"), MODEL_FORMS, ids=[form.__name__ for form, _ in MODEL_FORMS]
)
def test_field_refuses_another_departments(db, world, who, form_class, argument):
    user, model = world.people[who], form_class._meta.model
    policy = policy_registry.get_by_type(model)
    if not policy.user_has_any_permission(user, {"add", "change"}):
        return  # the gate refuses the form itself: tests/security/url_roles.py

    form = form_for(form_class, argument, user)

    for name, field in choosing_fields(form).items():
        assert field.disabled or refuses_foreign(field, world), f"{form_class.__name__}.{name}"


def refuses_foreign(field, world):
    """Return whether a field takes no row of B; its model is known here, or the city's."""
    model = field.queryset.model
    policy = policy_registry.get_by_type(model, fallback=False)
    assert isinstance(policy, ScopedPolicy), f"a chooser of {model.__name__}, which has no policy"
    if model not in FOREIGN:
        assert not isinstance(policy, DepartmentOwnedPolicy), f"{model.__name__}: see FOREIGN"
        return True
    return not field.queryset.filter(pk=getattr(world.b, FOREIGN[model]).pk).exists()


PLAIN = {
    NewGuideForm: lambda user, world: NewGuideForm(
        situations=open_situations(user, "item"), shown=[]
    ),
    NewManualForm: lambda user, world: NewManualForm(),
    UploadForm: lambda user, world: UploadForm(departments=departments_of(user)),
    BulkForm: lambda user, world: BulkForm(user=user),
    PartForm: lambda user, world: PartForm(
        part=SharedPart(kind=PartKind.CONTACT), change=None, user=user
    ),
    # For operators: any department may receive what another gives away, and give it.
    TargetForm: lambda user, world: None,
    SourceForm: lambda user, world: None,
    NewOutlineForm: lambda user, world: None,
}
"""How each plain form that names rows is made for a person; None where the city alone uses it."""
PATHS = {
    ItemSituation: "item__department__in",
    Department: "pk__in",
    get_user_model(): "memberships__department__in",
    Outline: None,
}
"""The lookup from what a plain form names to its department; None where it is the city's."""


@pytest.mark.parametrize("who", ["compiler_a", "reviewer_a"])
def test_plain_form_refuses_another_departments(db, world, who):
    factories.person(Role.DEPARTMENT_REVIEWER, world.b.department)
    factories.SituationFactory(item=world.b.item, name="open item")
    choosing = {
        form
        for form in plain_forms()
        if any(isinstance(field, ModelChoiceField) for field in form.base_fields.values())
    }

    assert choosing == set(PLAIN)
    for make in PLAIN.values():
        form = make(world.people[who], world)
        for field in choosing_fields(form).values() if form else ():
            model = field.queryset.model
            own = {world.b.department.pk}
            path = PATHS[model]
            assert path is None or not field.queryset.filter(**{path: own}).exists()


@pytest.mark.parametrize("room", ["wagtaildocs", "wagtailimages"])
def test_file_is_given_to_no_other_department_by_any_form(db, world, room):
    client = browser(world, "compiler_a")
    thing = world.a.document if room == "wagtaildocs" else world.a.image
    sent = {"title": "x", "department": world.b.department.pk}
    prefix = {"wagtaildocs": "doc", "wagtailimages": "image"}[room]
    several = {f"{prefix}-{thing.pk}-{name}": value for name, value in sent.items()}

    client.post(reverse(f"{room}:edit", args=[thing.pk]), sent)
    client.post(
        reverse(f"{room}:edit_multiple", args=[thing.pk]),
        several,
        headers={"X-Requested-With": "XMLHttpRequest"},
    )

    thing.refresh_from_db()
    assert thing.department == world.a.department


@pytest.mark.parametrize("row", ["situations", "articles"])
def test_row_of_another_is_not_taken_over_by_its_id(db, world, row):
    from wagtail.test.utils.form_data import querydict_from_html

    who, page, foreign = {
        "situations": ("compiler_a", world.a.item, world.b.situation),
        "articles": ("operator", world.city.law, None),
    }[row]
    if foreign is None:
        page.articles.create(number=9998, text="条文")
        page.save()
        other = Law.objects.exclude(pk=page.pk).first()
        foreign = other.articles.create(number=9999, text="条文")
        other.save()
    client = browser(world, who)
    viewset = type(page).snippet_viewset
    address = reverse(viewset.get_url_name("edit"), args=[page.pk])
    html = client.get(address).content.decode()
    data = dict(querydict_from_html(html, form_index=1).lists())

    answer = client.post(address, data | {f"{row}-0-id": [str(foreign.pk)]})

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
