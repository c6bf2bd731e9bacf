"""What a page says of a guide, from its public cut alone: ruler, facts, lists, hours, links."""

import pytest
from django.utils import translation

from guides.document import public_cut
from guides.showing import advice, facts, hours, materials, procedure
from guides.showing.ruler import ruler
from guides.showing.words import limit_text
from tests.home.samples import document


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def cut(**more):
    """Return the public cut of a small guide."""
    return public_cut(document(**more))


def limits(promised, statutory, unit="working_day"):
    """Return time limits of a Document."""
    return {
        "promised": {"value": promised, "unit": unit},
        "statutory": {"value": statutory, "unit": unit},
    }


def step(name, days, *, counted=True, **more):
    """Return one step of a Document."""
    return {"name": name, "limit": days, "unit": "working_day", "counted": counted} | more


def test_the_ruler_has_a_column_for_each_day_up_to_the_legal_limit():
    steps = {"steps": [step("受理", 1, counted=False), step("审查", 4), step("决定", 1)]}

    found = ruler(cut(time_limits=limits(5, 10), process=steps))

    assert [(one["kind"], one["days"]) for one in found["segments"]] == [
        ("step", 4), ("step", 1), ("spare", 5),
    ]  # fmt: skip
    assert [*found["days"]] == [*range(1, 11)]
    assert labels_below(found) == [[("承诺 5", 1, 5), ("法定 10", 6, 10)]]
    assert found["text"] == "承诺 5 个工作日内办结，法定时限 10 个工作日。"


def labels_below(found):
    """Return the labels of each row below a ruler, with the first and the last day of each."""
    rows = []
    for row in found["marks"]:
        labels, day = [], 0
        for cell in row:
            if cell["text"]:
                labels.append((cell["text"], day + 1, day + cell["days"]))
            day += cell["days"]
        rows.append(labels)
    return rows


@pytest.mark.parametrize(
    ("promised", "statutory", "expected"),
    [
        (19, 20, [[("承诺 19", 1, 19)], [("法定 20", 1, 20)]]),
        (20, 20, [[("承诺 20", 1, 20)], [("法定 20", 1, 20)]]),
        (10, 20, [[("承诺 10", 1, 10), ("法定 20", 11, 20)]]),
        (1, 20, [[("承诺 1", 1, 20)], [("法定 20", 1, 20)]]),
        (30, 30, [[("承诺 30", 1, 30)], [("法定 30", 1, 30)]]),
    ],
)
def test_the_labels_of_the_ruler_have_room_of_their_own(promised, statutory, expected):
    found = ruler(cut(time_limits=limits(promised, statutory), process={"steps": []}))

    assert labels_below(found) == expected


def test_a_limit_that_the_state_has_not_set_is_said_in_words():
    unset = {"value": None, "unit": "unset", "note": "", "basis": ""}

    assert limit_text(unset) == "国家没有规定"
    found = cut(time_limits=limits(5, 10) | {"statutory": unset})
    assert ruler(found) is None
    assert facts.cards(found)[0]["note"] == "国家没有规定时限"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], [("rest", 5)]),
        ([step("审查", 3)], [("step", 3), ("rest", 2)]),
        ([step("审查", 9)], [("step", 5)]),
    ],
)
def test_steps_that_do_not_add_up_never_change_the_promise(steps, expected):
    found = ruler(cut(time_limits=limits(5, 5), process={"steps": steps}))

    assert [(one["kind"], one["days"]) for one in found["segments"]] == expected


@pytest.mark.parametrize(
    "more",
    [
        {"time_limits": limits(0, 10)},
        {"time_limits": limits(5, 31)},
        {"time_limits": limits(12, 10)},
        {"time_limits": limits(5, 10, "month")},
        {"time_limits": limits(5, None)},
        {"time_limits": limits(5, 10), "handling": {"case_type": "1"}},
    ],
)
def test_words_say_it_where_a_ruler_would_not(more):
    assert ruler(cut(**more)) is None


def text_of(line):
    return " · ".join(f"{one['before']} {one['strong']}".strip() for one in line)


def test_the_facts_line_keeps_its_order():
    given = {
        "promised": {"value": 5, "unit": "working_day"},
        "charged": False, "online": True, "visits": 0, "instant": False,
    }  # fmt: skip

    assert text_of(facts.facts_line(given)) == ("承诺 5 个工作日 · 不收费 · 全程网办 · 到现场 0 次")


