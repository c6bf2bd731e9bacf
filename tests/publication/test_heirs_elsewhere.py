"""What an heir inherits cannot be changed by any other door: imports, texts, fixes of findings."""

import pytest

from core.choices import Role
from core.import_report import RefusedError
from exchange.correcting.saving import save_draft
from exchange.importing.guides import import_record
from guides.document import GuideDocument
from publication.shared_parts.similar import groups
from publication.states import transfer
from quality.finding import replaced
from quality.mend_views import is_inherited
from tests.factories import DepartmentFactory, person
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.publication.part_samples import draft_of
from tests.publication.standard_samples import district, filed_heir, heir, standard

pytestmark = pytest.mark.django_db


def record_of(page):
    """Return an heir's draft as a record of an import; from where it inherits no table says."""
    data = draft_of(page).model_dump(mode="json")
    data.pop("standard")
    return {"document": data}


def test_an_import_of_what_an_heir_says_changes_nothing(city):  # noqa: F811
    standard(city)
    place = district(city)
    page = heir(place)

    assert import_record(record_of(page), user=place.compiler) == "unchanged"


def test_an_import_changes_what_is_local_and_is_refused_for_the_rest(city):  # noqa: F811
    standard(city)
    place = district(city)
    page = heir(place)
    record = record_of(page)
    record["document"]["service_points"][0]["phone"] = "0599-3000"

    assert import_record(record, user=place.compiler) == "updated"
    record["document"]["results"][0]["validity"] = "永久"
    with pytest.raises(RefusedError) as refused:
        import_record(record, user=place.compiler)

    assert [place for place, _why in refused.value.problems] == ["/results"]
    assert draft_of(page).service_points[0].phone == "0599-3000"
    assert draft_of(page).results[0].validity == "5年"
    assert draft_of(page).standard is not None


def test_a_text_that_was_read_names_the_sections_that_stay_inherited(city):  # noqa: F811
    standard(city)
    place = district(city)
    page = heir(place)
    read = GuideDocument().model_dump(mode="json")
    read["title"], read["results"] = "区里的指南", [{"name": "批复"}]
    read = GuideDocument.model_validate(read).model_dump(mode="json")

    saved = save_draft(read, place.situation, place.compiler, [])

    assert draft_of(page).title == "区里的指南"
    assert draft_of(page).results[0].name == "食品经营许可证"
    assert len(saved.lost) == 1


def test_a_fix_of_an_inherited_place_is_not_carried_out_in_an_heir(city):  # noqa: F811
    standard(city)
    page = heir(district(city))

    assert is_inherited(page, replaced("/results/0/name", "证", "改"))
    assert not is_inherited(page, replaced("/service_points/0/phone", "1", "改"))
    assert not is_inherited(city.guide, replaced("/results/0/name", "证", "改"))


def test_rows_that_an_heir_inherits_are_not_proposed_as_shared(city):  # noqa: F811
    standard(city)
    pages = [filed_heir(district(city, slug)) for slug in ("yanping", "jianyang")]
    operator = person(Role.OPERATOR)

    found = groups(operator)

    codes = {code for one in found for code in one.places}
    places = {row for one in found for rows in one.places.values() for row in rows}
    assert codes >= {page.code for page in pages}
    assert {row.partition("/")[0] for row in places} == {"service_points"}


def test_who_gets_the_guide_keeps_the_standard(city):  # noqa: F811
    part = standard(city)
    other = DepartmentFactory(slug="spj", name="行政审批局")

    transfer([city.guide.code], city.department, other)

    part.refresh_from_db()
    assert part.department == other
