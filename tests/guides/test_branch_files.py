"""Files go along when guides are handed over, so that the receiving department can submit them."""

import pytest

from core.choices import Role
from core.models import DepartmentDocument
from moderation.submit import submit
from tests import factories
from tests.guides.branch_samples import carried_out, job_on
from tests.moderation.steps import attachment_section, save_draft, stored_file

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def test_receiving_department_owns_the_files_of_its_new_guides(city_of_two):
    old, new, document, guide = city_of_two

    carried_out(job_on(factories.department_page(old), new))

    owners = DepartmentDocument.objects.values_list("department", "sha256")
    assert set(owners) == {(old.pk, document.sha256), (new.pk, document.sha256)}
    compiler = factories.person(Role.COMPILER, new)
    guide.refresh_from_db()
    factories.switch_rules_off()
    assert submit(guide, compiler).is_open


def test_same_content_is_not_given_twice(city_of_two):
    old, new, _document, _guide = city_of_two
    stored_file(factories.person(Role.COMPILER, new), "own.pdf", b"%PDF-1.7\nx")

    carried_out(job_on(factories.department_page(old), new))

    assert DepartmentDocument.objects.filter(department=new).count() == 1


@pytest.fixture
def city_of_two(db):
    """Two departments, a file of the first, and its guide that names it."""
    old, new = factories.DepartmentFactory(), factories.DepartmentFactory()
    compiler = factories.person(Role.COMPILER, old)
    document = stored_file(compiler, "x.pdf", b"%PDF-1.7\nx")
    guide = factories.guide_page(old, owner=compiler)
    guide.sections = attachment_section(document)
    guide.save()
    save_draft(guide, compiler, sections=attachment_section(document))
    return old, new, document, guide
