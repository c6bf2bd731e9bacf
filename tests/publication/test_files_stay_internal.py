"""Filing never widens a file: what one guide holds as internal, no other guide makes public."""

import json

import pytest
from django.core.exceptions import ValidationError

from core.choices import Role
from moderation import errors
from moderation.submit import submit
from publication.models import PublishedFile
from publication.take_over import take_over
from tests.factories import DepartmentFactory, guide_page, manual_page, person
from tests.moderation.conftest import city  # noqa: F401  the people of a review
from tests.moderation.steps import (
    REASONS,
    approve_all,
    attachment_section,
    save_draft,
    stored_file,
)
from tests.publication.filing_samples import guide_document, manual_document, old_envelope

pytestmark = [pytest.mark.django_db, pytest.mark.city]
BYTES = b"%PDF-1.7\nform"


def form_section(document):
    """Return sections of a manual that name one file among its internal forms."""
    return json.dumps([{"type": "document_forms", "value": [{"name": "x", "file": document.pk}]}])


@pytest.fixture
def internal(city):  # noqa: F811
    """A file that the filed manual of the city's guide holds as internal."""
    document = stored_file(city.compiler, "内部表.pdf", BYTES)
    save_draft(manual_page(city.guide), city.compiler, sections=form_section(document))
    approve_all(city, submit(city.guide, city.compiler))
    assert not PublishedFile.objects.get().is_public
    return document


def test_another_guide_of_the_department_is_not_submitted_with_it(city, internal):  # noqa: F811
    other = guide_page(city.department, owner=city.compiler)
    save_draft(other, city.compiler, sections=attachment_section(internal))

    with pytest.raises(errors.FilesWithheld) as refused:
        submit(other, city.compiler)

    assert refused.value.names == ["内部表.pdf"]


def test_neither_is_a_copy_under_another_name_in_another_department(city, internal):  # noqa: F811
    department = DepartmentFactory()
    thief = person(Role.COMPILER, department)
    copy = stored_file(thief, "公开表.pdf", BYTES)
    other = guide_page(department, owner=thief)
    save_draft(other, thief, sections=attachment_section(copy))

    with pytest.raises(errors.FilesWithheld):
        submit(other, thief)


def test_filing_refuses_what_became_internal_during_review(city):  # noqa: F811
    document = stored_file(city.compiler, "表.pdf", BYTES)
    other = guide_page(city.department, owner=city.compiler)
    save_draft(other, city.compiler, sections=attachment_section(document))
    under_review = submit(other, city.compiler)
    save_draft(manual_page(city.guide), city.compiler, sections=form_section(document))
    approve_all(city, submit(city.guide, city.compiler))

    with pytest.raises(ValidationError, match=r"内部|internal"):
        approve_all(city, under_review)

    assert not PublishedFile.objects.get().is_public


def test_the_guide_that_holds_it_may_publish_it(city, internal):  # noqa: F811
    save_draft(city.guide, city.compiler, sections=attachment_section(internal))
    reasons = REASONS | {"attachments": "公开"}

    approve_all(city, submit(city.guide, city.compiler, reasons=reasons))

    assert PublishedFile.objects.get().is_public


def test_what_is_public_already_may_be_named_by_every_guide(city):  # noqa: F811
    document = stored_file(city.compiler, "表.pdf", BYTES)
    save_draft(city.guide, city.compiler, sections=attachment_section(document))
    save_draft(manual_page(city.guide), city.compiler, sections=form_section(document))
    approve_all(city, submit(city.guide, city.compiler))
    other = guide_page(city.department, owner=city.compiler)
    save_draft(other, city.compiler, sections=attachment_section(document))

    approve_all(city, submit(other, city.compiler))

    assert set(PublishedFile.objects.values_list("code", "is_public")) == {
        (city.guide.code, True),
        (other.code, True),
    }


def test_an_older_system_cannot_widen_it_either(city, internal):  # noqa: F811
    ref = {"sha256": internal.sha256, "name": "x.pdf", "size": 1, "media_type": ""}
    guide = guide_document(attachments=[{"name": "附件", "file": ref}])

    with pytest.raises(ValidationError, match=r"内部|internal"):
        take_over("other-code", guide, manual_document(), old_envelope())


def test_readers_get_a_file_that_one_guide_publishes_and_another_keeps_internal(client, city):  # noqa: F811
    document = stored_file(city.compiler, "表.pdf", BYTES)
    save_draft(city.guide, city.compiler, sections=attachment_section(document))
    approve_all(city, submit(city.guide, city.compiler))
    other = guide_page(city.department, owner=city.compiler)
    save_draft(manual_page(other), city.compiler, sections=form_section(document))
    approve_all(city, submit(other, city.compiler))

    answer = client.get(f"/files/{document.sha256}/表.pdf")

    assert PublishedFile.objects.filter(is_public=False).exists()
    assert answer.status_code == 200
