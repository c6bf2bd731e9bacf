"""The line from draft to reader with Redis gone: nobody notices, what is filed is said to be."""

import pytest
from django.urls import reverse

from bench._killable_servers import free_port
from config.settings import stores
from moderation.models import Submission
from publication.models import PublishedVersion
from tests.moderation.steps import approver, sent

BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture(autouse=True)
def _redis_is_gone(settings):
    """Let Redis be where nobody answers."""
    settings.CACHE_URL = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = stores.caches(settings.CACHE_URL)


def test_a_guide_is_submitted_decided_filed_and_read(city, client):
    client.force_login(city.compiler, backend=BACKEND)
    address = reverse("moderation:submit", args=[city.guide.pk])
    form = client.get(address).context["form"]
    hashes = {name: form[name].value() for name in ("guide_sha256", "manual_sha256")}
    statuses = [client.post(address, hashes).status_code]
    submission = Submission.objects.get()

    for _stage in range(4):
        submission.refresh_from_db()
        client.force_login(approver(city, submission), backend=BACKEND)
        review = reverse("moderation:review", args=[submission.pk])
        statuses.append(client.post(review, sent(submission)).status_code)
    filed = PublishedVersion.objects.get()
    pages = ["/admin/", "/", "/departments/", f"/guides/{filed.code}/", "/api/v1/guides", "/readyz"]

    assert statuses == [302] * 5
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
