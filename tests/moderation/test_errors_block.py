"""Errors of the quality rules keep a draft from review, however it is sent; waived ones do not."""

import json

import pytest
from django.urls import reverse

from moderation import errors
from moderation.models import Submission
from moderation.submit import submit
from quality.models import RuleSetting, Waiver
from quality.rule_book import forget_rule_book
from tests.factories import manual_page
from tests.moderation.steps import save_draft

pytestmark = [pytest.mark.django_db, pytest.mark.city]

CATCH_ALL = json.dumps(
    [{"type": "conditions", "value": {"items": [{"text": "法律、法规规定的其他条件。"}]}}]
)


def turn_on(rule, **facts):
    """Let one rule look at what these tests submit."""
    RuleSetting.objects.filter(rule=rule).update(is_on=True, **facts)
    forget_rule_book()


@pytest.fixture
def faulty(city):
    """The city, whose guide has a catch-all condition that L01 finds."""
    save_draft(city.guide, city.compiler, sections=CATCH_ALL)
    turn_on("L01")
    return city


def waive(city, rule="L01", kind="guide", code=None):
    code = code or city.guide.code
    return Waiver.objects.create(
        code=code, kind=kind, rule=rule, reason="部委文件原文", by=city.formal
    )


def test_an_error_keeps_the_draft_from_review_and_says_where(faulty):
    with pytest.raises(errors.ErrorsFound) as refused:
        submit(faulty.guide, faulty.compiler)

    assert [(one.kind, one.pointer) for one in refused.value.findings] == [
        ("guide", "/conditions/items/0/text")
    ]
    assert not Submission.objects.exists()


def test_a_rule_that_a_reviewer_waived_for_this_guide_does_not_block(faulty):
    waive(faulty)

    assert submit(faulty.guide, faulty.compiler).is_open


@pytest.mark.parametrize(
    "other", [{"rule": "L02"}, {"kind": "manual"}, {"code": "scjg-900-001"}], ids=str
)
def test_a_waiver_of_anything_else_does_not_help(faulty, other):
    waive(faulty, **other)

    with pytest.raises(errors.ErrorsFound):
        submit(faulty.guide, faulty.compiler)


def test_a_withdrawn_waiver_does_not_help(faulty, set_clock):
    waiver = waive(faulty)
    waiver.withdrawn_at = waiver.created_at
    waiver.save()

    with pytest.raises(errors.ErrorsFound):
        submit(faulty.guide, faulty.compiler)


@pytest.mark.parametrize("severity", ["warn", "info"])
def test_a_reminder_blocks_nothing(faulty, severity):
    turn_on("L01", severity=severity)

    assert submit(faulty.guide, faulty.compiler).is_open


def test_an_error_of_the_manual_blocks_as_well(city):
    manual = manual_page(city.guide)
    save_draft(manual, city.compiler, title="业务手册：登陆网站")
    turn_on("L26", severity="error")

    with pytest.raises(errors.ErrorsFound) as refused:
        submit(city.guide, city.compiler)

    assert [(one.kind, one.pointer) for one in refused.value.findings] == [("manual", "/title")]


def test_the_submit_screen_lists_each_error_with_its_place_and_sends_nothing(faulty, client):
    client.force_login(faulty.compiler, backend="core.access.authentication.RoleBackend")
    address = reverse("moderation:submit", args=[faulty.guide.pk])

    shown = client.get(address).content.decode()
    sent = client.post(address, {"guide_sha256": "0" * 64})

    assert f"/admin/pages/{faulty.guide.pk}/edit/#/conditions/items/0/text" in shown
    assert sent.status_code == 422
    assert not Submission.objects.exists()


@pytest.fixture
def compiler(faulty, client):
    """The browser of the guide's compiler."""
    client.force_login(faulty.compiler, backend="core.access.authentication.RoleBackend")
    return client


def adopt(browser, page, **named):
    given = {"kind": "guide", "rule": "L01", "pointer": "/conditions/items/0/text"} | named
    return browser.post(reverse("quality_mend", args=[page.pk]), given, follow=True)


def test_a_fix_is_adopted_on_the_submit_screen_and_rows_keep_their_identity(faulty, compiler):
    kept = "b" * 32
    texts = {"a" * 32: "法律、法规规定的其他条件。", kept: "有固定场所。"}
    rows = [{"type": "item", "id": key, "value": {"text": text}} for key, text in texts.items()]
    sections = json.dumps([{"type": "conditions", "value": {"items": rows}}])
    save_draft(faulty.guide, faulty.compiler, sections=sections)
    shown = compiler.get(reverse("moderation:submit", args=[faulty.guide.pk])).content.decode()
    assert reverse("quality_mend", args=[faulty.guide.pk]) in shown

    answer = adopt(compiler, faulty.guide)

    draft = type(faulty.guide).objects.get().get_latest_revision_as_object()
    (row,) = draft.sections[0].value["items"].bound_blocks
    assert (row.value["text"], row.id) == ("有固定场所。", kept)
    assert draft.latest_revision.user == faulty.compiler
    assert reverse("quality_mend", args=[faulty.guide.pk]) not in answer.content.decode()
    assert submit(faulty.guide, faulty.compiler).is_open


@pytest.mark.parametrize(
    "other", [{"rule": "L02"}, {"pointer": "/conditions/items/7/text"}, {"kind": "manual"}], ids=str
)
def test_what_is_not_found_any_more_changes_nothing(faulty, compiler, other):
    before = type(faulty.guide).objects.get().latest_revision_id

    adopt(compiler, faulty.guide, **other)

    assert type(faulty.guide).objects.get().latest_revision_id == before
