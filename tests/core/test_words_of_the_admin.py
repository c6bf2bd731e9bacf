"""The admin speaks Chinese: no screen of it says an English word to a clerk."""

import re
from collections import defaultdict
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.security.answers import row_of, url_of
from tests.security.conftest import world  # noqa: F401  everybody, and one of everything
from tests.security.resolver import every_address
from tests.security.world import ROLES, SENTINEL, browser

pytestmark = pytest.mark.django_db

WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value")
VOID = {"input", "img", "br", "link", "meta", "hr", "use", "path", "source", "col"}
SILENT = {"script", "style", "code", "pre", "noscript", "svg", "kbd", "textarea"}
NAMES = re.compile(
    r"""(?<![A-Za-z0-9])(?:
        [A-Z0-9]{2,8}               # abbreviations that Chinese uses: PDF, GB, URL, L01
        | [0-9a-f]{16,}             # fingerprints
        | (?:[A-Za-z0-9_/-][\w./-]*)?\.(?:docx?|wps|pdf|html|xlsx|csv|txt|json|md|png|cn)
                                    # names of files and sites, and endings of files
        | /[a-z]+/                  # addresses of pages
        | [\w.-]+-\d[\w-]*          # codes of guides and outlines
        | items\.\*\.name)(?![A-Za-z0-9])""",
    re.VERBOSE,
)
DATA = {
    SENTINEL,
    "xlsx",
    # Products, the keys of a keyboard, and what browsers keep.
    *("Word", "Excel", "WPS", "LibreOffice", "sqlite", "postgresql", "elasticsearch"),
    *("Ctrl", "Alt", "Cookie"),
    "English",  # the language's own name
    "compiler-a",
    "compiler-b",
    "reviewer-a",
    "admin",
    *ROLES,
    "scjg",
    "test",  # the name of a consumer
    # Sites are a superuser's: Wagtail's list asks no catalogue for the heads of its columns.
    *("localhost", "Port", "Root", "page", "Site", "name"),
    # Wagtail's own task, which no workflow uses.
    *("Moderators", "approval"),
    # The button of Wagtail's search, which is hidden and has no translation.
    "Search",
}


class Said(HTMLParser):
    """What a page says: its texts, and the attributes that are read out or shown.

    A link to a page that is written in English, and is marked so, bears that page's own name.
    """

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.texts += [text for name, text in attrs if name in SPOKEN and text]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.texts.append(given.get("value") or "")
        if tag not in VOID:
            is_silent = (
                tag in SILENT or "hidden" in given or (tag, given.get("lang")) == ("a", "en")
            )
            self.open.append((tag, is_silent))

    def handle_endtag(self, tag):
        while any(tag == one for one, _silent in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(is_silent for _tag, is_silent in self.open):
            self.texts.append(data.strip())


def english_in(html):
    """Return the texts of a page that hold an English word."""
    return {text for text in Said(html).texts if set(WORD.findall(NAMES.sub("", text))) - DATA}


def pages(world, role):  # noqa: F811
    """Yield (address, HTML) of every page of the admin that a role can open."""
    client = browser(world, role)
    for address in every_address():
        url = url_of(world, address, row_of(address))
        if not url.startswith(reverse("wagtailadmin_home")):
            continue
        answer = client.get(url)
        kind = answer.headers.get("Content-Type", "")
        if not answer.streaming and answer.status_code < 500 and kind.startswith("text/html"):
            yield address.name, answer.content.decode()


def test_no_page_says_an_english_word(world):  # noqa: F811
    found = defaultdict(set)

    for name, html in pages(world, "superuser"):
        for text in english_in(html):
            found[text].add(name)

    assert (
        "\n".join(f"{text!r}: {sorted(names)[:2]}" for text, names in sorted(found.items())) == ""
    )


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_the_first_page_of_a_role_says_no_english_word(world, role):  # noqa: F811
    html = browser(world, role).get(reverse("wagtailadmin_home")).content.decode()

    assert english_in(html) == set()


@pytest.mark.parametrize("name", ["wagtailadmin_login", "wagtailadmin_password_reset"])
def test_the_door_says_no_english_word(world, name):  # noqa: F811
    html = browser(world, "anonymous").get(reverse(name)).content.decode()

    assert english_in(html) == set()


def test_an_english_word_is_found_where_it_is_shown_or_read_out():
    html = """<p>保存 Draft</p><a aria-label="Close">×</a><input type="submit" value="Send">
        <code>select</code><script>let it = "be"</script><p>PDF、L01、scjg-000131023000-01</p>"""

    assert english_in(html) == {"保存 Draft", "Close", "Send"}
