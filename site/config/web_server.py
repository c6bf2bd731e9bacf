"""granian with the site imported before its workers are forked, so that they share its memory.

    python -m config.web_server --interface wsgi … config.wsgi:application

takes granian's own options. A worker that is started later, in place of one that died or at a
reload, is forked from the same import: another release or other settings need a restart.
"""

import gc
import multiprocessing
import os

import django
from django.db import connections
from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation
from granian.cli import entrypoint


def main() -> None:
    """Import the site, then serve as granian's command line says."""
    load_site()
    multiprocessing.set_start_method("fork")
    entrypoint()


def load_site() -> None:
    """Import what answers need; leave no connection and no thread, which a fork would break."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    django.setup()
    from django.conf import settings

    _import_views(get_resolver())
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Yes")  # reads the catalogues
            reverse("home:front")  # lists all addresses by name
    _load_sounds()
    connections.close_all()
    gc.collect()
    # What lies here now is looked for garbage in no process: looking would copy every page of it.
    gc.freeze()


def _import_views(resolver: URLResolver) -> None:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            _import_views(pattern)


def _load_sounds() -> None:
    """Load the tables of pinyin, 20 MB that each worker would load at its first search."""
    from search.pinyin import pinyin_of

    pinyin_of("字")


if __name__ == "__main__":
    main()