def test_what_is_not_known_is_left_out_of_the_facts_line():
    assert facts.facts_line({"promised": {"value": None, "unit": None}}) == []
    assert text_of(facts.facts_line({"instant": True, "visits": 1})) == "当场办结 · 到现场 1 次"


def test_the_summary_card_answers_four_questions():
    public = cut(
        time_limits=limits(5, 10),
        fees={"charged": True, "items": [{"name": "工本费", "amount": "16"}]},
        handling={"visits": 1, "forms": ["1", "4"]},
    )

    found = {one["key"]: one for one in facts.cards(public)}

    assert (found["time"]["number"], found["time"]["unit"]) == ("5", "个工作日")
    assert (found["fee"]["number"], found["fee"]["unit"]) == ("16", "元")
    assert found["visits"]["number"] == "1"
    assert [*found] == ["time", "fee", "visits", "way"]
    assert facts.cards(cut()) == []


def test_what_to_bring_parts_what_one_has_from_what_one_is_spared():
    items = [
        {"name": "申请书", "necessity": "1"},
        {"name": "委托书", "necessity": "1", "situations": ["委托代办"]},
        {"name": "图纸", "necessity": "2"},
        {"name": "制度清单", "necessity": "3"},
        {"name": "营业执照", "necessity": "1", "exempt": True},
    ]

    found = materials.what_to_bring(cut(materials={"items": items}))

    names = {
        heap: [one["name"] for one in found[heap]] for heap in ("prepare", "perhaps", "spared")
    }
    assert names == {
        "prepare": ["申请书", "制度清单"],
        "perhaps": ["委托书", "图纸"],
        "spared": ["营业执照"],
    }
    assert materials.what_to_bring(cut()) is None
    assert materials.what_to_bring(cut(materials={"none_required": True}))["nothing"]


def test_channels_with_the_same_steps_are_one():
    steps = [
        step("填表", 1, channels=["2", "3"]),
        step("到窗口", 1, channels=["1"]),
        step("决定", 1),
    ]

    found = procedure.procedure(cut(process={"steps": steps}))["channels"]

    assert [(one["key"], [s["name"] for s in one["steps"]]) for one in found] == [
        ("2-3", ["填表", "决定"]),
        ("1", ["到窗口", "决定"]),
    ]


def span(days, opens, closes, **more):
    return {"weekdays": days, "opens": opens, "closes": closes} | more


def test_hours_put_days_of_equal_hours_into_one_row_and_part_the_seasons():
    week = [1, 2, 3, 4, 5]
    given = [
        span(week, "09:00", "12:00"),
        span(week, "13:30", "17:30"),
        span([6], "09:00", "12:00"),
        span(week, "15:00", "18:00", season_from="06-01", season_to="09-30"),
    ]

    points = hours.service_points(cut(service_points=[{"name": "大厅", "hours": given}]))

    all_year, summer = points[0]["seasons"]
    assert [(row["days"], row["spans"]) for row in all_year["rows"]] == [
        ("周一至周五", ["09:00–12:00", "13:30–17:30"]),
        ("周六", ["09:00–12:00"]),
    ]
    assert summer["name"] == "6 月 1 日至 9 月 30 日"
    assert '"o":"09:00"' in points[0]["data"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([1, 2, 3, 4, 5, 6, 7], "每天"),
        ([1, 2, 3], "周一至周三"),
        ([6, 7], "周六、周日"),
        ([1, 3, 5], "周一、周三、周五"),
    ],
)
def test_weekdays_in_words(days, expected):
    assert hours.weekdays(days) == expected


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        ("0599-9000118", "phone", "tel:05999000118"),
        ("12345", None, "tel:12345"),
        ("https://zwfw.example/", "web", "https://zwfw.example/"),
        ("a@b.cn", "email", "mailto:a@b.cn"),
        ("javascript:alert(1)", "web", ""),
        ("a@b.cn?bcc=x@y.cn", "email", ""),
        ("望云路 68 号", "window", ""),
    ],
)
def test_only_safe_addresses_become_links(value, way, expected):
    assert advice.link_of(value, way) == expected
