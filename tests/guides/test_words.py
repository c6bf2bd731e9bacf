"""Which texts of a Document are words: those of people, not keys, codes and addresses."""

from guides.document import GuideDocument
from guides.document.words import words_in


def words(name, **data):
    document = GuideDocument.model_validate({name: data}).model_dump(mode="json")
    return list(words_in(GuideDocument, name, document[name]))


def test_texts_are_words_in_reading_order_and_keys_codes_and_addresses_are_not():
    steps = [{"key": "s1", "name": "受理", "action": "当场受理", "situations": ["新办"]}]

    assert words("process", steps=steps) == ["受理", "当场受理", "新办"]
    assert words("handling", scope="3", online_url="https://a.cn", visit_reason="核验") == ["核验"]


def test_what_only_officials_read_is_no_word_for_the_public():
    step = {"name": "受理", "post": "受理岗", "standard": "内部标准"}

    assert words("process", steps=[step]) == ["受理"]


def test_an_address_is_one_text():
    points = [{"name": "一楼", "address": {"district": "鼓楼区", "road": "东街", "number": "1号"}}]
    document = GuideDocument.model_validate({"service_points": points}).model_dump(mode="json")

    found = list(words_in(GuideDocument, "service_points", document["service_points"]))

    assert found == ["一楼", "鼓楼区东街1号"]


def test_a_document_filed_before_a_field_came_says_what_it_has():
    assert list(words_in(GuideDocument, "process", {"steps": [{"name": "受理"}]})) == ["受理"]
