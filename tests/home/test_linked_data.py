"""A guide as JSON-LD: what is said, and only that."""

import json

import pytest

from guides.document.json_schema import example
from guides.showing.linked_data import government_service

ENVELOPE = {"filing_no": "云政服备〔2026〕0012号", "version": 2, "published_on": "2026-03-02"}
ADDRESS, BASE = "https://g.example/guides/a/", "https://g.example"


def told(**changes):
    return government_service(example() | changes, ENVELOPE, ADDRESS, BASE)


def test_every_element_stands_where_the_table_says():
    service = told()

    assert service["identifier"][-1]["value"] == ENVELOPE["filing_no"]
    assert service["serviceOperator"]["name"] == "云溪市住房和城乡建设局"
    assert service["audience"] == [{"@type": "Audience", "audienceType": "自然人"}]
    assert service["offers"][0]["price"] == "3.20"
    assert service["mainEntityOfPage"]["version"] == 2
    assert service["serviceOutput"][0]["name"] == "公共租赁住房轮候登记通知"
    assert len(service["termsOfService"]) == 4


def test_each_law_is_named_once():
    laws = [one["name"] for one in told()["subjectOf"] if one["@type"] == "Legislation"]

    assert len(laws) == len(set(laws)) == 2


def test_hours_of_a_season_are_left_out():
    channels = told()["availableChannel"]
    hours = channels[1]["serviceLocation"]["openingHoursSpecification"]

    assert [(one["dayOfWeek"][0], one["opens"]) for one in hours] == [
        ("Monday", "08:30"),
        ("Monday", "14:30"),
    ]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (5, "working_day", {"gs:workingDays": 5}),
        (5, "calendar_day", {"processingTime": "P5D"}),
        (2, "month", {"processingTime": "P2M"}),
        (4, "hour", {"processingTime": "PT4H"}),
        (None, "instant", {"processingTime": "PT0S"}),
        (0, "working_day", {"processingTime": "PT0S"}),
        (None, None, {}),
    ],
)
def test_the_promise_is_a_duration_or_a_number_of_working_days(value, unit, expected):
    limits = example()["time_limits"]
    limits["promised"] |= {"value": value, "unit": unit}

    channel = told(time_limits=limits)["availableChannel"][0]

    keys = ("processingTime", "gs:workingDays")
    assert {key: channel[key] for key in keys if key in channel} == expected


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        ({"charged": None, "items": []}, None),
        (
            {"charged": False, "items": []},
            [{"@type": "Offer", "price": "0", "priceCurrency": "CNY"}],
        ),
        ({"charged": True, "items": []}, None),
    ],
)
def test_fees_that_are_not_known_are_not_told(fees, expected):
    assert told(fees=fees).get("offers") == expected


def test_nothing_empty_is_told():
    text = json.dumps(told(), ensure_ascii=False)

    assert '""' not in text
    assert "[]" not in text
    assert "null" not in text
    assert "{}" not in text
