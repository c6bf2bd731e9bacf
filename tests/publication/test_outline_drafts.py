"""Outlines: drafts of the next version, the second person, and what a release leaves alone."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from core.audit.models import AuditEntry
from core.choices import Role
from guides.models import Outline, OutlineDraft
from guides.outlines.conditions import encoded
from guides.outlines.loading import SHIPPED, load_outline
from publication.outlines import beginning, deciding, drafting
from tests.factories import OutlineFactory, person

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def office():
    """Two people of the reform office."""
    return person(Role.OPERATOR), person(Role.OPERATOR)


@pytest.fixture
def draft(office):
    """The draft of the next version of the unified guide, begun by the first of them."""
    return beginning.begin(load_outline(SHIPPED / "unified-guide-1.json")[0], office[0])


@pytest.fixture
def as_writer(client, office):
    """The browser of who writes the draft."""
    client.force_login(office[0], backend=BACKEND)
    return client


def moved(draft, key, step, by):
    return drafting.move(draft.pk, by, key, step, drafting.seen_of(drafting.order_of(draft)))


def sent(draft, by):
    draft = moved(draft, "title", "up", by)
    return deciding.send(draft.pk, by, draft.sha256)


def section_data(draft, key, **other):
    """Return what the form of a section sends when nothing was touched but `other`."""
    said = draft.section(key)
    data = {name: value for name, value in said.items() if value not in (None, [], {}, "")}
    data["condition"] = [
        encoded(path, one) for path, values in said["condition"].items() for one in values
    ]
    return {"seen": drafting.seen_of(said)} | data | other


def test_a_draft_is_a_copy_that_leaves_the_released_version_alone(draft, office):
    before = draft.base.frozen()

    moved(draft, "title", "up", office[0])

    assert draft.version == 2
    assert Outline.objects.get(pk=draft.base_id).frozen() == before
    assert beginning.begin(draft.base, office[1]) == draft


@pytest.mark.parametrize(
    ("step", "place"), [("up", 1), ("down", 3), ("1", 0), ("5", 4), ("9999", -1)]
)
def test_a_section_is_moved_one_step_or_to_a_place(draft, office, step, place):
    third = drafting.order_of(draft)[2]
    key = third

    changed = moved(draft, key, step, office[0])

    assert drafting.order_of(changed)[place] == key
    assert sorted(drafting.order_of(changed)) == sorted(drafting.order_of(draft))


def test_who_saw_another_order_is_told_and_nothing_is_moved(draft, office):
    seen = drafting.seen_of(drafting.order_of(draft))
    moved(draft, "title", "up", office[0])

    with pytest.raises(ValidationError, match=r"Somebody else|另一人"):
        drafting.move(draft.pk, office[1], "issuer", "up", seen)

    draft.refresh_from_db()
    assert drafting.order_of(draft)[:3] == ["title", "doc_no", "issuer"]


def test_a_section_that_is_saved_untouched_says_the_same(draft, as_writer):
    for key in ["item.name", "materials.items", "handling.visit_reason", "fees.items", "faqs"]:
        address = reverse("outlines_section", args=[draft.pk, key])

        answer = as_writer.post(address, section_data(draft, key))

        assert answer.status_code == 302, (key, answer.context["form"].errors)
    before = draft.content
    draft.refresh_from_db()
    assert draft.content == before


def test_a_rule_is_ticked_and_read_in_words(draft, as_writer):
    boxes = [encoded("fees.charged", True), encoded("item.item_type", "01")]
    data = section_data(draft, "summary", requirement="C", condition=boxes)

    as_writer.post(reverse("outlines_section", args=[draft.pk, "summary"]), data)

    draft.refresh_from_db()
    assert draft.section("summary")["condition"] == {
        "fees.charged": [True],
        "item.item_type": ["01"],
    }
    page = as_writer.get(reverse("outlines_draft", args=[draft.pk])).content.decode()
    assert "当“收费 · 是否收费”为“是”，且“事项 · 事项类型”为“行政许可”时必填" in page


def test_a_condition_without_a_fact_is_refused_at_its_field_and_nothing_is_lost(draft, as_writer):
    data = section_data(draft, "summary", requirement="C", guidance="写两句。")

    answer = as_writer.post(reverse("outlines_section", args=[draft.pk, "summary"]), data)

    assert answer.status_code == 422
    assert "condition" in answer.context["form"].errors
    assert "写两句。" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.section("summary")["requirement"] == "O"


def test_two_who_edit_one_section_are_told_and_the_second_may_save_again(draft, as_writer, office):
    address = reverse("outlines_section", args=[draft.pk, "summary"])
    late = section_data(draft, "summary", label="说明")
    mine = draft.section("summary") | {"label": "一句话"}
    drafting.keep_section(draft.pk, office[1], mine, late["seen"])

    first = as_writer.post(address, late)
    again = as_writer.post(address, late | {"seen": first.context["form"].seen})

    assert (first.status_code, again.status_code) == (422, 302)
    assert "说明" in first.content.decode()
    draft.refresh_from_db()
    assert draft.section("summary")["label"] == "说明"


def test_what_is_typed_in_a_section_that_another_left_out_is_kept_and_may_come_back(
    draft, as_writer, office
):
    address = reverse("outlines_section", args=[draft.pk, "summary"])
    late = section_data(draft, "summary", label="说明", guidance="写两句。")
    drafting.leave_out(draft.pk, office[1], "summary")

    first = as_writer.post(address, late)
    draft.refresh_from_db()
    kept = draft.section("summary")
    again = as_writer.post(address, late | {"seen": first.context["form"].seen})

    assert (first.status_code, kept, again.status_code) == (422, None, 302)
    page = first.content.decode()
    assert "写两句。" in page
    assert "别人把它去掉了" in page
    draft.refresh_from_db()
    assert drafting.order_of(draft)[-1] == "summary"
    assert draft.section("summary")["label"] == "说明"


def test_a_section_that_no_document_has_is_nowhere(draft, as_writer):
    address = reverse("outlines_section", args=[draft.pk, "nowhere"])

    assert [as_writer.get(address).status_code, as_writer.post(address).status_code] == [404, 404]


def test_a_draft_takes_no_name_of_another_outline_or_draft(draft, as_writer, office):
    OutlineFactory(key="taken", label="旧模板")
    new = {"key": "begun", "label": "草稿模板", "label_en": "", "kind": "guide"}
    beginning.begin_new(new, office[0])
    address = reverse("outlines_cover", args=[draft.pk])

    said = [
        as_writer.post(address, {"label": label, "basis": "办法"}).context["form"].errors["label"]
        for label in ("旧模板", "草稿模板")
    ]
    kept = as_writer.post(address, {"label": draft.label, "basis": "办法"})

    assert all("已有同名的模板" in one[0] for one in said)
    assert kept.status_code == 302


def test_sections_are_added_and_left_out(draft, as_writer):
    as_writer.post(reverse("outlines_leave_out", args=[draft.pk, "summary"]))
    as_writer.post(reverse("outlines_add", args=[draft.pk]), {"key": "handling.kiosk"})

    draft.refresh_from_db()
    order = drafting.order_of(draft)
    assert "summary" not in order
    assert order[-1] == "handling.kiosk"
    assert draft.section("handling.kiosk")["label"] == "自助终端"


def test_the_preview_shows_the_form_and_a_page_by_the_draft(draft, as_writer, office):
    from tests.factories import guide_page

    guide_page(outline=draft.base)
    changed = draft.section("conditions") | {"label": "怎样才能办"}
    seen = drafting.seen_of(draft.section("conditions"))
    drafting.keep_section(draft.pk, office[0], changed, seen)

    form = as_writer.get(reverse("outlines_preview", args=[draft.pk]))
    page = as_writer.get(reverse("outlines_preview_page", args=[draft.pk]))

    assert "怎样才能办" in form.content.decode()
    assert page.status_code == 200
    assert Outline.objects.count() == 1


def test_a_second_person_releases_it_and_old_pages_keep_their_version(draft, office):
    writer, second = office
    old = draft.base

    released = deciding.release(draft.pk, second, sent(draft, writer).sha256)

    assert (released.version, released.is_active) == (2, True)
    assert [one.key for one in released.sections.all()][:2] == ["title", "doc_no"]
    old.refresh_from_db()
    assert not old.is_active
    assert [one.key for one in old.sections.all()][:2] == ["doc_no", "title"]
    entry = AuditEntry.objects.get(act="publication.outline_released")
    assert entry.actor_id == second.pk
    assert entry.facts["version"] == 2


@pytest.mark.parametrize("deed", ["release", "return"])
def test_nobody_decides_about_what_he_has_written_at(draft, office, deed):
    sent(draft, office[0])
    draft.editors.add(office[1])

    with pytest.raises(ValidationError, match=r"second person|另一人"):
        if deed == "release":
            deciding.release(draft.pk, office[1], OutlineDraft.objects.get().sha256)
        else:
            deciding.send_back(draft.pk, office[1], OutlineDraft.objects.get().sha256, "不妥")

    assert OutlineDraft.objects.get().state == "in_review"


def test_what_changed_since_it_was_seen_is_not_released(draft, office):
    sent(draft, office[0])

    with pytest.raises(ValidationError):
        deciding.release(draft.pk, office[1], "0" * 64)

    assert Outline.objects.count() == 1


def test_a_returned_draft_says_why_and_is_edited_on(draft, office, client):
    sha256 = sent(draft, office[0]).sha256
    client.force_login(office[1], backend=BACKEND)
    address = reverse("outlines_act", args=[draft.pk])

    without = client.post(address, {"act": "return", "seen": sha256})
    client.post(address, {"act": "return", "seen": sha256, "reason": "依据没有写到条款"})

    assert without.status_code == 422
    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("draft", "依据没有写到条款")
    moved(draft, "issuer", "down", office[0])


def test_a_newer_version_from_a_file_keeps_the_draft_from_release(draft, office, tmp_path):
    path = tmp_path / "next.json"
    text = (SHIPPED / "unified-guide-1.json").read_text("utf-8")
    path.write_text(text.replace('"version": 1', '"version": 2'), "utf-8")
    sha256 = sent(draft, office[0]).sha256
    load_outline(path)

    with pytest.raises(ValidationError):
        deciding.release(draft.pk, office[1], sha256)

    assert Outline.objects.filter(key=draft.key).count() == 2


def test_a_draft_that_says_nothing_new_is_not_sent(draft, office):
    with pytest.raises(ValidationError):
        deciding.send(draft.pk, office[0], draft.sha256)


def test_a_rule_about_what_no_guide_says_is_not_sent(draft, office):
    said = draft.section("summary")
    wrong = said | {"requirement": "C", "condition": {"fees.free": [True]}}
    draft = drafting.keep_section(draft.pk, office[0], wrong, drafting.seen_of(said))

    with pytest.raises(ValidationError):
        deciding.send(draft.pk, office[0], draft.sha256)


@pytest.mark.parametrize("role", [one for one in Role if one != Role.OPERATOR])
def test_only_the_reform_office_writes_outlines(draft, role, department_of_role):
    somebody = person(role, department_of_role(role))

    with pytest.raises(PermissionDenied):
        beginning.begin(draft.base, somebody)
    with pytest.raises(PermissionDenied):
        moved(draft, "title", "up", somebody)
    with pytest.raises(PermissionDenied):
        deciding.release(draft.pk, somebody, draft.sha256)


@pytest.fixture
def department_of_role():
    from core.choices import DEPARTMENT_ROLES
    from tests.factories import DepartmentFactory

    return lambda role: DepartmentFactory() if role in DEPARTMENT_ROLES else None


def test_the_list_names_versions_and_drafts_with_their_states(draft, office, as_writer):
    page = as_writer.get(reverse("outlines_list")).content.decode()

    assert "草稿" in page
    assert "已发布" in page


def test_a_released_version_has_no_form(draft, as_writer):
    address = reverse("wagtailsnippets_guides_outline:edit", args=[draft.base_id])

    answers = [as_writer.get(address), as_writer.post(address, {"label": "别的"})]

    shown = reverse("outlines_version", args=[draft.base_id])
    assert [one.url for one in answers] == [shown, shown]
    assert Outline.objects.get(pk=draft.base_id).label == draft.base.label
