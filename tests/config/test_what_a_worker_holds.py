"""A web worker imports what answers need, shares it with the others, and holds little alone."""

import json
import os
import subprocess
import sys

import pytest

ONLY_FOR_SOME_WORK = frozenset({"docx", "holidays", "numpy", "openpyxl", "pypdfium2", "weasyprint"})
"""Libraries that are imported by the few requests and commands that write or read such files."""
MOST_MEGABYTES = 150
SERVICE = """
import json, os, sys, time
from config import web_server

def memory():
    lines = open("/proc/self/smaps_rollup").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

web_server.load_site()
links = (f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd"))
service = {
    "threads": len(os.listdir("/proc/self/task")),
    "sockets": [link for link in links if os.path.exists(link) and "socket:" in os.readlink(link)],
    "packages": sorted({name.partition(".")[0] for name in sys.modules}),
}
print(json.dumps(service), flush=True)
if os.fork() == 0:
    from config.wsgi import application
    from django.test import RequestFactory

    for path in ("/robots.txt", "/api/v1/openapi.json", "/api/v1/schemas/guide-1.json"):
        request = RequestFactory(SERVER_NAME="127.0.0.1").get(path)
        b"".join(application(request.environ, lambda status, headers: print(json.dumps(status))))
    print(json.dumps(memory()), flush=True)
    os._exit(0)
os.wait()
"""


@pytest.fixture(scope="module")
def said(project_dir):
    """Return what a service says of itself once the site is loaded, then its one worker."""
    environment = os.environ | {
        "PYTHONPATH": f"{project_dir}:{project_dir / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    call = [sys.executable, "-c", SERVICE]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_service_loads_the_site_without_the_libraries_of_some_work_alone(said):
    service = said[0]

    assert "wagtail" in service["packages"]
    assert not ONLY_FOR_SOME_WORK & set(service["packages"])


def test_service_forks_its_workers_with_no_thread_and_no_connection_open(said):
    service = said[0]

    assert service["threads"] == 1
    assert service["sockets"] == []


def test_worker_holds_little_of_its_own(said):
    _service, *answered, megabytes = said

    assert answered == ["200 OK"] * 3
    assert megabytes < MOST_MEGABYTES
