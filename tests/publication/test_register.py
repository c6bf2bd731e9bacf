"""Filed versions: bytes, numbers, states, and that nobody can change them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from core.append_only import AppendOnlyError
from guides.document import canonical_json, public_cut, sha256_hex
from guides.document.canonical import canonical_data
from publication.choices import State
from publication.filing import cut_guide, publish
from publication.filing_number import start_above, take_number
from publication.models import Event, FilingCounter, PublicState, PublishedVersion
from publication.take_over import take_over
from tests.publication.filing_samples import (
    filed,
    guide_document,
    manual_document,
    old_envelope,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def test_a_filed_version_keeps_the_documents_bytes_and_both_hashes():
    document = guide_document(process={"steps": [{"name": "受理", "post": "SENTINEL"}]})

    take_over("a-1", document, None, old_envelope())

    version = PublishedVersion.objects.get()
    assert version.text == canonical_json(document)
    assert version.sha256 == sha256_hex(version.text)
    assert version.public_text == canonical_data(public_cut(document))
    assert "SENTINEL" in version.text and "SENTINEL" not in version.public_text


def test_the_envelope_of_a_public_answer_names_the_hash_of_the_public_cut():
    filed("a-1")

    version = PublishedVersion.objects.get()

    assert version.envelope(State.CURRENT)["sha256"] == sha256_hex(version.public_text)
    assert version.envelope(State.CURRENT, public=False)["sha256"] == version.sha256


def test_guide_and_manual_share_the_number_and_follow_each_other_in_the_log():
    take_over("a-1", guide_document(), manual_document(preface="前言"), old_envelope())

    assert len(set(PublishedVersion.objects.values_list("filing_no", flat=True))) == 1
    assert [*Event.objects.order_by("seq").values_list("seq", "kind")] == [
        (1, "guide"),
        (2, "manual"),
    ]


def test_taking_the_same_version_over_again_changes_nothing():
    filed("a-1")

    again = take_over("a-1", guide_document(), None, old_envelope())

    assert again is False
    assert Event.objects.count() == PublishedVersion.objects.count() == 1


def test_a_version_cannot_be_taken_over_with_another_text():
    filed("a-1")

    with pytest.raises(ValidationError):
        take_over("a-1", guide_document("另一个名称"), None, old_envelope())


def test_an_older_version_cannot_follow_a_newer_one():
    filed("a-1", version=4)

    with pytest.raises(ValidationError):
        filed("a-1", title="第三版", version=3)


def test_an_unchanged_document_is_not_filed_again():
    filed("a-1")
    cut = cut_guide(canonical_json(guide_document()))

    with pytest.raises(ValidationError):
        publish("a-1", [cut], {}, number=lambda: "x")


def test_a_future_version_waits_and_readers_keep_the_current_one():
    filed("a-1")
    filed("a-1", title="第二版", version=2, effective_on=date(2099, 1, 1))

    state = PublicState.objects.get()

    assert (state.state, state.current.version, state.newest_version) == (State.CURRENT, 1, 2)
    assert state.due_on == date(2099, 1, 1)


def test_filing_numbers_have_no_gap_after_a_rolled_back_filing():
    first = take_number(2026)
    with pytest.raises(RuntimeError), transaction.atomic():
        take_number(2026)
        raise RuntimeError

    second = take_number(2026)

    assert (first, second) == ("云政服备〔2026〕0001号", "云政服备〔2026〕0002号")


def test_our_numbers_start_above_those_taken_over():
    start_above("云政服备〔2026〕0312号")
    start_above("云政服备〔2026〕0107号")
    start_above("旧备〔2026〕9999号")

    assert take_number(2026) == "云政服备〔2026〕0313号"
    assert not FilingCounter.objects.exclude(series="2026").exists()


@pytest.mark.parametrize("table", ["publication_publishedversion", "publication_event"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET code = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_what_is_filed(table, verb):
    filed("a-1")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(verb.format(table))


def test_the_models_refuse_it_too():
    filed("a-1")
    version = PublishedVersion.objects.get()

    with pytest.raises(AppendOnlyError):
        version.save()
    with pytest.raises(AppendOnlyError):
        version.delete()
    with pytest.raises(AppendOnlyError):
        PublishedVersion.objects.update(title="x")
