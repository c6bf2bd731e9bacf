"""What the rooms below ask of publication is answered by indexes."""

from core.registries import filed_page_ids
from guides.models import GuidePage
from tests.factories import manual_page
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import file_guide


def test_whether_a_guide_was_filed_is_asked_by_its_code(city, django_assert_num_queries):  # noqa: F811
    file_guide(city)
    guide = GuidePage.objects.get(pk=city.guide.pk)

    with django_assert_num_queries(1) as asked:
        assert filed_page_ids([guide]) == {guide.pk}

    # For codes below a path PostgreSQL reads all versions of a million.
    assert "guides_guidepage" not in asked[0]["sql"]


def test_a_manual_is_bound_with_its_guide(city):  # noqa: F811
    manual = manual_page(city.guide)
    assert filed_page_ids([manual]) == set()

    file_guide(city)

    assert filed_page_ids([manual, city.guide.get_parent()]) == {
        manual.pk,
        city.guide.get_parent().pk,
    }
