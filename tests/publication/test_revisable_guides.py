"""Which guides a further version may follow, asked of all of them at once."""

import pytest

from core.registries import revisable_guides, why_no_version_follows
from guides.models import GuidePage
from publication import states
from tests.factories import DepartmentFactory, SituationFactory, guide_page
from tests.publication.filing_samples import filed

pytestmark = pytest.mark.django_db


def test_a_filed_guide_is_among_them_a_draft_and_an_abolished_one_are_not():
    department = DepartmentFactory(slug="scjg")
    pages = [
        guide_page(department, situation=SituationFactory(item__department=department))
        for _each in range(3)
    ]
    _draft, in_force, gone = (page.code for page in pages)
    filed(in_force)
    filed(gone, number=2)
    states.abolish(gone, None, "依据已经废止")

    found = GuidePage.objects.filter(revisable_guides()).values_list("code", flat=True)

    assert list(found) == [in_force]
    assert why_no_version_follows(gone) and why_no_version_follows(in_force) is None
