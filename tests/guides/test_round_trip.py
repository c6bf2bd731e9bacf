"""A Document goes into a page, through the editor, and comes out as it was, to the byte."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings

from core.choices import Role
from guides.compiling.page_sections import apply_guide, apply_manual
from guides.document import GuideDocument, ManualDocument, canonical_json
from guides.document.shared import SharedSections
from guides.models import GuidePage, ManualPage
from guides.presenter import catalogue_facts, present_guide, present_manual
from tests.factories import guide_page, manual_page, person
from tests.guides.form_data import posted
from tests.guides.strategies import filled

pytestmark = pytest.mark.django_db
EXAMPLES = settings(
    max_examples=8,
    deadline=None,
    # Shrinking a whole Document takes minutes and says little.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


SHARED = set(SharedSections.model_fields)


@pytest.fixture
def page():
    return guide_page()


@pytest.fixture
def compiler_client(client, page):
    client.force_login(person(Role.COMPILER, page.department))
    return client


def document_for(page, data):
    """Return a filled guide as this page could hold it: catalogue and outline are not its own, and
    it inherits from no standard guide.
    """
    own = {
        "schema_version": "guide-1",
        "standard": None,
        "outline": page.outline.frozen().model_dump(),
        "item": data["item"] | catalogue_facts(page.situation),
    }
    return GuideDocument.model_validate(data | own)


def manual_for(page, guide, data):
    shared = guide.model_dump(include=SHARED)
    own = {"outline": page.outline.frozen().model_dump(), "title": "手册", "doc_no": "YWSC-1"}
    return ManualDocument.model_validate(shared | data | own)


def saved(client, page):
    """Save the page in the editor without a change; give its newest draft."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(address).content.decode()
    draft = page.get_latest_revision_as_object()

    answer = client.post(address, posted(html, draft))

    assert answer.status_code == 302, errors_of(answer)
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def differences(one, other, place=""):
    """Return the places where two Documents' data differ: the test's answer when it fails."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [found for key in one for found in differences(one[key], other[key], place + key)]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [
            found for row, pair in pairs for found in differences(*pair, place=f"{place}.{row}.")
        ]
    return [] if one == other else [(place, one, other)]


def assert_same(document, wanted):
    assert differences(document.model_dump(mode="json"), wanted.model_dump(mode="json")) == []
    assert canonical_json(document) == canonical_json(wanted)


def errors_of(answer):
    """Return what the form refused, with the places inside sections."""
    errors = answer.context["form"].errors.as_data()
    return [
        (name, str(getattr(error, "as_json_data", lambda error=error: error)()))
        for name, found in errors.items()
        for error in found
    ]


def store(page):
    page.save()
    page.save_revision()


@EXAMPLES
@given(data=filled(GuideDocument))
def test_a_guide_with_every_field_comes_out_of_its_page_unchanged(page, data):
    document = document_for(page, data)

    apply_guide(document, page)
    store(page)

    stored = GuidePage.objects.get(pk=page.pk)
    assert_same(present_guide(stored), document)
    draft = stored.get_latest_revision_as_object()
    assert_same(present_guide(draft), document)


@EXAMPLES
@given(data=filled(GuideDocument))
def test_saving_in_the_editor_changes_nothing_that_nobody_touched(compiler_client, page, data):
    document = document_for(page, data)
    apply_guide(document, page)
    store(page)

    draft = saved(compiler_client, page)

    assert_same(present_guide(draft), document)


@EXAMPLES
@given(data=filled(ManualDocument, without=SHARED | {"schema_version"}))
def test_a_manual_survives_its_page_and_the_editor(compiler_client, page, data):
    guide = present_guide(page)
    manual = ManualPage.objects.child_of(page).first() or manual_page(page)
    document = manual_for(manual, guide, data)
    apply_manual(document, manual)
    store(manual)

    draft = saved(compiler_client, manual)

    assert_same(present_manual(draft, guide), document)
