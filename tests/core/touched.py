"""The sources that we stand in for or override: which these are, where, and their hashes."""

import ast
import hashlib
import inspect
import pkgutil
import sysconfig
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.functional import cached_property

from core import wagtail_changes

OVERRIDDEN = ("laces", "modelcluster", "modelsearch", "treebeard", "wagtail", "wagtail_modeladmin")
"""Packages whose members count as touched when a class of ours overrides them."""
INSTALLED = Path(sysconfig.get_path("purelib"))


def changes():
    """Return the modules of `core.wagtail_changes`."""
    found = pkgutil.iter_modules(wagtail_changes.__path__, f"{wagtail_changes.__name__}.")
    return [import_module(one.name) for one in found]


@cache
def touched():
    """Return {name of a module, member, template or script: names of what of ours relies on it}."""
    found = {}
    for change in changes():
        for name in getattr(change, "TOUCHED", ()):
            found.setdefault(name, set()).add(change.__name__)
    for name, ours in _overridden(*_our_classes()):
        found.setdefault(name, set()).add(ours)
    return found


def fingerprint(name):
    """Return the hash of a source as it is installed; raise LookupError when it is not there."""
    text = _template(name) if name.endswith((".html", ".js")) else _source(name)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rooms():
    """Return the names of our rooms."""
    folders = (settings.BASE_DIR, settings.BASE_DIR / "site")
    return {one.name for one in apps.get_app_configs() if Path(one.path).parent in folders}


def _template(name):
    for kind in ("templates", "static"):
        for path in sorted((INSTALLED / "wagtail").glob(f"*/{kind}/{name}")):
            return path.read_text(encoding="utf-8")
    raise LookupError(name)


def _source(name):
    """Return the text of a class, function or attribute by its place in the module's file."""
    parts = name.split(".")
    for end in range(len(parts) - 1, 0, -1):
        module = ".".join(parts[:end])
        try:
            spec = find_spec(module)
        except ModuleNotFoundError:
            continue
        if spec and spec.origin:
            text = Path(spec.origin).read_text(encoding="utf-8")
            return _segment(text, parts[end:], name)
    raise LookupError(name)


def _segment(text, path, name):
    node = ast.parse(text)
    for step in path:
        node = next((one for one in ast.iter_child_nodes(node) if step in _names(one)), None)
        if node is None:
            raise LookupError(name)
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno])


def _names(node):
    if isinstance(node, ast.Assign):
        return {one.id for one in node.targets if isinstance(one, ast.Name)}
    return {getattr(node, "name", None)}


def _overridden(classes, unknown):
    """Yield (name, our class) for each method of a foreign class that one of ours overrides.

    A module that is `unknown` to one of ours is no longer there.
    """
    yield from unknown
    for ours in classes:
        for place, base in enumerate(ours.__mro__):
            if not _is_ours(base):
                continue
            for name, value in vars(base).items():
                if name.startswith("__") or _function(value) is None:
                    continue
                if foreign := _foreign(ours.__mro__[place + 1 :], name):
                    yield foreign, f"{base.__module__}.{base.__qualname__}"


def _our_classes():
    """Return our classes, and (module, ours) for each that one of ours cannot import."""
    seen, unknown = set(), []
    for room in sorted(rooms()):
        package = import_module(room)
        for one in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not set(one.name.split(".")) & {"migrations", "settings", "wsgi", "asgi"}:
                try:
                    seen |= set(_classes_in(vars(import_module(one.name))))
                except ModuleNotFoundError as error:
                    unknown.append((error.name, one.name))
    return sorted(seen, key=lambda one: f"{one.__module__}.{one.__qualname__}"), unknown


def _classes_in(names):
    for value in list(names.values()):
        if inspect.isclass(value) and _is_ours(value):
            yield value
            inner = {k: v for k, v in vars(value).items() if inspect.isclass(v)}
            yield from (one for one in _classes_in(inner) if one.__qualname__ != value.__qualname__)


def _is_ours(cls):
    return cls.__module__.partition(".")[0] in rooms()


def _foreign(bases, name):
    """Return the full name of the member that is overridden, or None when it is nobody else's."""
    for base in bases:
        if name in vars(base) and not _is_ours(base):
            function = _function(vars(base)[name])
            package = base.__module__.partition(".")[0]
            if function is None or package not in OVERRIDDEN:
                return None
            path = Path(function.__code__.co_filename)
            if not path.is_relative_to(INSTALLED) or "<" in function.__code__.co_qualname:
                return None
            module = ".".join(path.relative_to(INSTALLED).with_suffix("").parts)
            return f"{module.removesuffix('.__init__')}.{function.__code__.co_qualname}"
    return None


def _function(value):
    """Return the function behind a method, class method or property; None for anything else."""
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    elif isinstance(value, property):
        value = value.fget
    elif isinstance(value, cached_property):
        value = value.func
    value = inspect.unwrap(value) if callable(value) else value
    return value if inspect.isfunction(value) else None
