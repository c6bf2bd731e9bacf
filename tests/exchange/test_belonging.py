"""An import writes for the person's departments only, and publishes no file of another."""

import pytest

from core.choices import Role
from core.import_report import RefusedError
from exchange.importing.guides import import_record
from guides.models import GuidePage
from moderation import errors
from moderation.submit import submit
from publication.models import PublishedFile
from tests.exchange.small_documents import filed_record, small_guide
from tests.factories import DepartmentFactory, person, switch_rules_off
from tests.moderation.steps import stored_file

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def foreign(db):
    """The FileRef of a file that another department has uploaded."""
    document = stored_file(person(Role.COMPILER, DepartmentFactory()), "x.pdf", b"%PDF-1.7\nx")
    return {"sha256": document.sha256, "name": "x.pdf", "size": 10, "media_type": ""}


def test_draft_is_imported_by_a_compiler_of_the_department_alone(city):
    own, other = person(Role.COMPILER, city), person(Role.COMPILER, DepartmentFactory())

    with pytest.raises(RefusedError) as refused:
        import_record(small_guide(), user=other)
    import_record(small_guide(), user=own)

    assert refused.value.problems[0][0] == "/item/authority"
    assert GuidePage.objects.count() == 1


def test_imported_draft_that_names_a_foreign_content_is_not_submitted(city, foreign):
    compiler = person(Role.COMPILER, city)
    import_record(small_guide(attachments=[{"name": "附件", "file": foreign}]), user=compiler)
    page = GuidePage.objects.get()
    page.outline.sections.all().delete()
    switch_rules_off()

    with pytest.raises(errors.FilesOfOthers):
        submit(page, compiler)


def test_filed_guide_that_names_a_foreign_content_is_refused_with_its_place(
    run, city, written, foreign
):
    record = filed_record()
    record["document"]["attachments"] = [{"name": "附件", "file": foreign}]

    outcome = run("import_guides", written([record]), "--state", "filed", "--json", "-")

    assert outcome.exit_code == 2
    assert [one["pointer"] for one in outcome.json["problems"]] == ["/document"]
    assert not PublishedFile.objects.exists()
