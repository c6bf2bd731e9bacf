"""How long the editor waits for findings: the rules on one Document, and the whole request.

    .venv/bin/python bench/live_findings.py [--rounds 20]

Measures, in this process and on the database of the settings, every guide that a compiler can
edit, and a large one of 60 materials and 30 steps. Prints a table.
"""

import argparse
import os
import sys
from itertools import chain
from pathlib import Path
from statistics import quantiles
from time import process_time
from urllib.parse import urlencode

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from guides.compiling.page_sections import apply_guide  # noqa: E402
from guides.document import GuideDocument  # noqa: E402
from guides.models import GuidePage  # noqa: E402
from quality.drafts import check_guide  # noqa: E402
from tests.guides.form_data import posted  # noqa: E402


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    pages = [one.get_latest_revision_as_object() for one in GuidePage.objects.all()[:30]]
    if not pages:
        sys.exit("There are no guides to measure: load the demo city first.")
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(
        get_user_model().objects.filter(is_superuser=True).first(),
        backend="core.access.authentication.RoleBackend",
    )
    print(f"{'':34}{'median':>8}{'p95':>8}  ms of CPU, {rounds} rounds")
    rules = (measured(lambda p=p: check_guide(p.present(), p.outline), rounds) for p in pages)
    row("presenting and checking a Document", [*chain(*rules)])
    row("a request of an editor", [*chain(*(request_times(client, p, rounds) for p in pages[:8]))])
    row("… of 60 materials and 30 steps", request_times(client, large(pages[0]), rounds))


def measured(task, rounds):
    """Return the milliseconds of CPU that a task takes, once warm."""
    task()
    times = []
    for _ in range(rounds):
        start = process_time()
        task()
        times.append(1000 * (process_time() - start))
    return times


def request_times(client, page, rounds):
    """Return the milliseconds of CPU of a page's request for findings, sent as the script does."""
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = urlencode(posted(edit.content.decode(), page), doseq=True)
    address = reverse("quality_live", args=[page.pk])

    def ask():
        answer = client.post(address, form, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200, answer.content

    return measured(ask, rounds)


def large(page):
    """Return a page in memory with 60 materials and 30 steps; the database keeps its own."""
    data = page.present().model_dump(mode="json")
    material, step = data["materials"]["items"][0], data["process"]["steps"][0]
    data["materials"]["items"] = [
        material | {"key": f"m{number}", "name": f"{material['name']}{number}"}
        for number in range(60)
    ]
    data["process"]["steps"] = [step | {"key": f"s{number}"} for number in range(30)]
    apply_guide(GuideDocument.model_validate(data), page)
    return page


def row(label, times):
    """Print one line of the table."""
    cuts = quantiles(times, n=20)
    print(f"{label:34}{cuts[9]:8.1f}{cuts[18]:8.1f}")


main()
