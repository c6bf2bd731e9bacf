"""What stands beside a text under review: earlier rounds, hand-ons, similar guides of others."""

import copy
import json

import pytest
from django.urls import reverse

from core import registries
from core.choices import Role
from core.registries import SimilarGuide
from guides.choices import DocumentKind
from moderation.comparing.rounds import earlier_rounds
from moderation.comparing.similar import beside
from moderation.handing_on import hand_on
from moderation.submit import submit
from publication.models import PublicState
from publication.similar import likeness, similar_guides
from tests.factories import person
from tests.moderation.steps import REASONS, act, file_guide, save_draft

BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def guide(city):
    """The JSON of the city's guide as it is sent."""
    return json.loads(submit(city.guide, city.compiler).guide_text)


def other(guide, **sections):
    """Return a similar guide that says other things in these sections."""
    public = copy.deepcopy(guide)
    for name, values in sections.items():
        public[name] |= values
    return SimilarGuide("另一份", "卫生局", "/guides/x/", public)


def test_differing_limits_fees_and_materials_are_marked(guide):
    guide["materials"] = {"none_required": False, "items": [{"name": "营业执照"}, {"name": "图纸"}]}
    guide["time_limits"]["promised"] = {"value": 5, "unit": "workday", "note": ""}
    theirs = other(
        guide,
        time_limits={"promised": {"value": 8, "unit": "workday", "note": ""}},
        fees={"charged": True, "items": [{"name": "工本费", "standard": "40元"}]},
        materials={"items": [{"name": "营业 执照"}, {"name": "申请书"}]},
    )

    shown = beside(guide, theirs)

    promised, statutory, fee, materials = shown.facts
    assert promised.differs and "5" in promised.here and "8" in promised.there
    assert not statutory.differs
    assert fee.differs and fee.there == "工本费 40元"
    assert (materials.here, materials.there) == ("2", "2")
    assert (shown.only_here, shown.only_there) == (["图纸"], ["申请书"])
    assert not shown.is_same


def test_a_guide_beside_itself_has_no_differences(guide):
    assert beside(guide, other(guide)).is_same


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("食品经营许可", "食品经营许可", True),
        ("食品经营许可", "食品生产经营许可", True),
        ("食品经营许可", "医师执业注册", False),
        ("", "", False),
    ],
)
def test_names_are_alike_by_their_pairs_of_characters(one, other, alike):
    assert (likeness(one, other) >= 0.5) is alike


def test_only_filed_guides_of_other_departments_that_are_called_alike_are_shown(city, monkeypatch):
    file_guide(city)
    mine = PublicState.objects.get(code=city.guide.code, kind=DocumentKind.GUIDE)
    theirs = PublicState.objects.get(pk=mine.pk)
    theirs.pk, theirs.code, theirs.department_slug = None, "wjw-1-01", "wjw"
    theirs.save()
    abolished = PublicState.objects.get(pk=mine.pk)
    abolished.pk, abolished.code, abolished.department_slug = None, "zjj-1-01", "zjj"
    abolished.state = "abolished"
    abolished.save()
    codes = [mine.code, theirs.code, abolished.code]
    monkeypatch.setattr(registries.guides_found, "answer", lambda words: codes)

    found = similar_guides(json.loads(mine.current.text))

    assert [one.address for one in found] == [reverse("home:guide", args=[theirs.code])]


def test_all_rounds_since_the_last_filed_version_come_the_newest_first(city):
    file_guide(city)
    sent = []
    for number in range(3):
        save_draft(city.guide, city.compiler, summary=f"第{number}稿", change_note="改")
        sent.append(submit(city.guide, city.compiler, reasons=REASONS))
        if number < 2:
            act(sent[-1], city.reviewer, "returned", opinion=f"意见{number}")

    assert [one.pk for one in earlier_rounds(sent[-1])] == [sent[1].pk, sent[0].pk]


def test_the_review_screen_shows_rounds_and_hand_ons(city, client):
    first = submit(city.guide, city.compiler)
    act(first, city.reviewer, "returned", opinion="写清对象")
    save_draft(city.guide, city.compiler, summary="开饭店的人")
    second = submit(city.guide, city.compiler, reasons=REASONS)
    colleague = person(Role.DEPARTMENT_REVIEWER, city.department, username="stand-in")
    hand_on(second, city.reviewer, colleague, stage="department", reason="出差")
    client.force_login(colleague, backend=BACKEND)

    page = client.get(reverse("moderation:review", args=[second.pk])).content.decode()

    assert "写清对象" in page
    assert "stand-in" in page and "出差" in page


def test_the_review_screen_shows_similar_guides(city, client, monkeypatch):
    submission = submit(city.guide, city.compiler)
    theirs = other(json.loads(submission.guide_text), fees={"charged": True, "items": []})
    monkeypatch.setattr(registries.similar_guides, "answer", lambda guide: [theirs])
    client.force_login(city.reviewer, backend=BACKEND)

    page = client.get(reverse("moderation:review", args=[submission.pk])).content.decode()

    assert "另一份" in page and "卫生局" in page and "review-similar__differs" in page
