"""Opens what a database holds and writes it as JSON; a process of its own, with that database."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from core.files.content_store import path_for  # noqa: E402
from core.models import DepartmentDocument  # noqa: E402
from guides.document import sha256_hex  # noqa: E402
from guides.models import GuidePage  # noqa: E402
from moderation.models import Submission  # noqa: E402
from publication.models import PublicState, PublishedVersion  # noqa: E402
from publication.summary import facets_of  # noqa: E402


def main():
    """Write what was found."""
    admin, reader = Client(), Client()
    admin.force_login(
        get_user_model().objects.get(username="admin"),
        backend="core.access.authentication.RoleBackend",
    )
    json.dump(
        {
            "drafts": {page.code: draft_of(page) for page in GuidePage.objects.all()},
            "forms": {
                page.code: admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code
                for page in GuidePage.objects.all()
            },
            "versions": [version_of(one) for one in PublishedVersion.objects.order_by("seq")],
            "register": admin.get("/admin/publication/publishedversion/").content.decode(),
            "public": {
                state.code: reader.get(f"/guides/{state.code}/").status_code
                for state in PublicState.objects.filter(kind="guide")
            },
            "facets": [
                set(state.facets.values_list("name", "value")) == facets_of(state.summary)
                for state in PublicState.objects.filter(kind="guide")
            ],
            "in_review": list(Submission.objects.in_review().values_list("code", flat=True)),
            "files": [
                document.file.name == path_for(document.sha256)
                for document in DepartmentDocument.objects.all()
            ],
        },
        sys.stdout,
    )


def draft_of(page):
    """Return the title of the newest draft, and how many sections it has."""
    draft = page.get_latest_revision_as_object()
    return draft.title, len(draft.sections)


def version_of(version):
    """Return the number of a filed version, and whether its text is the one that was hashed."""
    is_whole = sha256_hex(version.text) == version.sha256
    return version.filing_no, json.loads(version.text)["title"], is_whole


main()
