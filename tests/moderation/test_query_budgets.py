"""How many queries the screens of review cost, whatever the number of rows."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moderation.submit import submit
from tests.factories import guide_page, manual_page
from tests.moderation.steps import REASONS, act, approver, file_guide, save_draft

BACKEND = "core.access.authentication.RoleBackend"


def cost(client, url, counter):
    """Return how many queries a page costs, with warm caches."""
    client.get(url)
    with counter as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def sent_by(form):
    """Return what a browser sends of a form that nobody has touched."""
    return {name: form[name].value() or "" for name in form.fields}


@pytest.fixture
def counting():
    """Return a fresh query counter, of a server that has looked its content types up."""
    ContentType.objects.get_for_models(*apps.get_models())
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

    # A third of them read the draft, to say whether it is newer; two are the hand-ons and the
    # similar guides of other departments.
    assert cost(client, reverse("moderation:review", args=[submission.pk]), counting()) <= 36


def test_the_submit_screen_stays_within_its_budget(city, client, counting):
    manual_page(city.guide)
    client.force_login(city.compiler, backend=BACKEND)

    assert cost(client, reverse("moderation:submit", args=[city.guide.pk]), counting()) <= 20


def test_submitting_stays_within_its_budget(city, client, counting):
    file_guide(city)
    save_draft(city.guide, city.compiler, fees_charged=True)
    url = reverse("moderation:submit", args=[city.guide.pk])
    client.force_login(city.compiler, backend=BACKEND)
    shown = client.get(url).context["form"]

    with counting() as queries:
        answer = client.post(url, sent_by(shown) | {"reason-fees": "取消收费"})

    assert answer.status_code == 302
    assert len(queries) <= 34


@pytest.mark.parametrize(("stages_before", "budget"), [(0, 30), (3, 53)])
def test_deciding_and_filing_stay_within_their_budgets(
    city, client, counting, stages_before, budget
):
    submission = submit(city.guide, city.compiler)
    for _stage in range(stages_before):
        submission = act(submission, approver(city, submission))
    url = reverse("moderation:review", args=[submission.pk])
    client.force_login(approver(city, submission), backend=BACKEND)
    shown = client.get(url).context["form"]

    with counting() as queries:
        marked = {f"choice-{key}": "fine" for key in shown.sections}
        answer = client.post(url, sent_by(shown) | marked | {"verdict": "approved"})

    assert answer.status_code == 302
    assert len(queries) <= budget
