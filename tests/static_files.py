"""Lists the static files once a process: WhiteNoise does it anew for each `Client` of a test."""

from contextlib import contextmanager
from functools import wraps
from unittest.mock import patch

from whitenoise.middleware import WhiteNoiseMiddleware


@contextmanager
def listed_once():
    """While active, browsers share the table of static files; other settings make another one."""
    tables = {}
    with (
        patch.object(WhiteNoiseMiddleware, "add_files", _kept(tables, "add_files")),
        patch.object(
            WhiteNoiseMiddleware,
            "add_files_from_finders",
            _kept(tables, "add_files_from_finders"),
        ),
    ):
        yield


def _kept(tables, name):
    """Return a method of WhiteNoise that fills in what it found the first time."""
    list_files = getattr(WhiteNoiseMiddleware, name)

    @wraps(list_files)
    def add(self, *where, **prefix):
        if self.autorefresh:
            return list_files(self, *where, **prefix)
        key = (name, where, *prefix.items(), self.static_prefix, self.max_age)
        if key not in tables:
            before, self.files = self.files, {}
            list_files(self, *where, **prefix)
            tables[key], self.files = self.files, before
        self.files.update(tables[key])

    return add
