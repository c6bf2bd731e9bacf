"""A web worker imports what answers need, and nothing that only some papers or tools do."""

import os
import subprocess
import sys

import pytest

ONLY_FOR_SOME_WORK = frozenset({
    "docx", "holidays", "numpy", "openpyxl", "pypdfium2", "pypinyin", "weasyprint",
})  # fmt: skip
"""Libraries that are imported by the few requests and commands that write or read such files."""
MOST_MEGABYTES = 150
LOADED = """
import sys
import config.wsgi
from django.urls import get_resolver

def walk(resolver):
    for found in resolver.url_patterns:
        if hasattr(found, "url_patterns"):
            walk(found)

walk(get_resolver())
lines = open("/proc/self/smaps_rollup").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("Pss:")))
print(*{name.partition(".")[0] for name in sys.modules})
"""


@pytest.fixture(scope="module")
def worker(project_dir):
    """Return (kilobytes, names of packages) of a process that has loaded site and addresses."""
    environment = os.environ | {
        "PYTHONPATH": f"{project_dir}:{project_dir / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    call = [sys.executable, "-c", LOADED]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    kilobytes, names = done.stdout.splitlines()
    return int(kilobytes), set(names.split())


def test_worker_starts_without_the_libraries_of_some_work_alone(worker):
    _kilobytes, names = worker

    assert "wagtail" in names
    assert not ONLY_FOR_SOME_WORK & names


def test_worker_that_shares_nothing_starts_within_its_memory(worker):
    kilobytes, _names = worker

    assert kilobytes / 1024 < MOST_MEGABYTES
