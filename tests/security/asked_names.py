"""Learns which parameters a view looks for, so that a test can send them all."""

from contextlib import contextmanager

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

READING = ("get", "getlist", "__getitem__", "__contains__")


@contextmanager
def asked_names(patch):
    """Yield a set that fills with the names of the parameters that are read meanwhile."""
    names = set()

    def noting(read):
        def noted(self, name, *args, **kwargs):
            if isinstance(name, str):
                names.add(name)
            return read(self, name, *args, **kwargs)

        return noted

    with patch.context() as patched:
        for name in READING:
            owner = dict if name == "__contains__" else MultiValueDict
            patched.setattr(QueryDict, name, noting(getattr(owner, name)), raising=False)
        yield names
