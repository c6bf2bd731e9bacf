"""Extra fields in a draft of an outline: written in the admin, refused at their place, released."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.choices import Role
from guides.outlines.extra_fields import rules_of
from guides.outlines.extra_values import kept_row, outdated_rows
from publication.outlines import beginning, deciding, drafting, extra_drafting
from tests.factories import OutlineFactory, person
from tests.guides.extra_samples import EXTRA_FIELDS

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
SECTIONS = ("service_points", "item", "process", "conditions", "materials")


@pytest.fixture
def office():
    """Two people of the reform office."""
    return person(Role.OPERATOR), person(Role.OPERATOR)


@pytest.fixture
def draft(office):
    """The draft of the next version of an outline with five sections and no extra field."""
    outline = OutlineFactory()
    for key in SECTIONS:
        outline.sections.create(key=key, label=f"章节{key}", requirement="O")
    outline.save()
    return beginning.begin(outline, office[0])


@pytest.fixture
def as_writer(client, office):
    """The browser of who writes the draft."""
    client.force_login(office[0], backend=BACKEND)
    return client


def sent(said, **other):
    """Return what the form of an extra field sends."""
    rows = [*said.get("choices", ()), *said.get("columns", ()), {}]
    names = ("key", "label", "label_en", "kind", "section", "guidance")
    data = {name: said.get(name, "") for name in names}
    data |= {name: "on" for name in ("required", "internal") if said.get(name)}
    data["row_code"] = [one.get("value", one.get("key", "")) for one in rows]
    data["row_label"] = [one.get("label", "") for one in rows]
    data["row_label_en"] = [one.get("label_en", "") for one in rows]
    return data | other


def field(**other):
    return {"key": "parking", "label": "停车", "kind": "text", "section": "item"} | other


def add(browser, draft, said, **other):
    return browser.post(reverse("outlines_field_add", args=[draft.pk]), sent(said, **other))


def test_a_field_of_every_kind_is_declared_as_a_file_would_say_it(draft, as_writer):
    for said in EXTRA_FIELDS:
        assert add(as_writer, draft, said).status_code == 302

    draft.refresh_from_db()
    assert rules_of(draft.extra_fields) == rules_of(EXTRA_FIELDS)


def test_keys_and_codes_that_nobody_writes_are_made(draft, as_writer):
    choices = [{"value": "c_1", "label": "甲"}, {"label": "乙"}]

    add(as_writer, draft, field(key="", kind="choice", choices=choices))

    draft.refresh_from_db()
    [kept] = draft.extra_fields
    assert kept["key"] == "field_1"
    assert [one["value"] for one in kept["choices"]] == ["c_1", "c_2"]


def test_as_many_choices_as_are_sent_are_kept(draft, as_writer):
    choices = [{"value": f"c{number}", "label": f"选项{number}"} for number in range(300)]

    add(as_writer, draft, field(kind="choice", choices=choices))

    draft.refresh_from_db()
    assert len(draft.extra_field("parking")["choices"]) == 300


@pytest.mark.parametrize(
    ("wrong", "place", "said"),
    [
        ({"label": ""}, "label", "label"),
        ({"label": "已有"}, "label", "已有名称为“已有”的补充字段"),
        ({"key": "停车"}, "key", "key"),
        ({"key": "taken"}, "key", "taken"),
        ({"section": ""}, "section", "section"),
        ({"section": "fees"}, "section", "section"),
        ({"kind": "colour"}, "kind", "kind"),
        ({"kind": "choice"}, "__all__", "至少写一个选项"),
        ({"kind": "table"}, "__all__", "至少写一列"),
        ({"kind": "choice", "choices": [{"value": "a"}]}, "__all__", "名称: "),
        ({"kind": "table", "columns": [{"key": "Ä", "label": "甲"}]}, "__all__", "编码: "),
        (
            {"kind": "table", "columns": [{"key": "a", "label": "甲"}] * 2},
            "__all__",
            "另一行用了同样的编码",
        ),
        (
            {"kind": "choice", "choices": [{"value": v, "label": "甲"} for v in "ab"]},
            "__all__",
            "名称: 另一行用了同样的名称",
        ),
        (
            {"kind": "table", "columns": [{"key": v, "label": "甲"} for v in "ab"]},
            "__all__",
            "名称: 另一行用了同样的名称",
        ),
        (
            {"kind": "choice", "choices": [{"value": "a", "label": "甲", "label_en": "a" * 101}]},
            "__all__",
            "英文名称: ",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_lost(
    draft, as_writer, office, wrong, place, said
):
    draft = extra_drafting.add_field(draft.pk, office[0], rule(key="taken", label="已有"))

    answer = add(as_writer, draft, field(**{"guidance": "写清楚"} | wrong))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [place]
    page = answer.content.decode()
    assert "写清楚" in page
    assert said in page
    draft.refresh_from_db()
    assert extra_drafting.order_of_fields(draft) == ["taken"]


def rule(**other):
    """Return an extra field as a draft holds it."""
    return rules_of([field(**other)])[0].model_dump(mode="json")


def test_rows_are_arranged_before_anything_is_saved(draft, as_writer):
    said = field(kind="choice", choices=[{"label": "甲"}, {"label": "乙"}, {"label": "丙"}])

    answer = add(as_writer, draft, said, rows="up-2")

    assert [row.label for row in answer.context["form"].rows][:3] == ["甲", "丙", "乙"]
    draft.refresh_from_db()
    assert draft.extra_fields == []


def test_a_field_is_changed_moved_and_taken_out_and_each_is_a_sentence(draft, as_writer, office):
    draft = extra_drafting.add_field(draft.pk, office[0], rule())
    draft = extra_drafting.add_field(draft.pk, office[0], rule(key="zone", label="片区"))
    released = deciding.release(
        draft.pk, office[1], deciding.send(draft.pk, office[0], draft.sha256).sha256
    )
    draft = beginning.begin(released, office[0])
    seen = drafting.seen_of(draft.extra_field("parking"))
    changed = sent(rule(label="停车提示", internal=True), seen=seen)

    as_writer.post(reverse("outlines_field", args=[draft.pk, "parking"]), changed)
    seen = drafting.seen_of(["parking", "zone"])
    as_writer.post(
        reverse("outlines_field_move", args=[draft.pk]),
        {"key": "zone", "step": "up", "seen": seen},
    )
    draft.refresh_from_db()
    sentences = deciding.changes_of(draft)
    as_writer.post(reverse("outlines_field_take_out", args=[draft.pk, "zone"]))

    assert extra_drafting.order_of_fields(draft) == ["zone", "parking"]
    assert sentences == [
        "“停车”的名称由“停车”改为“停车提示”。",
        "“停车”的阅读范围由“公开”改为“内部”。",
        "“片区”移到最前。",
    ]
    draft.refresh_from_db()
    assert deciding.changes_of(draft)[0].startswith("去掉补充字段“片区”")


def test_two_who_edit_one_field_are_told_and_the_second_may_save_again(draft, as_writer, office):
    draft = extra_drafting.add_field(draft.pk, office[0], rule())
    address = reverse("outlines_field", args=[draft.pk, "parking"])
    seen = drafting.seen_of(draft.extra_field("parking"))
    extra_drafting.keep_field(draft.pk, office[1], rule(label="停车场"), seen)

    first = as_writer.post(address, sent(rule(label="泊车"), seen=seen))
    again = as_writer.post(address, sent(rule(label="泊车"), seen=first.context["form"].seen))

    assert (first.status_code, again.status_code) == (422, 302)
    draft.refresh_from_db()
    assert draft.extra_field("parking")["label"] == "泊车"


def test_what_is_typed_in_a_field_that_another_took_out_is_kept_and_may_come_back(
    draft, as_writer, office
):
    draft = extra_drafting.add_field(draft.pk, office[0], rule())
    address = reverse("outlines_field", args=[draft.pk, "parking"])
    seen = drafting.seen_of(draft.extra_field("parking"))
    extra_drafting.take_out(draft.pk, office[1], "parking")

    first = as_writer.post(address, sent(rule(label="泊车"), seen=seen))
    draft.refresh_from_db()
    kept = draft.extra_fields
    again = as_writer.post(address, sent(rule(label="泊车"), seen=first.context["form"].seen))

    assert (first.status_code, kept, again.status_code) == (422, [], 302)
    page = first.content.decode()
    assert "泊车" in page
    assert "别人把它去掉了" in page
    draft.refresh_from_db()
    assert [one["label"] for one in draft.extra_fields] == ["泊车"]


def test_taking_out_what_another_took_out_is_said(draft, as_writer):
    address = reverse("outlines_field_take_out", args=[draft.pk, "parking"])

    answer = as_writer.post(address, follow=True)

    assert "别人已经去掉了这个字段" in answer.content.decode()


def test_a_field_whose_section_is_left_out_keeps_the_draft_from_review(draft, as_writer, office):
    draft = extra_drafting.add_field(draft.pk, office[0], rule())
    draft = drafting.leave_out(draft.pk, office[0], "item")

    page = as_writer.get(reverse("outlines_draft", args=[draft.pk])).content.decode()

    assert "它所跟的要素已不在模板中" in page
    with pytest.raises(ValidationError):
        deciding.send(draft.pk, office[0], draft.sha256)


def test_what_was_written_in_a_field_that_is_taken_out_stays_as_an_outdated_one(draft, office):
    before = extra_drafting.add_field(draft.pk, office[0], rule())
    kept = [kept_row(rules_of(before.extra_fields)[0], {"value": "地下二层"})]

    after = extra_drafting.take_out(draft.pk, office[0], "parking")

    assert list(outdated_rows(kept, rules_of(after.extra_fields))) == kept


def test_the_outline_of_a_manual_says_where_its_extra_fields_are_declared(office, as_writer):
    outline = OutlineFactory(kind="manual")
    outline.sections.create(key="title", label="名称", requirement="M")
    outline.save()
    draft = beginning.begin(outline, office[0])

    page = as_writer.get(reverse("outlines_draft", args=[draft.pk])).content.decode()

    assert "请写在办事指南的模板里" in page
    assert add(as_writer, draft, field()).status_code == 404
