"""标准指南: a guide that is published joins one later; a standard that is one no more."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from core.audit.models import AuditEntry
from guides.models import GuidePage, SharedPart, SharedPartUse
from moderation.choices import ReviewStage
from moderation.submit import submit
from publication.models import FiledPart, PartChange
from publication.shared_parts.leaving_and_joining import (
    difference,
    join,
    standard_to_join,
    unmark,
)
from publication.shared_parts.people import parts_seen_by
from publication.shared_parts.preparing import prepare, send
from tests.factories import guide_page
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import approve_all, save_draft
from tests.publication.part_samples import another_compiler, draft_of, texts, window_data
from tests.publication.standard_samples import (
    ALL_REASONS,
    district,
    filed_heir,
    heir,
    proposed,
    result,
    revise,
    rows,
    sections,
    standard,
    with_reviewers,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]
BACKEND = "core.access.authentication.RoleBackend"


def by_itself(place, validity="3年"):
    """Return a district's guide that was filed without a standard."""
    page = guide_page(
        place.department, situation=place.situation, owner=place.compiler, change_note="首次",
        title="食品经营许可",
    )  # fmt: skip
    given = sections(
        rows("results", result(validity=validity)),
        rows("service_points", window_data(name="区中心", phone="0599-7")),
    )
    save_draft(page, place.compiler, sections=given, summary="自己的话")
    approve_all(place, submit(page, place.compiler, reasons=ALL_REASONS))
    return GuidePage.objects.get(pk=page.pk)


def test_a_published_guide_joins_with_the_difference_seen_and_its_local_fields_kept(city):  # noqa: F811
    part = standard(city)
    place = district(city)
    page = by_itself(place)
    before = texts(page)
    fields = [field for one in difference(page, part) for field in one.fields]

    join(page, part, place.compiler)

    document = draft_of(page)
    assert ("3年", "5年") in [(one.old, one.new) for one in fields]
    assert document.results[0].validity == "5年"
    assert [one.phone for one in document.service_points] == ["0599-7"]
    assert document.standard.code == city.guide.code
    assert texts(page) == before
    assert SharedPartUse.objects.filter(part=part, page=page).exists()
    save_draft(GuidePage.objects.get(pk=page.pk), place.compiler, change_note="改用标准指南")
    approve_all(place, submit(page, place.compiler, reasons=ALL_REASONS))
    assert texts(page)[-1]["results"][0]["validity"] == "5年"
    assert FiledPart.objects.filter(part=part, code=page.code).exists()
    assert AuditEntry.objects.filter(act="publication.standard_joined", code=page.code).exists()


def test_nobody_joins_twice_in_review_for_others_or_where_no_standard_is(city):  # noqa: F811
    with_reviewers(city)
    place, other = district(city), district(city, "jianyang")
    page = by_itself(place)
    assert standard_to_join(page) is None
    part = standard(city)
    inheriting = filed_heir(other)

    with pytest.raises(PermissionDenied):
        join(page, part, other.compiler)
    with pytest.raises(ValidationError):
        join(inheriting, part, other.compiler)
    save_draft(page, place.compiler, change_note="改", summary="另一句")
    submit(page, place.compiler, reasons=ALL_REASONS)
    with pytest.raises(ValidationError):
        join(page, part, place.compiler)
    assert GuidePage.objects.get(pk=page.pk).standard is None


def test_heirs_of_a_standard_that_ends_keep_their_texts_as_their_own(city):  # noqa: F811
    part = standard(city)
    pages = [filed_heir(district(city)), filed_heir(district(city, "jianyang"))]
    before = [draft_of(page).model_copy(update={"standard": None}) for page in pages]
    filed = [texts(page) for page in pages]

    count = unmark(part, city.compiler, "改由各区自行编制")

    assert count == 2
    assert [draft_of(page) for page in pages] == before
    assert [texts(page) for page in pages] == filed
    assert not FiledPart.objects.filter(part=part).exists()
    assert set(GuidePage.objects.values_list("standard", flat=True)) == {None}
    assert SharedPart.objects.get(pk=part.pk).guide_code == ""
    assert part not in parts_seen_by(city.compiler)
    entries = AuditEntry.objects.filter(act="publication.standard_left")
    assert [one.facts["reason"] for one in entries] == ["改由各区自行编制"] * 2
    revise(city, "10年")
    assert proposed_nothing()


def proposed_nothing():
    """Return whether no change of any part was proposed."""
    return not PartChange.objects.exclude(state=PartChange.State.DROPPED).exists()


def test_a_standard_does_not_end_while_heirs_or_its_change_are_in_review(city):  # noqa: F811
    part = standard(city)
    place = district(city)
    page = heir(place)
    submit(page, place.compiler, reasons=ALL_REASONS)

    with pytest.raises(PermissionDenied):
        unmark(part, place.compiler, "理由")
    with pytest.raises(ValidationError, match=page.title):
        unmark(part, city.compiler, "理由")
    with pytest.raises(ValidationError):
        unmark(part, city.compiler, " ")
    other = filed_heir(district(city, "jianyang"))
    page.submissions.update(state="withdrawn")
    revise(city, "10年")
    change = send(proposed(part), another_compiler(city.department))
    prepare(change)
    with pytest.raises(ValidationError):
        unmark(part, city.compiler, "理由")
    assert GuidePage.objects.get(pk=other.pk).standard == part


def test_the_screens_say_beforehand_what_happens_to_whom(city, client):  # noqa: F811
    part = standard(city)
    place = district(city)
    heirs_page = filed_heir(place)
    page = by_itself(district(city, "jianyang"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"

    client.force_login(city.compiler, backend=BACKEND)
    ending = client.get(reverse("shared_parts_unmark", args=[part.pk])).content.decode()
    client.force_login(page.owner, backend=BACKEND)
    joining = client.get(reverse("shared_parts_heir", args=[page.pk])).content.decode()
    answer = client.post(reverse("shared_parts_inherit", args=[page.pk]), {"part": part.pk})

    assert heirs_page.title in ending
    assert "有 1 份指南继承它" in ending
    assert "改为继承市场监督管理局的标准指南" in joining
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert GuidePage.objects.get(pk=page.pk).standard == part


def test_the_impact_of_a_change_lists_what_is_in_review_with_the_part(city, client):  # noqa: F811
    part = standard(city)
    place = district(city)
    submission = submit(heir(place), place.compiler, reasons=ALL_REASONS)
    revise(city, "10年")
    change = proposed(part)
    client.force_login(city.compiler, backend=BACKEND)

    own = client.get(reverse("shared_parts_change", args=[change.pk])).content.decode()
    client.force_login(city.formal, backend=BACKEND)
    all_of_them = client.get(reverse("shared_parts_change", args=[change.pk])).content.decode()

    address = reverse("moderation:review", args=[submission.pk])
    assert address not in own
    assert address in all_of_them
    assert str(ReviewStage(submission.stage).label) in all_of_them
