"""Docstrings and names in plain technical English, as Django's and Wagtail's are."""

import ast
import io
import re
import tokenize

import pytest

from tests.test_house_rules import ROOT, python_files

FIRST_WORDS = {"Give", "Gives", "Tell", "Tells", "Say", "Says", "Ask", "Asks", "Whoever"}
"""No docstring begins so: functions return, raise, write; classes are."""
RIDDLES = re.compile(r"\bwhoever\b|\b(?:the|an) own\b|; gives ", re.IGNORECASE)
UNEXPLAINED = {"asked", "may", "own", "said", "say", "settle", "tell", "told"}
"""No variable, function or parameter is called so: it would not say what it is."""


def product_files():
    outside = {"tests", "bench", "docs"}
    for path in python_files():
        name = path.relative_to(ROOT).as_posix()
        if name.partition("/")[0] not in outside:
            yield name, path.read_text(encoding="utf-8")


def docstrings(text):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, kinds) and (found := ast.get_docstring(node)):
            yield found


def names(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def comments(text):
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def test_docstrings_begin_with_what_is_returned_or_done():
    found = [
        f"{name}: {docstring.splitlines()[0]}"
        for name, text in product_files()
        for docstring in docstrings(text)
        if docstring.split()[0] in FIRST_WORDS
    ]

    assert found == []


def test_docstrings_and_comments_speak_no_riddles():
    found = [
        f"{name}: {match[0]}"
        for name, text in product_files()
        for prose in (*docstrings(text), *comments(text))
        if (match := RIDDLES.search(prose))
    ]

    assert found == []


def test_names_explain_themselves():
    found = {
        f"{path}: {name}"
        for path, text in product_files()
        for name in names(text)
        if name.strip("_") in UNEXPLAINED
    }

    assert sorted(found) == []


@pytest.mark.parametrize("prose", ["Read by whoever asks.", "the own department", "go; gives 3"])
def test_a_riddle_is_seen(prose):
    assert RIDDLES.search(prose)


def test_one_class_is_called_scope():
    called = [
        name
        for name, text in product_files()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef) and node.name == "Scope"
    ]

    assert called == ["core/access/scope.py"]
