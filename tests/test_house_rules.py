"""The house style that a machine can check: names, sizes, docstrings, directions, migrations."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

FORBIDDEN_NAMES = {"utils", "helpers", "services", "common", "misc"}
MOST_LINES, MOST_LINES_OF_A_TEST = 400, 500
MOST_FILES_IN_ROOT = 20
ROOT = Path(settings.BASE_DIR)


@cache
def tracked():
    """Return the project's files: git's, or, in an unpacked archive, those of the folders."""
    if shutil.which("git") and (ROOT / ".git").exists():
        out = subprocess.run(
            ["git", "-c", "core.quotepath=off", "ls-files"],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        return [ROOT / line for line in out.splitlines() if (ROOT / line).is_file()]
    hidden = {".venv", "var", ".services", ".git"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not hidden & set(path.relative_to(ROOT).parts)
    ]


def python_files(*, migrations=False):
    """Return the project's own Python files."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and (migrations or "migrations" not in path.parts)
    ]


def places(paths):
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def test_files_are_named_after_what_they_do():
    vague = [path for path in python_files() if {path.stem, *path.parts} & FORBIDDEN_NAMES]

    assert places(vague) == []


def test_every_module_says_in_one_docstring_what_lives_there():
    silent = [
        path
        for path in python_files(migrations=True)
        if path.read_text(encoding="utf-8").strip()
        and "migrations" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert places(silent) == []


def test_every_class_of_the_rooms_says_what_it_is():
    silent = []
    for path in python_files():
        if path.relative_to(ROOT).parts[0] in {"tests", "bench"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if _needs_docstring(node) and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}: {node.name}")

    assert sorted(silent) == []


def _needs_docstring(node):
    inner = {"Meta", "Media"}
    return (
        isinstance(node, ast.ClassDef) and node.name not in inner and not node.name.startswith("_")
    )


def test_no_file_is_longer_than_the_house_allows():
    def most(path):
        return MOST_LINES_OF_A_TEST if "tests" in path.parts else MOST_LINES

    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > most(path)
    ]

    assert sorted(long) == []


def test_the_root_folder_stays_small():
    files = [path for path in tracked() if path.parent == ROOT]

    assert len(files) <= MOST_FILES_IN_ROOT, places(files)


def test_no_translated_text_is_an_f_string():
    call = re.compile(r"\b(?:_|gettext|gettext_lazy|ngettext|pgettext)\(\s*f[\"']")

    guilty = [path for path in python_files() if call.search(path.read_text(encoding="utf-8"))]

    assert places(guilty) == []


def test_digits_of_codes_numbers_and_addresses_are_those_of_ascii():
    # In Python `\d` takes digits of every script; reading running prose may want that.
    prose = {"quality", "tests", "exchange/reading", "exchange/correcting", "guides/laws"}
    guilty = [
        path
        for path in tracked()
        if path.suffix in {".py", ".json"}
        and not any(path.relative_to(ROOT).as_posix().startswith(start) for start in prose)
        and "\\d" in path.read_text(encoding="utf-8")
    ]

    assert places(guilty) == []


def test_every_setting_of_an_operator_is_documented():
    read = re.compile(r"environment\.(?:text|number|flag|words|required)\(\s*\"([A-Z_]+)\"")
    sources = sorted((ROOT / "site/config/settings").glob("*.py"))
    names = {name for path in sources for name in read.findall(path.read_text(encoding="utf-8"))}
    documented = set(
        re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs/settings.md").read_text(encoding="utf-8"))
    )

    assert len(names) > 20
    assert sorted(names - documented) == []


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_imports_point_down():
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed (requirements-dev.txt)")

    answer = subprocess.run(
        [linter, "--no-logo", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
    )  # fmt: skip

    assert answer.returncode == 0, answer.stdout


def test_the_linter_of_imports_knows_every_room():
    rooms = {path.relative_to(ROOT).parts[0] for path in tracked() if path.name == "apps.py"}
    rooms = {"config" if room == "site" else room for room in rooms}
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = {one["type"]: one for one in tools["importlinter"]["contracts"]}
    layers = {room for line in contracts["layers"]["layers"] for room in line.split(" | ")}

    assert set(tools["importlinter"]["root_packages"]) == rooms
    assert set(contracts["acyclic_siblings"]["ancestors"]) == rooms
    assert layers == rooms


def test_every_target_of_the_makefile_explains_itself():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())

    explained = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))

    assert phony == explained


def test_headers_of_the_admin_take_nothing_from_the_page():
    """A page's own `heading` would take the place of the header's h1."""
    header = re.compile(r'include "wagtailadmin/shared/header.html"[^%]*%}')
    open_ones = {
        path
        for path in tracked()
        if path.suffix == ".html" and "templates" in path.parts
        for found in header.findall(path.read_text())
        if not found.endswith(" only %}")
    }

    assert places(open_ones) == []


def test_scripts_can_be_run():
    scripts = [ROOT / "manage.py", ROOT / ".ci/run", *sorted((ROOT / "deploy").glob("*.sh"))]

    assert len(scripts) >= 5
    assert places(path for path in scripts if not os.access(path, os.X_OK)) == []


def pins(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith(" "))


def test_what_both_lists_of_packages_name_is_pinned_to_one_version():
    runtime, tools = pins("requirements.txt"), pins("requirements-dev.txt")

    differing = {name for name in runtime.keys() & tools.keys() if runtime[name] != tools[name]}

    assert len(runtime) > 30
    assert len(runtime.keys() & tools.keys()) > 3
    assert differing == set()
