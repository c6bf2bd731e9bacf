"""A benchmark that cannot measure says why and exits with 1; none fails for what it forgot."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
BENCHES = sorted(path for path in (ROOT / "bench").glob("*.py") if not path.name.startswith("_"))
NOWHERE = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/guides",
    "SEARCH_URL": "http://127.0.0.1:9",
    "PATH": "/nonexistent",
}


def run(bench, *options, **environment):
    """Return what a benchmark did, as somebody runs it who has set nothing."""
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, bench, *options], env=kept | environment, cwd=ROOT,
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.stem)
def test_a_benchmark_says_what_it_does_without_anything(bench):
    done = run(bench, "--help", **NOWHERE)

    assert done.returncode == 0, done.stderr
    assert "--json" in done.stdout


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.stem)
def test_a_benchmark_without_what_it_needs_names_it_and_exits_with_1(bench):
    done = run(bench, **NOWHERE)

    assert done.returncode == 1
    assert "Nothing can be measured; missing:" in done.stderr
    assert "make services" in done.stderr
    assert "Traceback" not in done.stderr


def imported(path):
    """Return (module, name) of everything that a benchmark imports from our rooms, at any depth."""
    rooms = {one.name for one in ROOT.iterdir() if (one / "__init__.py").exists()} - {"bench"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] in rooms:
            yield from ((node.module, one.name) for one in node.names)


@pytest.mark.parametrize("path", sorted((ROOT / "bench").rglob("*.py")), ids=lambda one: one.stem)
def test_what_a_benchmark_imports_is_there(path):
    """Most of it is imported within functions, so that no `--help` would notice."""
    missing = []
    for module, name in imported(path):
        found = importlib.import_module(module)
        if not hasattr(found, name) and not importlib.util.find_spec(f"{module}.{name}"):
            missing.append(f"{module}.{name}")

    assert missing == []


@pytest.mark.postgresql
@pytest.mark.elasticsearch
def test_a_search_without_an_index_is_not_measured():
    name = f"guides_of_test_{os.getpid()}"
    try:
        done = run(
            ROOT / "bench/search.py", "--records=3",
            BENCH_DATABASE=name, DATABASE_URL=settings.DATABASE_URL, SEARCH_URL=settings.SEARCH_URL,
        )  # fmt: skip
    finally:
        with psycopg.connect(settings.DATABASE_URL, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    assert done.returncode == 1
    assert "holds 0 of 3" in done.stderr
    assert "--rebuild" in done.stderr
