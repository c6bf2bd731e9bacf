"""The public site's templates: each compiles in each language, with its texts written in."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

ROOT = Path(settings.BASE_DIR, "templates", "public")
NAMES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name, language):
    with translation.override(language):
        template = engines["public"].get_template(name).template

    assert template.environment.language == language


def rendered(text, language, **context):
    """Return what a template with this text renders in a language."""
    with translation.override(language):
        environment = engines["public"].get_template("base.html").template.environment
        return environment.from_string(text).render(context)


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "打印"), ("en", "Print")])
def test_texts_and_addresses_are_those_of_the_language(language, text):
    page = rendered('{{ _("Print") }} {{ url("home:guide", code) }}', language, code="a")

    assert page == f"{text} {'/en' if language == 'en' else ''}/guides/a/"


def test_a_text_is_settled_when_the_template_is_compiled():
    with translation.override("zh-hans"):
        environment = engines["public"].get_template("base.html").template.environment
        source = environment.compile('{{ _("Print") }}', raw=True)

    assert "打印" in source
    assert "gettext" not in source.split("打印")[0]


def test_another_language_than_the_site_s_gets_the_chinese_pages():
    with translation.override("de"):
        template = engines["public"].get_template("404.html")

    assert template.template.environment.language == "zh-hans"


def test_markup_is_escaped_in_every_way_of_writing():
    ways = ["one", "one|zh", "one|prose", "one|value", "[one]|listed", "{'name': one}|named"]

    pages = [rendered(f"{{{{ {way} }}}}", "en", one="<b>字</b>\n<i>") for way in ways]

    assert [page for page in pages if "<b>" in page or "<i>" in page] == []
    assert all("&lt;b&gt;字" in page for page in pages)


def test_a_dot_means_the_key_even_where_a_dictionary_has_a_method_of_that_name():
    assert rendered("{{ one.items }}", "en", one={"items": "rows"}) == "rows"
    assert rendered("{{ one.items }}", "en", one={}) == ""
