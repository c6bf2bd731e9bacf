"""`--state filed`: numbers, dates and versions of an older system stay; our own start above."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.models import Department
from guides.choices import Origin
from guides.models import GuidePage, ServiceItem
from publication.filing_number import take_number
from publication.models import Event, PublicState, PublishedVersion
from tests.exchange.small_documents import envelope, filed_record, small_guide

pytestmark = [pytest.mark.django_db, pytest.mark.city]
CODE = "scjg-000000000001-01"


def imported(run, written, *records):
    return run("import_guides", written(list(records)), "--state", "filed", "--json", "-")


def test_numbers_dates_and_versions_are_kept_and_the_origin_says_taken_over(run, city, written):
    outcome = imported(run, written, filed_record(1, version=4))

    version = PublishedVersion.objects.get()
    assert outcome.json["created"] == 1, outcome.stderr
    assert (version.code, version.version, version.filing_no) == (CODE, 4, "旧备〔2024〕1号")
    assert (version.filed_on, version.published_on, version.effective_on) == (
        date(2024, 1, 1), date(2024, 1, 2), date(2024, 2, 1),
    )  # fmt: skip
    assert version.origin == Origin.TAKEN_OVER


def test_a_guide_taken_over_is_public_and_has_a_page_to_go_on_from(run, client, city, written):
    imported(run, written, filed_record(1))

    answer = client.get(f"/api/v1/guides/{CODE}")

    assert answer.json()["envelope"]["filing_no"] == "旧备〔2024〕1号"
    assert GuidePage.objects.get().code == CODE


def test_versions_come_in_order_and_the_newest_is_current(run, city, written):
    records = [
        filed_record(1, version, filing=version, title=f"第{version}版") for version in (1, 2)
    ]

    imported(run, written, *records)

    assert PublicState.objects.get().current.version == 2
    assert list(Event.objects.order_by("seq").values_list("type", "version")) == [
        ("published", 1), ("revised", 2),
    ]  # fmt: skip
    assert GuidePage.objects.get().get_latest_revision_as_object().title == "第2版"


def test_a_version_older_than_one_already_filed_is_refused(run, city, written):
    records = [
        filed_record(1, version, filing=version, title=f"第{version}版") for version in (2, 1)
    ]

    outcome = imported(run, written, *records)

    assert (outcome.exit_code, outcome.json["created"]) == (2, 1)
    assert [one["pointer"] for one in outcome.json["problems"]] == ["/envelope"]


def test_another_text_under_a_version_already_filed_is_refused(run, city, written):
    records = [filed_record(1), filed_record(1, title="改过的标题")]

    outcome = imported(run, written, *records)

    assert (outcome.exit_code, outcome.json["created"], outcome.json["refused"]) == (2, 1, 1)
    assert PublishedVersion.objects.count() == 1


def test_the_same_file_again_changes_nothing(run, city, written):
    records = [
        filed_record(1, version, filing=version, title=f"第{version}版") for version in (1, 2)
    ]
    imported(run, written, *records)
    events = Event.objects.count()

    outcome = imported(run, written, *records)

    assert (outcome.json["unchanged"], outcome.json["created"]) == (2, 0)
    assert (Event.objects.count(), PublishedVersion.objects.count()) == (events, 2)


def test_our_own_numbers_start_above_those_taken_over_in_our_format(run, city, written, settings):
    settings.FILING_NUMBER_FORMAT = "云政服备〔{year}〕{number:04d}号"
    records = [
        filed_record(number, filing_no=f"云政服备〔2026〕{number * 10:04d}号") for number in (2, 1)
    ]

    imported(run, written, *records)

    assert take_number(2026) == "云政服备〔2026〕0021号"
    assert take_number(2025) == "云政服备〔2025〕0001号"


def test_a_record_without_an_envelope_is_refused(run, city, written):
    outcome = imported(run, written, small_guide(1))

    assert outcome.exit_code == 2
    assert [one["pointer"] for one in outcome.json["problems"]] == ["/envelope"]


def test_a_fact_that_differs_from_the_catalogue_stays_in_the_filed_text_alone(run, city, written):
    imported(run, written, filed_record(1))
    old = filed_record(1, version=2, filing=2, title="第二版")
    old["document"]["item"]["item_type"] = "07"

    outcome = imported(run, written, old)

    assert outcome.exit_code == 0, outcome.stderr
    assert '"item_type":"07"' in PublishedVersion.objects.get(version=2).text
    assert GuidePage.objects.get().situation.item.item_type == "01"


def test_a_number_that_is_missing_is_told_with_its_place(run, city, written):
    record = {"document": small_guide(1), "envelope": envelope(filing_no="")}

    outcome = imported(run, written, record)

    assert [one["pointer"] for one in outcome.json["problems"]] == ["/envelope/filing_no"]


def test_a_guide_that_was_handed_over_is_found_by_its_code_and_gets_no_twin(run, city, written):
    imported(run, written, filed_record(1))
    item = GuidePage.objects.get().situation.item
    heir = Department.objects.create(slug="heir", name="接收局")
    ServiceItem.objects.filter(pk=item.pk).update(department=heir)
    GuidePage.objects.update(department=heir)

    imported(run, written, filed_record(1, version=2, filing=2, title="第2版"))

    assert ServiceItem.objects.count() == 1
    assert list(PublicState.objects.values_list("code", "newest_version")) == [(CODE, 2)]


def test_the_short_code_of_a_department_with_guides_stays(run, city, written):
    imported(run, written, filed_record(1))
    city.slug = "other"

    with pytest.raises(ValidationError) as refused:
        city.full_clean()

    assert "slug" in refused.value.message_dict


def test_the_short_code_of_a_department_without_guides_may_change(city):
    city.slug = "other"

    city.full_clean()
