"""Runs over the guides of an outline: what a dry run finds, and what an upgrade leaves alone."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.choices import Role
from guides.compiling import upgrading
from guides.models import GuidePage, ManualPage, Outline, OutlineRun, OutlineRunText
from moderation.models import Submission
from moderation.submit import submit
from publication.models import PublishedVersion
from publication.outlines import beginning, deciding, drafting, running
from publication.outlines.run_views import counts_of
from tests.factories import guide_page, manual_page, person
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import file_guide, save_draft

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
FITS = {"doc_no": "BSZN-1", "summary": "一句话"}


@pytest.fixture
def office(city):  # noqa: F811
    """The city, its guides' outline with a section, and two people of the reform office."""
    city.outline = city.guide.outline
    city.outline.sections.create(key="summary", label="一句话说明", requirement="O")
    city.outline.sections.create(key="materials", label="申请材料", requirement="O")
    city.outline.save()
    city.writer, city.second = person(Role.OPERATOR), person(Role.OPERATOR)
    return city


def draft_of(office, outline=None):
    """Return a draft of the next version, in which the document number is mandatory and first."""
    draft = beginning.begin(outline or office.outline, office.writer)
    section = {"key": "doc_no", "label": "文件编号", "requirement": "M"}
    section = drafting.OutlineFile.model_validate(draft.content | {"sections": [section]})
    section = section.model_dump(mode="json")["sections"][0]
    drafting.add_section(draft.pk, office.writer, section)
    draft.refresh_from_db()
    seen = drafting.seen_of(drafting.order_of(draft))
    return drafting.move(draft.pk, office.writer, "doc_no", "1", seen)


def released(office, outline=None):
    draft = draft_of(office, outline)
    deciding.send(draft.pk, office.writer, draft.sha256)
    return deciding.release(draft.pk, office.second, draft.sha256)


def carried_out(run):
    while running.carry_out_next():
        pass
    run.refresh_from_db()
    return run


def upgraded(office, outline):
    carried_out(running.try_version(outline, office.writer))
    return carried_out(running.upgrade_drafts(outline, office.writer))


def results(run):
    rows = run.texts.order_by("page_id", "standing")
    return [(row.page_id, row.standing, row.result) for row in rows]


def said(page):
    """Return what the newest draft of a page says, but for its outline."""
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    return draft.present().model_dump(mode="json", exclude={"outline"})


def test_a_dry_run_of_a_draft_names_who_would_lack_what_and_changes_nothing(office):
    other = guide_page(office.department, outline=office.outline, **FITS)
    before = [said(office.guide), said(other)]

    run = carried_out(running.try_draft(draft_of(office), office.writer))

    assert (run.state, run.total, run.done, run.kept) == ("done", 2, 1, 1)
    assert results(run) == [
        (office.guide.pk, "draft", "lacks"),
        (other.pk, "draft", "fits"),
    ]
    row = run.texts.get(result="lacks")
    assert row.missing == [["/doc_no", "“文件编号”必须填写。"]]
    assert [said(office.guide), said(other)] == before
    assert counts_of(run)[0]["draft"] == [1, 1]


def test_what_is_published_and_what_is_in_review_is_looked_at_as_it_was_sent(office):
    file_guide(office)
    reviewed = guide_page(office.department, outline=office.outline, owner=office.compiler, **FITS)
    submit(reviewed, office.compiler)
    save_draft(reviewed, office.compiler, doc_no="")

    run = carried_out(running.try_draft(draft_of(office), office.writer))

    assert results(run) == [
        (office.guide.pk, "published", "lacks"),
        (reviewed.pk, "in_review", "fits"),
    ]


def test_an_upgrade_keeps_every_value_and_puts_the_sections_in_the_new_order(office):
    materials = [{"type": "materials", "value": {"items": [{"name": "申请书"}]}}]
    page = guide_page(office.department, outline=office.outline, sections=materials, **FITS)
    outline, before = released(office), said(page)

    run = upgraded(office, outline)

    assert said(page) == before
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert page.outline == draft.outline == outline
    assert draft.present().outline.version == 2
    assert (page.pk, "draft", "upgraded") in results(run)
    assert (office.guide.pk, "draft", "up_lacks") in results(run)
    assert page.latest_revision.user == office.writer


def test_an_upgrade_leaves_what_is_published_or_in_review_until_its_next_revision(office):
    file_guide(office)
    reviewed = guide_page(office.department, outline=office.outline, owner=office.compiler)
    submit(reviewed, office.compiler)
    texts = list(Submission.objects.values_list("guide_text", flat=True))
    outline = released(office)

    run = upgraded(office, outline)

    assert {result for _page, _standing, result in results(run)} == {"left"}
    assert set(GuidePage.objects.values_list("outline__version", flat=True)) == {1}
    assert list(Submission.objects.values_list("guide_text", flat=True)) == texts


