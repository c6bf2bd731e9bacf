"""Nothing internal leaks: a sentinel in every field for the manual only is found nowhere public.

The Documents are walked, so a field that is marked internal tomorrow has its sentinel too.
"""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from core.choices import Role
from core.models import Department, DepartmentDocument
from guides.document import GuideDocument
from guides.document.public_cut import internal_paths
from guides.models import Outline, Theme
from guides.outlines.loading import load_shipped_outlines
from publication import states
from publication.models import Event, PublicState, PublishedFile, PublishedVersion
from publication.take_over import take_over
from search import consumer
from search.engines import elasticsearch_mapping
from search.engines.elasticsearch_client import alias, writer
from search.index_document import index_document
from tests.factories import person
from tests.filled_documents import DEPARTMENT, Filler, filled_guide, filled_manual
from tests.publication.filing_samples import old_envelope

pytestmark = [pytest.mark.django_db, pytest.mark.city]
# One word in small letters: neither escaping nor the folding of search can hide it.
SENTINEL = "zqinternalonly"
CODE = "scjg-000131001000-01"
PAGES = [
    "/",
    "/departments/",
    "/departments/scjg/",
    "/themes/market/",
    "/themes/jobs/",
    "/search/",
    "/search/?q=食品经营许可",
    f"/search/?q={SENTINEL}",
    f"/guides/{CODE}/",
    f"/guides/{CODE}/v/1/",
    f"/guides/{CODE}/v/2/",
]
ANSWERS = [
    f"guides/{CODE}",
    f"guides/{CODE}/versions/1",
    "guides",
    "guides?q=食品经营许可",
    "search",
    "search?q=食品经营许可",
    f"search?q={SENTINEL}",
    "suggest?q=食品",
    "suggest?q=zq",
    "changes",
    "openapi.json",
]


def marked(place, internal):
    return f"{SENTINEL} {place}" if internal else f"公开 {place}"


@pytest.fixture(autouse=True)
def filed(settings):
    """A guide in two versions with its manual, its files stored, the index up to date."""
    settings.SEARCH_URL = ""
    load_shipped_outlines()
    department = Department.objects.create(**DEPARTMENT)
    for code, side in (("market", "business"), ("jobs", "personal")):
        Theme.objects.create(code=code, name=code, side=side)
    public, secret = Filler(marked), Filler(lambda place, internal: f"{SENTINEL} {place}")
    guide = filled_guide(Outline.objects.get(key="unified-guide"), public)
    manual = filled_manual(Outline.objects.get(key="unified-manual"), guide, secret)
    take_over(CODE, guide, manual, old_envelope(1))
    second = guide.model_copy(update={"summary": "第二版"})
    take_over(CODE, second, manual, old_envelope(2, number=2))
    for content, _internal in [*public.files.values(), *secret.files.values()]:
        file = ContentFile(content, name="upload.pdf")
        DepartmentDocument.objects.create(title="upload", department=department, file=file)
    for event in Event.objects.order_by("seq"):
        consumer.index_in_database(event)
    return guide, manual


def holds_sentinel(text):
    return SENTINEL in str(text).lower()


def test_every_internal_field_of_the_filed_texts_bears_the_sentinel(filed):
    guide, manual = (document.model_dump(mode="json") for document in filed)

    assert unmarked(guide, internal_paths(GuideDocument)) == []
    own = {name: value for name, value in manual.items() if name not in guide}
    assert [name for name, value in own.items() if not holds_sentinel(value)] == []


def unmarked(value, tree, place=""):
    """Return the internal places of JSON data that bear no sentinel."""
    if tree is True:
        return [] if holds_sentinel(value) else [place]
    if "__all__" in tree:
        return [one for row in value for one in unmarked(row, tree["__all__"], f"{place}/*")]
    return [one for name in tree for one in unmarked(value[name], tree[name], f"{place}/{name}")]


def test_officials_see_it_so_that_these_tests_can_fail(client):
    client.force_login(person(Role.FORMAL_REVIEWER))

    answer = client.get(f"/manuals/{CODE}/")

    assert holds_sentinel(answer.content.decode())


def test_no_public_page_holds_it(client):
    answers = {address: client.get(address) for page in PAGES for address in (page, f"/en{page}")}

    assert {address: one.status_code for address, one in answers.items()} == dict.fromkeys(
        answers, 200
    )
    assert [address for address, one in answers.items() if leaks(address, one)] == []


