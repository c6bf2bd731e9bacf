"""How long the editor waits for findings: the rules on one Document, and the whole request.

Measures, in this process, guides that a compiler can edit, and a large one of 60 materials and
30 steps; milliseconds of processor time.
"""

import json
from itertools import chain
from statistics import quantiles
from time import process_time
from urllib.parse import urlencode

from _places import use_settings
from _records import codes, prepare
from _rows import arguments


def main():
    """Print the median and the 95th percentile of each."""
    options = arguments(__doc__, records=200, guides=20, rounds=20)
    prepare(options.records, with_stock=False)
    found = codes(options.guides)
    use_settings()
    import config.wsgi  # noqa: F401  garbage is collected as seldom as in a server

    rows = list(measured_rows(found, options.rounds))
    print(f"{'':34}{'median':>8}{'p95':>8}  ms of processor time, {options.rounds} rounds")
    for label, median, p95 in rows:
        print(f"{label:34}{median:8.1f}{p95:8.1f}")
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def measured_rows(found, rounds):
    """Yield a label with the median and the 95th percentile of each kind of work."""
    from guides.models import GuidePage
    from quality.drafts import check_guide

    stored = GuidePage.objects.filter(code__in=found)
    pages = [one.get_latest_revision_as_object() for one in stored]
    client = signed_in()
    rules = (measured(lambda p=p: check_guide(p.present(), p.outline), rounds) for p in pages)
    yield row("presenting and checking a Document", [*chain(*rules)])
    requests = (request_times(client, page, rounds) for page in pages[:8])
    yield row("a request of an editor", [*chain(*requests)])
    yield row("… of 60 materials and 30 steps", request_times(client, large(pages[0]), rounds))


def signed_in():
    """Return a client of somebody who edits every guide."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from core.sign_in import second_factor

    settings.ALLOWED_HOSTS = ["*"]
    user, _is_new = get_user_model().objects.get_or_create(
        username="bench-editor", defaults={"is_superuser": True, "is_staff": True}
    )
    client = Client()
    client.force_login(user, backend="core.access.authentication.RoleBackend")
    session = client.session
    session[second_factor.KEY] = second_factor.SHOWN
    session.save()
    return client


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
    from django.urls import reverse

    from tests.guides.form_data import posted

    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = urlencode(posted(edit.content.decode(), page), doseq=True)
    address = reverse("quality_live", args=[page.pk])

    def ask():
        answer = client.post(address, form, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200, answer.content

    return measured(ask, rounds)


def large(page):
    """Return a page in memory with 60 materials and 30 steps; the database keeps its own."""
    from guides.compiling.page_sections import apply_guide
    from guides.document import GuideDocument

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
    """Return a row of the table."""
    cuts = quantiles(times, n=20)
    return label, cuts[9], cuts[18]


if __name__ == "__main__":
    main()
