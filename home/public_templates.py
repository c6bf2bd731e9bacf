"""The templates of the public site (`templates/public/`): Jinja2, compiled once for each language.

What depends on the language alone, a text of the page or an address of the site, is written into
the compiled template, so that a page costs neither look-ups of translations nor of addresses.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.backends.base import BaseEngine
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, Undefined, nodes
from jinja2.visitor import NodeTransformer

from home.wording import EnglishWording, Wording

ENGLISH = "en"
MOST_ADDRESSES = 4096


class PublicTemplates(BaseEngine):
    """A template engine of Django's that takes the environment of the active language."""

    app_dirname = "public"

    def __init__(self, params):
        params = params.copy()
        super().__init__({name: params[name] for name in ("NAME", "DIRS", "APP_DIRS")})
        params["OPTIONS"] = {"environment": "home.public_templates.PageEnvironment"}
        self._engines = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                self._engines[language] = Jinja2(params)

    def get_template(self, template_name: str) -> Any:
        """Return a template; in any other language than the site's, the Chinese one."""
        default = self._engines[settings.LANGUAGE_CODE]
        return self._engines.get(get_language(), default).get_template(template_name)


class PageEnvironment(Environment):
    """The templates' environment in the language that is active when it is made.

    Templates know `_`, `pgettext`, `{% trans %}`, `url(name, *args)`, `static(path)` and the
    filters of `home.wording`. A dot looks for a key first, as in Django's language.
    """

    def __init__(self, **options):
        options |= {"undefined": Undefined, "extensions": ["jinja2.ext.i18n"]}
        super().__init__(**options, lstrip_blocks=True)
        self.language = get_language()
        self.install_gettext_callables(gettext, ngettext, pgettext=pgettext, npgettext=npgettext)
        self.globals |= {"_": gettext, "url": self._url, "static": lru_cache(static)}
        wording = EnglishWording() if self.language == ENGLISH else Wording()
        self.filters |= wording.filters()

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def compile(
        self, source: Any, name: str | None = None, filename: str | None = None, **options: Any
    ) -> Any:
        with translation.override(self.language):
            tree = self.parse(source, name, filename) if isinstance(source, str) else source
            return super().compile(_Settled(self).visit(tree), name, filename, **options)

    def _url(self, name, *args):
        return _address(self.language, name, args)


class _Settled(NodeTransformer):
    """Puts the result in the place of a call that says the same each time: its arguments are
    constants, and the language is the environment's.
    """

    NAMES = frozenset({"_", "gettext", "pgettext", "url", "static"})

    def __init__(self, environment):
        self.environment = environment

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  the visitor's own way of naming
        node = self.generic_visit(node)
        name = getattr(node.node, "name", None)
        if name not in self.NAMES or not all(isinstance(one, nodes.Const) for one in node.args):
            return node
        call = self.environment.globals[name]
        return nodes.Const(call(*(one.value for one in node.args)), lineno=node.lineno)


@lru_cache(maxsize=MOST_ADDRESSES)
def _address(_language, name, args):
    return reverse(name, args=args)
