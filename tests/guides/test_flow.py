"""Flow charts drawn from the steps: which there are, what they show, what they say in words."""

import xml.etree.ElementTree as ElementTree

import pytest

from core.papers.flow_chart import Flow, FlowStep, flow_chart
from guides.document import GuideDocument
from guides.showing.flow import flow_charts
from guides.showing.language import speaking

STEPS = [
    {"name": "申请", "stage": "receipt", "actor": "applicant", "channels": []},
    {"name": "受理", "actor": "office", "body": "窗口", "limit": 1, "unit": "working_day",
     "result": "受理通知书", "channels": ["1"]},
    {"name": "网上受理", "actor": "office", "limit": 2, "unit": "working_day", "counted": True,
     "channels": ["2"]},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _in_chinese():
    with speaking("zh-hans"):
        yield


def charts_of(steps, forms, **process):
    document = GuideDocument.model_validate(
        {"process": {"steps": steps} | process, "handling": {"forms": forms}}
    )
    return flow_charts(document.model_dump(mode="json"))


def names_of(chart):
    return [step.name for step in chart.flow.steps]


def test_each_way_to_apply_has_its_own_chart_of_its_own_steps():
    window, online = charts_of(STEPS, ["1", "2"])

    assert (window.name, names_of(window)) == ("窗口办理流程图", ["申请", "受理"])
    assert (online.name, names_of(online)) == ("网上办理流程图", ["申请", "网上受理"])


def test_ways_with_the_same_steps_share_one_chart():
    (chart,) = charts_of(STEPS[:1], ["1", "2"])

    assert chart.name == "窗口与网上办理流程图"


def test_a_way_that_is_not_offered_has_no_chart():
    (chart,) = charts_of(STEPS, ["2"])

    assert chart.name == "网上办理流程图"


def test_without_steps_and_words_there_is_no_chart():
    assert charts_of([], ["1", "2"]) == []


def test_the_words_of_a_department_are_kept_beside_the_drawing():
    window, _online = charts_of(STEPS, ["1", "2"], window_chart={"text": "先取号"})

    assert window.own_words == "先取号"


def test_the_text_alternative_says_who_does_what_until_when():
    window, online = charts_of(STEPS, ["1", "2"])

    assert window.flow.words == (
        "第 1 步 申请（申请人） → 第 2 步 受理（办理机关、窗口、1 个工作日，不计入承诺时限、"
        "得到：受理通知书）"
    )
    assert "2 个工作日）" in online.flow.words


def test_the_drawing_is_well_formed_names_every_step_and_escapes_what_it_shows():
    flow = Flow(
        ["申请人", "局"],
        [FlowStep('<b>"申请"</b>'), FlowStep("受理" * 60, ["窗口"], 1)],
        "a < b",
    )

    svg = ElementTree.fromstring(flow_chart(flow))

    texts = ["".join(one.itertext()) for one in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert svg.get("aria-label") == "a < b"
    assert '<b>"申请"</b>' in texts
    assert any(text.endswith("…") for text in texts)
    assert "style" not in flow_chart(flow)


def test_a_flow_without_steps_draws_nothing():
    assert flow_chart(Flow(["甲", "乙"], [], "")) == ""


@pytest.mark.parametrize(("language", "marked"), [("en", ["局", "受理", "窗口"]), ("zh-hans", [])])
def test_a_drawing_in_english_marks_what_is_chinese(language, marked):
    flow = Flow(["Applicant", "局"], [FlowStep("受理", ["窗口", "5 days"], 1)], "words")

    with speaking(language):
        svg = ElementTree.fromstring(flow_chart(flow))

    texts = svg.iter("{http://www.w3.org/2000/svg}text")
    assert [one.text for one in texts if one.get("lang") == "zh"] == marked
