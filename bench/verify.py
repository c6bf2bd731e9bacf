"""What was filled is right: Documents valid, hashes right, tree whole, saved unchanged stays so."""

import multiprocessing
import os
import sys
import time
from http import HTTPStatus
from itertools import pairwise
from random import sample

import django
from _places import OURS, ROOT, environment
from _records import prepare
from _rows import arguments
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

PROCESSES = 2
PARTS = 40
"""Equal ranges of keys of the filed versions, shared between the processes."""
READ = 500
"""Versions that are read at once."""
BRANCH = 3
"""The depth of the pages of departments, below the tree's root and the root of the guides."""
KINDS = ("odd characters", "odd length", "no parent", "wrong depth", "wrong number of children")


def main():
    """Print what was looked at and what is wrong; exits with 1 when anything is."""
    options = arguments(__doc__, parts="versions,pages,opened", opened=20)
    prepare(options.records, with_stock=False)
    _set_up()
    wrong, parts = [], options.parts.split(",")
    with multiprocessing.get_context("spawn").Pool(PROCESSES, _set_up) as pool:
        if "versions" in parts:
            wrong += _all("filed versions", pool.imap_unordered(wrong_versions, _ranges()))
        if "pages" in parts:
            wrong += _all("pages", pool.imap_unordered(problems, _branches()))
    if "opened" in parts:
        wrong += _all("guides opened and saved", map(wrong_when_saved, _some(options.opened)))
    for one in wrong:
        print(one)
    sys.exit(bool(wrong))


def _set_up():
    os.environ.update(environment(OURS, 8000))
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    # The same three questions for each of a million pages: PostgreSQL need not plan them again.
    settings.DATABASES["default"]["OPTIONS"]["server_side_binding"] = True
    django.setup()


def _all(what, results):
    """Add up the parts' (how many, what is wrong), saying so as they come; return what is wrong."""
    started, done, wrong = time.monotonic(), 0, []
    for count, found in results:
        done, wrong = done + count, wrong + found
        seconds = time.monotonic() - started
        print(f"\r{done:,} {what}, {len(wrong)} wrong, {seconds:.0f} s", end="", flush=True)
    print()
    return wrong


def _ranges():
    from publication.models import PublishedVersion

    last = PublishedVersion.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return list(pairwise(last * place // PARTS for place in range(PARTS + 1)))


def wrong_versions(keys):
    """Return (how many, what is wrong) of the versions with keys above the first, up to the
    last.
    """
    from guides.choices import DocumentKind
    from guides.document import GuideDocument, ManualDocument, canonical_json, sha256_hex
    from publication.models import PublishedVersion

    after, until = keys
    count, wrong = 0, []
    versions = PublishedVersion.objects.filter(pk__lte=until).order_by("pk")
    while batch := list(versions.filter(pk__gt=after)[:READ]):
        for version in batch:
            model = GuideDocument if version.kind == DocumentKind.GUIDE else ManualDocument
            try:
                text = canonical_json(model.model_validate_json(version.text))
            except ValueError as error:
                wrong.append(f"{version}: {error}")
                continue
            if text != version.text or sha256_hex(text) != version.sha256:
                wrong.append(f"{version}: its text has another hash")
        count, after = count + len(batch), batch[-1].pk
    return count, wrong


def _branches():
    """Return the paths of the pages that share out the tree, and an empty one for those above."""
    from wagtail.models import Page

    return ["", *Page.objects.filter(depth=BRANCH).values_list("path", flat=True)]


def problems(path):
    """Return (how many pages, what is wrong) of a branch, as `manage.py fixtree` looks for it."""
    from wagtail.models import Page

    if not path:
        above = Page.objects.filter(depth__lt=BRANCH)
        wrong = [one for one in above if one.numchild != one.get_children().count()]
        return len(above), [f"{one}: has other children" for one in wrong]
    branch = Page.objects.get(path=path)
    found = Page.find_problems(parent=branch)
    return Page.objects.filter(path__startswith=path).count(), [
        f"{branch}: {kind} {keys}" for kind, keys in zip(KINDS, found, strict=True) if keys
    ]


def _some(count):
    from guides.models import GuidePage

    keys = list(GuidePage.objects.values_list("pk", flat=True))
    return sample(keys, count)


def wrong_when_saved(key):
    """Open a guide in the editor and save it as it is; gives (1, what is wrong)."""
    from guides.models import GuidePage
    from tests.guides.form_data import posted

    page = GuidePage.objects.get(pk=key)
    before = _hash(page)
    compiler = Client(headers={"host": "127.0.0.1"})
    user = get_user_model().objects.get(username=f"compiler.{page.department.slug}")
    compiler.force_login(user, "core.access.authentication.RoleBackend")
    address = reverse("wagtailadmin_pages:edit", args=[key])
    html = compiler.get(address).content.decode()
    answer = compiler.post(address, posted(html, page.get_latest_revision_as_object()))
    saved = GuidePage.objects.get(pk=key)
    if (
        answer.status_code != HTTPStatus.FOUND
        or saved.latest_revision_id == page.latest_revision_id
    ):
        return 1, [f"{page}: was not saved"]
    return 1, [] if _hash(saved) == before else [f"{page}: saved unchanged, and not the same"]


def _hash(page):
    from guides.document import canonical_json, sha256_hex
    from guides.presenter import present_guide

    return sha256_hex(canonical_json(present_guide(page.get_latest_revision_as_object())))


if __name__ == "__main__":
    main()