def test_no_answer_of_the_api_holds_it(client):
    answers = {path: client.get(f"/api/v1/{path}") for path in ANSWERS}

    assert {one.status_code for one in answers.values()} == {200}
    assert [path for path, one in answers.items() if leaks(path, one)] == []


def leaks(address, answer):
    """Return whether an answer holds the sentinel, beside the search box that repeats a
    question.
    """
    text = answer.content.decode()
    return holds_sentinel(text.replace(SENTINEL, "") if f"q={SENTINEL}" in address else text)


def test_searching_for_it_finds_nothing(client):
    assert client.get(f"/api/v1/search?q={SENTINEL}").json()["total"] == 0


@pytest.mark.parametrize("change", ["suspend", "abolish"])
def test_no_answer_holds_it_after_the_guide_has_left(client, change):
    if change == "suspend":
        states.suspend(CODE, None, "停电")
    else:
        states.abolish(CODE, None, "废止")

    answers = [
        client.get(address)
        for address in (f"/guides/{CODE}/", f"/api/v1/guides/{CODE}", "/api/v1/changes")
    ]

    assert not any(holds_sentinel(answer.content.decode()) for answer in answers)


@pytest.mark.parametrize("address", [f"/manuals/{CODE}/", f"/en/manuals/{CODE}/"])
def test_a_manual_is_refused_to_strangers(client, address):
    answer = client.get(address)

    assert answer.status_code in {302, 403, 404}
    assert not holds_sentinel(answer.content.decode())


def test_the_tables_of_search_do_not_hold_it():
    with connection.cursor() as cursor:
        tables = [
            table
            for table in connection.introspection.table_names(cursor)
            if table.startswith("search_")
        ]
        rows = {table: everything_in(cursor, table) for table in tables}

    assert rows["search_searchentry"]
    assert [table for table, found in rows.items() if holds_sentinel(found)] == []


def everything_in(cursor, table):
    cursor.execute(f'SELECT * FROM "{table}"')
    return cursor.fetchall()


def test_what_readers_tables_hold_beside_the_full_text_does_not_hold_it():
    guides = PublishedVersion.objects.filter(kind="guide")
    rows = [
        list(guides.values_list("public_text", "title")),
        list(PublicState.objects.filter(kind="guide").values()),
        list(Event.objects.filter(kind="guide").values()),
        list(PublishedFile.objects.filter(is_public=True).values()),
    ]

    assert all(rows)
    assert not holds_sentinel(rows)


def test_what_elasticsearch_is_sent_does_not_hold_it():
    document = elasticsearch_mapping.body(index_document(consumer.state_of(CODE)))

    assert document["text"]
    assert not holds_sentinel(json.dumps(document, ensure_ascii=False))


@pytest.mark.elasticsearch
def test_elasticsearch_itself_does_not_find_it(settings, es_url):
    from config.settings import base

    settings.SEARCH_URL = base.SEARCH_URL
    consumer.index_in_elasticsearch(Event.objects.filter(kind="guide").last())
    writer().indices.refresh(index=alias())

    found = [
        writer().count(index=alias(), query={"term": {field: SENTINEL}})["count"]
        for field in ("text", "title", "aliases", "summary")
    ]

    assert found == [0, 0, 0, 0]


def test_files_for_the_manual_only_are_refused_and_public_ones_given(client):
    files = PublishedFile.objects.all()

    statuses = {
        file.name: (file.is_public, client.get(f"/files/{file.sha256}/{file.name}").status_code)
        for file in files
    }

    refused = {name for name, (_public, status) in statuses.items() if status != 200}
    assert refused == {file.name for file in files if holds_sentinel(file.name)}
    assert refused
    assert {statuses[name][1] for name in refused} <= {302, 403, 404}
    assert {public for public, status in statuses.values() if status == 200} == {True}


def test_the_public_form_of_an_export_does_not_hold_it(capsys):
    call_command("export_guide", CODE, "--public")
    exported = capsys.readouterr().out

    assert json.loads(exported)["title"]
    assert not holds_sentinel(exported)
    with pytest.raises(CommandError):
        call_command("export_guide", CODE, "--kind", "manual", "--public")
