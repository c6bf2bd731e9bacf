"""A Document with every field of the template survives import, editor save and export unchanged."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from core.choices import Role
from core.models import DepartmentDocument
from guides.document import canonical_json
from guides.models import GuidePage, ManualPage, Outline
from tests.factories import person
from tests.filled_documents import Filler, empty_places, filled_guide, filled_manual
from tests.guides.form_data import posted

pytestmark = [pytest.mark.django_db, pytest.mark.city]
CODE = "scjg-000131001000-01"


@pytest.fixture
def documents(city):
    """A filled guide and manual whose files the department has uploaded."""
    filler = Filler()
    guide = filled_guide(Outline.objects.get(key="unified-guide"), filler)
    # From which standard guide it inherits is a fact of the page: no file says it.
    guide = guide.model_copy(update={"standard": None})
    manual = filled_manual(Outline.objects.get(key="unified-manual"), guide, filler)
    for content, _internal in filler.files.values():
        file = ContentFile(content, name="upload.pdf")
        DepartmentDocument.objects.create(title="upload", department=city, file=file)
    return guide, manual


def test_the_documents_of_this_test_have_every_field_filled(documents):
    for document in documents:
        assert empty_places(document.model_dump(mode="json")) == []


def exported(run, tmp_path, *options):
    path = tmp_path / "exported.json"
    run("export_guide", CODE, "--format", "json", "-o", path, *options)
    return path.read_bytes().decode()


def save_unchanged(client, page):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(address).content.decode()
    answer = client.post(address, posted(html, page.get_latest_revision_as_object()))
    assert answer.status_code == 302, [
        error.as_json_data() if hasattr(error, "as_json_data") else error
        for errors in answer.context["form"].errors.as_data().values()
        for error in errors
    ]


def test_import_editor_and_export_leave_every_byte(run, client, city, documents, written, tmp_path):
    guide, manual = documents
    record = {
        "document": json.loads(canonical_json(guide)),
        "manual": json.loads(canonical_json(manual)),
    }

    outcome = run("import_guides", written(record), "--json", "-")
    client.force_login(person(Role.COMPILER, city))
    save_unchanged(client, GuidePage.objects.get())
    save_unchanged(client, ManualPage.objects.get())

    assert (outcome.exit_code, outcome.json["created"]) == (0, 1), outcome.stderr
    assert exported(run, tmp_path) == canonical_json(guide)
    assert exported(run, tmp_path, "--kind", "manual") == canonical_json(manual)


def test_a_filed_version_is_exported_with_the_bytes_that_its_hash_covers(
    run, documents, written, tmp_path
):
    guide, _manual = documents
    envelope = {
        "version": 3, "filing_no": "旧备3号", "filed_on": "2024-01-01",
        "published_on": "2024-01-02", "effective_on": "2024-02-01",
    }  # fmt: skip
    record = {"document": json.loads(canonical_json(guide)), "envelope": envelope}

    run("import_guides", written(record), "--state", "filed")

    assert exported(run, tmp_path, "--state", "filed") == canonical_json(guide)


def test_what_was_exported_can_be_imported_again_and_changes_nothing(
    run, documents, written, tmp_path
):
    guide, _manual = documents
    run("import_guides", written(json.loads(canonical_json(guide))))
    exported(run, tmp_path)

    outcome = run("import_guides", tmp_path / "exported.json", "--json", "-")

    assert outcome.json == {
        "created": 0, "updated": 0, "unchanged": 1, "refused": 0, "problems": [],
    }  # fmt: skip
