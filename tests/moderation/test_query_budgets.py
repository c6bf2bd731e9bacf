"""How many queries the screens of review cost, whatever the number of rows."""

import pytest
from django.urls import reverse

from moderation.submit import submit
from tests.factories import guide_page, manual_page
from tests.moderation.steps import REASONS, act, file_guide, save_draft

BACKEND = "core.authentication.RoleBackend"


def cost(client, url, counter):
    """Give how many queries a page costs, with warm caches."""
    client.get(url)
    with counter as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.fixture
def counting():
    """Give a fresh query counter."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("tab", ["queue", "done"])
def test_the_queue_costs_no_more_for_many_than_for_one(city, client, counting, tab):
    guides = [city.guide, *(guide_page(city.department, owner=city.compiler) for _ in range(8))]
    client.force_login(city.reviewer, backend=BACKEND)

    def send(pages):
        for page in pages:
            submission = submit(page, city.compiler)
            if tab == "done":
                act(submission, city.reviewer)

    url = reverse(f"moderation:{tab}")
    send(guides[:1])
    one = cost(client, url, counting())
    send(guides[1:])
    many = cost(client, url, counting())

    assert many == one
    assert many <= 40


def test_the_review_screen_stays_within_its_budget(city, client, counting):
    manual_page(city.guide)
    file_guide(city)
    save_draft(city.guide, city.compiler, fees_charged=True, silence="视为同意")
    act(submit(city.guide, city.compiler, reasons=REASONS), city.reviewer, "returned", opinion="改")
    save_draft(city.guide, city.compiler, silence="不视为同意")
    submission = submit(city.guide, city.compiler, reasons=REASONS)
    client.force_login(city.reviewer, backend=BACKEND)

    # Half of them read the draft, to say whether it is newer.
    assert cost(client, reverse("moderation:review", args=[submission.pk]), counting()) <= 50


def test_the_submit_screen_stays_within_its_budget(city, client, counting):
    manual_page(city.guide)
    client.force_login(city.compiler, backend=BACKEND)

    assert cost(client, reverse("moderation:submit", args=[city.guide.pk]), counting()) <= 50
