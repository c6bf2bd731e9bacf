"""A second city's outline with an extra field of every kind, from loading to paper and back."""

import pytest
from django.urls import reverse

from guides.compiling.replacing import found_in, replace_in
from guides.document import canonical_json
from guides.outlines.conformance import nonconformities
from guides.presenter import present_guide
from moderation.comparing.changes import changed_sections
from publication.models import PublicState
from search.index_document import index_document
from tests.exchange.extra_fields.samples import INTERNAL, SAID, SENT, draft, filed, said, save
from tests.guides.extra_samples import EXTRA_FIELDS
from tests.guides.form_data import posted

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def test_the_editor_shows_each_field_with_its_input(editor, page):
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    for field in EXTRA_FIELDS:
        assert field["label"] in html
    assert 'data-extra-of="materials"' in html
    assert '<input type="date" name="extra-valid_until"' in html
    assert '<option value="east">东部新区</option>' in html
    assert 'name="extra-helpers-0-phone"' in html


def test_what_was_filled_in_is_in_the_document(filled):
    document = present_guide(filled).model_dump(mode="json")

    assert said(document["extra"]) == SAID
    assert said(document["extra_internal"]) == INTERNAL
    assert [row["key"] for row in document["extra"]] == [
        field["key"] for field in EXTRA_FIELDS if not field.get("internal")
    ]
    assert {row["kind"] for row in document["extra"]} == {"text", "date", "choice", "table"}


def test_saving_again_changes_nothing(editor, filled):
    before = canonical_json(present_guide(filled))

    answer = save(editor, filled, {})

    assert answer.status_code == 302
    assert canonical_json(present_guide(draft(filled))) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("extra-valid_until", "明年年底"),
        ("extra-yearly_cases", "很多"),
        ("extra-zone", "west"),
        ("extra-parking", "停\u202e车"),
    ],
)
def test_a_wrong_value_is_an_error_at_its_field(editor, page, name, value):
    answer = save(editor, page, SENT | {name: value})

    key = name.removeprefix("extra-")
    errors = answer.context["form"].errors.as_data()["extra"]
    assert [error.code for error in errors] == [key]
    assert f'id="{name}-errors"' in answer.content.decode()


def test_two_people_change_different_fields_and_keep_both(editor, filled):
    first, second = open_form(editor, filled), open_form(editor, filled)

    editor.post(*first({"extra-zone": "old"}))
    editor.post(*second({"extra-parking": "路边停车"}))

    rows = said(present_guide(draft(filled)).model_dump(mode="json")["extra"])
    assert (rows["zone"], rows["parking"]) == ("老城区", "路边停车")


def test_two_people_who_change_one_field_are_asked(editor, filled):
    first, second = open_form(editor, filled), open_form(editor, filled)

    editor.post(*first({"extra-zone": "old"}))
    answer = editor.post(*second({"extra-zone": ""}))

    [choice] = answer.context["form"].choices()
    assert (choice.place, choice.mine, choice.theirs) == (
        "补充字段 · 适用片区",
        "（已删除）",
        "老城区",
    )


def open_form(editor, page):
    """Return a function that gives the address and data of an open form with some changes."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = posted(editor.get(address).content.decode(), draft(page))
    return lambda sent: (address, data | {name: [value] for name, value in sent.items()})


def test_a_field_that_a_form_does_not_send_stays(editor, filled):
    address = reverse("wagtailadmin_pages:edit", args=[filled.pk])
    data = posted(editor.get(address).content.decode(), filled)

    sent = {name: value for name, value in data.items() if not name.startswith("extra-")}
    assert editor.post(address, sent).status_code == 302

    assert said(present_guide(draft(filled)).model_dump(mode="json")["extra"]) == SAID


def test_a_count_that_no_form_has_leaves_the_table_as_it_is(editor, filled):
    answer = save(editor, filled, {"extra-helpers-count": "9" * 5000})

    assert answer.status_code == 302
    assert said(present_guide(draft(filled)).model_dump(mode="json")["extra"]) == SAID


def test_a_required_field_that_is_empty_keeps_the_guide_from_review(page, outline, filled):
    missing = [one.pointer for one in nonconformities(present_guide(page), outline)]
    left = [one.pointer for one in nonconformities(present_guide(filled), outline)]

    assert {"/extra/valid_until", "/extra/zone"} <= set(missing)
    assert not {one for one in left if one.startswith("/extra")}


def test_the_public_page_shows_them_where_they_stand_and_nothing_internal(client, filled):
    code = filed(filled)

    chinese = client.get(f"/guides/{code}/").content.decode()
    english = client.get(f"/en/guides/{code}/").content.decode()

    section = chinese.partition('id="service_points"')[2].partition("</section>")[0]
    assert "停车提示" in section
    assert "负一层停车场，一小时免费" in section
    assert all(words in chinese for words in ("2027 年 12 月 31 日", "东部新区", "王帮办", "姓名"))
    assert "Eastern new area" in english
    assert "年办件量" not in chinese
    assert "1200" not in chinese


def test_the_api_gives_them_and_nothing_internal(client, filled):
    code = filed(filled)

    document = client.get(f"/api/v1/guides/{code}").json()["document"]

    assert said(document["extra"]) == SAID
    assert "extra_internal" not in document
    assert next(row for row in document["extra"] if row["key"] == "zone")["code"] == "east"


def test_search_finds_their_words(filled):
    code = filed(filled)

    texts = index_document(PublicState.objects.get(code=code)).texts["extra"]

    assert "负一层停车场，一小时免费" in texts
    assert "王帮办" in texts
    assert not any("1200" in text for text in texts)


def test_a_reviewer_sees_what_changed_under_its_own_label(editor, filled):
    old = present_guide(filled).model_dump(mode="json")
    save(editor, filled, {"extra-zone": "old", "extra-helpers-1-phone": "0591-1"})

    [section] = changed_sections(old, present_guide(draft(filled)).model_dump(mode="json"))

    assert section.key == "extra"
    assert [(one.label, one.old, one.new) for one in section.fields] == [
        ("适用片区", "东部新区", "老城区"),
        (
            "帮办人员",
            "姓名：王帮办；电话：0591-12345678\n姓名：李帮办",
            "姓名：王帮办；电话：0591-12345678\n姓名：李帮办；电话：0591-1",
        ),
    ]


def test_words_are_found_and_replaced_in_texts_and_tables(filled):
    places = {one.place.pointer for one in found_in(filled, "帮办")}

    count = replace_in(filled, "帮办", "代办", places)

    assert count == 2
    rows = said(present_guide(filled).model_dump(mode="json")["extra"])
    assert rows["helpers"] == [["王代办", "0591-12345678"], ["李代办", ""]]
    assert rows["parking"] == SAID["parking"]
