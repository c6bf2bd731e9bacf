"""Migrations of this room carry the rows that are there."""

import pytest
from django.core.management import call_command
from django.db import connection

from publication.models import PublicState, PublishedFile
from publication.take_over import take_over
from tests.publication.filing_samples import guide_document, manual_document, old_envelope

pytestmark = pytest.mark.city
PUBLIC = {"sha256": "a" * 64, "name": "公开.pdf", "size": 1, "media_type": "application/pdf"}
INTERNAL = {"sha256": "b" * 64, "name": "内部.pdf", "size": 2, "media_type": ""}


@pytest.mark.django_db(transaction=True)
def test_each_file_is_given_to_the_guides_that_name_it():
    for code in ("one", "two"):
        take_over(
            code,
            guide_document(attachments=[{"name": "附件", "file": PUBLIC}]),
            manual_document(document_forms=[{"name": "表", "file": INTERNAL}]),
            old_envelope(),
        )
    expected = list(
        PublishedFile.objects.order_by("code", "name").values("code", "name", "is_public")
    )

    call_command("migrate", "publication", "0004", verbosity=0)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM publication_publishedfile")
            assert cursor.fetchone() == (2,)
    finally:
        call_command("migrate", verbosity=0)

    found = list(PublishedFile.objects.order_by("code", "name").values("code", "name", "is_public"))
    assert found == expected
    assert len(found) == 4


@pytest.mark.django_db(transaction=True)
def test_the_facts_of_lists_are_the_same_as_jsonb_and_as_text():
    take_over("one", guide_document(title='食品"经营"\\许可'), manual_document(), old_envelope())
    expected = facts_of_lists()

    call_command("migrate", "publication", "0009", verbosity=0)
    call_command("migrate", verbosity=0)

    assert facts_of_lists() == expected
    assert expected["guide"]["title"] == '食品"经营"\\许可'


def facts_of_lists():
    return {state.kind: state.summary for state in PublicState.objects.all()}