def test_the_next_revision_of_a_published_guide_is_upgraded_and_its_text_is_not(office):
    file_guide(office)
    text = PublishedVersion.objects.get().text
    save_draft(office.guide, office.compiler, summary="改写")

    run = upgraded(office, released(office))

    assert results(run) == [
        (office.guide.pk, "draft", "up_lacks"),
        (office.guide.pk, "published", "left"),
    ]
    assert PublishedVersion.objects.get().text == text
    office.guide.refresh_from_db()
    assert office.guide.outline.version == 2


def test_manuals_follow_their_own_outline(office):
    manual = manual_page(office.guide)
    own = manual.outline
    own.sections.create(key="title", label="名称", requirement="O")
    own.save()

    run = upgraded(office, released(office, own))

    assert results(run) == [(office.guide.pk, "draft", "up_lacks")]
    assert ManualPage.objects.get().outline.version == 2
    assert GuidePage.objects.get().outline.version == 1


def test_no_upgrade_without_a_dry_run_or_to_an_old_version(office):
    old, outline = office.outline, released(office)

    with pytest.raises(ValidationError):
        running.upgrade_drafts(outline, office.writer)
    with pytest.raises(ValidationError):
        running.upgrade_drafts(old, office.writer)

    assert not OutlineRun.objects.exists()


def test_a_killed_run_goes_on_where_it_stopped(office, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 1)
    pages = [office.guide, guide_page(office.department, outline=office.outline, **FITS)]
    outline = released(office)
    carried_out(running.try_version(outline, office.writer))
    run = running.upgrade_drafts(outline, office.writer)
    running.carry_out_next()
    with monkeypatch.context() as broken:
        broken.setattr(running, "upgrade", lambda *given: 1 / 0)
        assert not running.carry_out_next()
    run.refresh_from_db()
    assert (run.attempts, run.texts.count()) == (1, 1)

    carried_out(run)

    assert (run.state, run.done, run.texts.count()) == ("done", 2, 2)
    assert all(GuidePage.objects.get(pk=one.pk).outline == outline for one in pages)


def test_an_upgrade_that_would_change_a_text_is_not_made(office, monkeypatch):
    outline = released(office)
    monkeypatch.setattr(upgrading, "_in_order", lambda draft, outline: _other_summary(draft))

    run = upgraded(office, outline)

    assert results(run) == [(office.guide.pk, "draft", "refused")]
    assert GuidePage.objects.get().outline == office.outline


def _other_summary(draft):
    draft.summary = "别的"
    return draft.sections


def test_only_one_run_works_on_an_outline(office, client):
    draft = draft_of(office)
    run = running.try_draft(draft, office.writer)
    client.force_login(office.writer, backend=BACKEND)

    with pytest.raises(ValidationError):
        running.try_draft(draft, office.writer)
    client.post(reverse("outlines_run_act", args=[run.pk]), {"act": "stop"})
    assert not running.carry_out_next()
    client.post(reverse("outlines_run_act", args=[run.pk]), {"act": "go_on"})

    assert carried_out(run).state == "done"


def test_screens_from_the_dry_run_to_the_upgrade(office, client):
    outline = released(office)
    client.force_login(office.writer, backend=BACKEND)
    address = reverse("outlines_version", args=[outline.pk])
    before = client.get(address).content.decode()

    tried = client.post(reverse("outlines_try_version", args=[outline.pk]))
    between = client.get(address).content.decode()
    made = client.post(reverse("outlines_upgrade", args=[outline.pk]))
    page = client.get(made.url).content.decode()

    assert "先对本版试算，再升级草稿。" in before
    assert "文件编号" in client.get(f"{tried.url}?department=scjg").content.decode()
    assert reverse("outlines_upgrade", args=[outline.pk]) in between
    assert "已升级，尚待补充" in page
    assert OutlineRunText.objects.count() == 2
    assert Outline.objects.filter(is_active=True, key=outline.key).get() == outline


@pytest.mark.parametrize("after", ["x", "-1", "²"])
def test_a_strange_key_begins_the_list(office, client, after):
    run = carried_out(running.try_draft(draft_of(office), office.writer))
    client.force_login(office.writer, backend=BACKEND)

    answer = client.get(reverse("outlines_run", args=[run.pk]), {"after": after})

    assert len(answer.context["rows"]) == 1


def test_the_list_goes_on_by_key_with_a_fixed_number_of_queries(
    office, client, django_assert_max_num_queries
):
    for _number in range(27):
        guide_page(office.department, outline=office.outline)
    run = carried_out(running.try_draft(draft_of(office), office.writer))
    client.force_login(office.writer, backend=BACKEND)
    address = reverse("outlines_run", args=[run.pk])
    client.get(address)

    with django_assert_max_num_queries(20):
        first = client.get(address)
    second = client.get(address, {"after": first.context["after"]})

    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 3)
