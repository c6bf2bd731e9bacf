"""A revision says what changed (修订内容), and a first manual explains no section one by one."""

import json

import pytest
from django.urls import reverse
from django.utils.translation import override

from guides.models import ManualPage
from moderation import errors
from moderation.submit import submit
from tests.factories import manual_page
from tests.moderation.steps import REASONS, approve_all, file_guide, save_draft


def sections(**texts):
    return json.dumps([{"type": key, "value": text} for key, text in texts.items()])


def submit_again(city):
    reasons = REASONS | {"manual.preface": "改前言", "manual.planning": "改规划"}
    return submit(city.guide, city.compiler, reasons=reasons)


@pytest.fixture
def manual(city):
    """The guide's manual, not yet submitted."""
    page = manual_page(city.guide)
    save_draft(page, city.compiler, sections=sections(preface="前言"))
    return ManualPage.objects.get(pk=page.pk)


def test_a_first_version_needs_no_note(city):
    save_draft(city.guide, city.compiler, change_note="")

    assert submit(city.guide, city.compiler)


@pytest.mark.parametrize("note", ["", "  \n"])
def test_a_revision_without_a_note_is_refused_and_says_where_to_write_it(city, note):
    file_guide(city)
    save_draft(city.guide, city.compiler, summary="改", change_note=note)

    with pytest.raises(errors.ChangeNoteMissing) as refused:
        submit(city.guide, city.compiler)

    [finding] = refused.value.findings
    assert (finding.kind, finding.pointer) == ("guide", "/change_note")


def test_the_submit_screen_leads_to_the_note(city, client):
    file_guide(city)
    save_draft(city.guide, city.compiler, summary="改", change_note="")
    client.force_login(city.compiler)

    with override("zh-hans"):
        html = client.get(reverse("moderation:submit", args=[city.guide.pk])).content.decode()

    edit = reverse("wagtailadmin_pages:edit", args=[city.guide.pk])
    assert f'href="{edit}#/change_note"' in html
    assert "读者" in html


def test_a_revised_manual_needs_its_own_note(city, manual):
    approve_all(city, submit(city.guide, city.compiler))
    save_draft(manual, city.compiler, sections=sections(preface="新前言"))

    with pytest.raises(errors.ChangeNoteMissing) as refused:
        submit_again(city)

    assert [one.kind for one in refused.value.findings] == ["manual"]
    save_draft(manual, city.compiler, change_note="改了前言")
    assert submit_again(city)


def test_a_manual_that_only_follows_its_guide_needs_none(city, manual):
    approve_all(city, submit(city.guide, city.compiler))
    save_draft(city.guide, city.compiler, promised_value=3, promised_unit="working_day")

    assert submit_again(city)


def test_a_first_manual_of_a_filed_guide_gives_no_reason_for_each_section(city, client, manual):
    ManualPage.objects.filter(pk=manual.pk).delete()
    file_guide(city)
    page = manual_page(city.guide)
    save_draft(page, city.compiler, sections=sections(preface="前言", planning="规划"))
    client.force_login(city.compiler)

    html = client.get(reverse("moderation:submit", args=[city.guide.pk])).content.decode()

    assert 'name="reason-manual' not in html
    assert submit(city.guide, city.compiler)
