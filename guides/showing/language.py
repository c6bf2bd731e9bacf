"""The language in which a Document is shown, and its texts: looked up once a process.

A page says two hundred texts. Django's `gettext` finds out for each which language is active,
which costs ten times the look-up; who shows a whole Document says it once, by `speaking`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps

from django.utils import translation

MOST_KEPT = 4096
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let this module and Django speak a language meanwhile."""
    with translation.override(language):
        token = _spoken.set(language)
        try:
            yield
        finally:
            _spoken.reset(token)


def spoken() -> str | None:
    """Return the code of the language that is spoken."""
    return _spoken.get() or translation.get_language()


def once_a_language(function: Callable[..., str]) -> Callable[..., str]:
    """Let a function of hashable arguments answer the same question once in each language."""
    kept = lru_cache(MOST_KEPT)(lambda _language, *args: function(*args))

    @wraps(function)
    def answer(*args):
        return kept(spoken(), *args)

    return answer


gettext = once_a_language(translation.gettext)
pgettext = once_a_language(translation.pgettext)
ngettext = once_a_language(translation.ngettext)
npgettext = once_a_language(translation.npgettext)
