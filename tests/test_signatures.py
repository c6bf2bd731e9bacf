"""Public functions say what they take and return, in the rooms that `pyproject.toml` lists."""

import ast
import tomllib

import pytest

from tests.test_house_rules import ROOT, python_files

TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
HOLD = TOOLS["signatures"]["hold"]
FEWEST = 2600
"""As many public functions have signatures at least: a room that is listed stays listed."""


def public_functions(text):
    """Yield the functions and methods of a module, and of its classes, that others may call."""

    def below(node):
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.ClassDef):
                yield from below(inner)
            elif isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                yield inner

    return below(ast.parse(text))


def is_signed(function):
    """Return whether every parameter and the result of a function are annotated."""
    given = function.args
    parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    named = [one for one in parameters if one is not None and one.arg not in ("self", "cls")]
    return function.returns is not None and all(one.annotation for one in named)


def files_of(folder):
    return [
        path
        for path in python_files()
        if path.relative_to(ROOT).as_posix().startswith(f"{folder}/")
    ]


@pytest.mark.parametrize("folder", HOLD)
def test_public_functions_have_signatures(folder):
    missing = [
        f"{path.relative_to(ROOT)}:{function.lineno}: {function.name}"
        for path in files_of(folder)
        for function in public_functions(path.read_text(encoding="utf-8"))
        if not is_signed(function)
    ]

    assert files_of(folder)
    assert missing == []


def test_as_many_functions_have_signatures_as_before():
    signed = [
        function
        for path in python_files()
        if path.relative_to(ROOT).parts[0] not in {"tests", "bench", "docs"}
        for function in public_functions(path.read_text(encoding="utf-8"))
        if is_signed(function)
    ]

    assert len(signed) >= FEWEST


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("def f(a: int) -> int: ...", True),
        ("def f(a) -> int: ...", False),
        ("def f(a: int): ...", False),
        ("def f(*, a: int, **rest) -> int: ...", False),
        ("class A:\n    def f(self, a: int) -> None: ...", True),
    ],
)
def test_what_a_signature_is(text, signed):
    (function,) = public_functions(text)

    assert is_signed(function) == signed
