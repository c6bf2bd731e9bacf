"""An id is read in one spelling, by the gate and by the view behind it; no spelling is a fault."""

from urllib.parse import quote

import pytest
from django.urls import Resolver404, resolve, reverse

from core.access.ids import MOST, parse_id
from guides.models import GuidePage
from guides.presenter import present_guide
from tests.security.answers import row_of, url_of
from tests.security.choosers import block_choosers
from tests.security.resolver import every_address
from tests.security.test_choosers import FOREIGN, sent_with
from tests.security.test_no_leak_between_departments import PUBLIC_ROOMS, leaks, of_department
from tests.security.world import browser


def spellings(pk):
    """Return texts that `int()`, `str.isdigit()` or a database may take for an id, or fail on."""
    wide = "".join(chr(ord(char) + 0xFEE0) for char in str(pk))
    arabic = "".join(chr(ord(char) - 48 + 0x0660) for char in str(pk))
    return [
        f"+{pk}", f"-{pk}", f" {pk}", f"{pk} ", f"{pk}\t", f"0{pk}", f"{pk}.0", f"{pk}e0",
        "_".join(str(pk)) if len(str(pk)) > 1 else f"0_{pk}", f"_3{pk}", f"0x{pk}", wide, arabic,
        "²", "①", "一", f"{pk},{pk}", f"{pk}\x00", "\x00", "None", "nan", "1e400",
        str(MOST + 1), "9" * 40, "9" * 5000,
    ]  # fmt: skip


@pytest.mark.parametrize("text", spellings(12))
def test_spelling_is_no_id(text):
    assert parse_id(text) is None


def test_id_is_what_a_column_holds():
    assert parse_id("12") == parse_id(12) == 12
    assert parse_id(str(MOST)) == MOST


BY_TEXT = [
    address
    for address in every_address()
    if address.named and address.parts and not address.name.startswith(PUBLIC_ROOMS)
]


@pytest.mark.parametrize("address", BY_TEXT, ids=str)
def test_address_with_an_odd_id_tells_nothing_and_fails_on_nothing(db, world, address):
    row, client = of_department(row_of(address), "b"), browser(world, "compiler_a")
    urls = odd_urls(url_of(world, address, row, "b"), address)

    answers = {url: client.get(url) for url in urls}

    assert not any(leaks(answer) for answer in answers.values())
    assert [url for url, answer in answers.items() if answer.status_code >= 500] == []


def odd_urls(url, address):
    """Return a URL with its last number spelled in other ways, as far as its route takes them."""
    steps = url.partition("?")[0].split("/")
    place = max((n for n, step in enumerate(steps) if step.isdecimal()), default=None)
    texts = spellings(steps[place]) if place else []
    odd = ["/".join([*steps[:place], text, *steps[place + 1 :]]) for text in texts]
    return [quote(one) for one in odd if _view_name(one) == address.name]


def _view_name(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


CHOSEN = [
    ("wagtailadmin_choose_page_chosen_multiple", "draft"),
    ("wagtaildocs_chooser:chosen_multiple", "document"),
    ("wagtailimages_chooser:chosen_multiple", "image"),
    ("wagtailsnippetchoosers_guides_serviceitem:chosen_multiple", "item"),
]


@pytest.mark.parametrize(("name", "thing"), CHOSEN)
def test_query_with_an_odd_id_tells_nothing_and_fails_on_nothing(db, world, name, thing):
    client, pk = browser(world, "compiler_a"), getattr(world.b, thing).pk
    own = getattr(world.a, thing).pk
    odd = [f"?id={quote(text)}" for text in spellings(pk)]
    odd += [f"?id={own}&id={quote(text)}" for text in spellings(pk)]

    answers = {query: client.get(reverse(name) + query) for query in odd}

    assert client.get(f"{reverse(name)}?id={own}").status_code == 200
    # NUL goes no further than `core.requests.edge`; every other spelling is just not found.
    expected = {query: 400 if "%00" in query else 404 for query in odd}
    assert {query: answer.status_code for query, answer in answers.items()} == expected
    assert not any(leaks(answer) for answer in answers.values())


@pytest.mark.parametrize("query", ["?target_pages[]=²", "?parent_page_id=1_2", "?target_pages[]="])
def test_page_chooser_fails_on_no_query(db, world, query):
    answer = browser(world, "compiler_a").get(reverse("wagtailadmin_choose_page") + query)

    assert answer.status_code in (200, 404)


def test_the_root_is_no_page_to_choose(db, world):
    address = reverse("wagtailadmin_choose_page_chosen_multiple")

    assert browser(world, "operator").get(f"{address}?id=1").status_code in (302, 403)


@pytest.mark.parametrize("text", ["²", "+1", "1_2", "9" * 40, "\x00", "None"])
def test_form_with_an_odd_id_saves_no_choice_and_does_not_fail(db, world, text):
    choosers = (one for one in block_choosers() if one[0] is GuidePage)
    _model, name, path, block = next(choosers)
    chosen = type("Odd", (), {"pk": getattr(world.a, FOREIGN[block.model_class]).pk})
    client, page = browser(world, "compiler_a"), world.a.draft
    place = "sections-0-value-items-0-value-blank_forms-0-value"

    before = GuidePage.objects.get(pk=page.pk).latest_revision_id
    answer = sent_with(client, page, name, path, chosen, **{place: [text]})

    saved = GuidePage.objects.get(pk=page.pk)
    assert answer.status_code == 302
    assert saved.latest_revision_id != before
    assert present_guide(saved.get_latest_revision_as_object()).materials.items[0].blank_forms == []
