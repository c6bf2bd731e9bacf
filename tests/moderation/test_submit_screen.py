"""The screen on which a compiler submits: what changed, what is missing, what keeps it back."""

import pytest
from django.urls import reverse

from moderation.models import Submission
from moderation.submit import submit
from tests.moderation.steps import act, file_guide, save_draft, text_of


def test_the_submit_screen_marks_sections_without_a_reason(city, as_user):
    file_guide(city)
    save_draft(city.guide, city.compiler, fees_charged=True)
    url = reverse("moderation:submit", args=[city.guide.pk])
    form = as_user(city.compiler).get(url).context["form"]
    hashes = {name: form[name].value() for name in ("guide_sha256", "manual_sha256")}

    answer = as_user(city.compiler).post(url, hashes | {"effective_on": ""})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"reason-fees"}
    answer = as_user(city.compiler).post(url, hashes | {"reason-fees": "恢复收费"})
    assert answer.status_code == 302


def test_the_submit_screen_says_why_there_is_nothing_to_send(city, as_user):
    file_guide(city)
    url = reverse("moderation:submit", args=[city.guide.pk])

    answer = as_user(city.compiler).get(url)

    assert answer.context["is_blocked"]
    assert answer.context["refusal"]


def test_the_submit_screen_refuses_a_draft_that_changed_behind_it(city, as_user):
    url = reverse("moderation:submit", args=[city.guide.pk])
    form = as_user(city.compiler).get(url).context["form"]
    hashes = {name: form[name].value() for name in ("guide_sha256", "manual_sha256")}
    save_draft(city.guide, city.compiler, summary="别人刚改的")

    answer = as_user(city.compiler).post(url, hashes)

    assert answer.status_code == 422
    assert not Submission.objects.exists()
    assert f'value="{hashes["guide_sha256"]}"' not in answer.content.decode()


@pytest.mark.parametrize("who", ["reviewer", "formal", "filing"])
def test_only_compilers_reach_the_submit_screen(city, as_user, who):
    answer = as_user(getattr(city, who)).get(reverse("moderation:submit", args=[city.guide.pk]))

    assert answer.status_code in (302, 403)


def test_the_editor_offers_our_way_to_submit_and_no_other(city, as_user):
    answer = as_user(city.compiler).get(reverse("wagtailadmin_pages:edit", args=[city.guide.pk]))

    html = answer.content.decode()
    assert reverse("moderation:submit", args=[city.guide.pk]) in html
    for name in ("action-submit", "action-publish", "action-cancel-workflow"):
        assert name not in html


WARNED = "一字不差"


def test_a_draft_that_is_as_it_was_returned_is_said_before_it_is_sent_again(city, as_user):
    submission = submit(city.guide, city.compiler)
    act(submission, city.reviewer, "returned", opinion="请改题目")
    address = reverse("moderation:submit", args=[city.guide.pk])

    unchanged = text_of(as_user(city.compiler).get(address))
    save_draft(city.guide, city.compiler, title="改过的题目")
    changed = text_of(as_user(city.compiler).get(address))

    assert WARNED in unchanged
    assert WARNED not in changed


def test_a_first_draft_is_not_said_to_be_as_returned(city, as_user):
    address = reverse("moderation:submit", args=[city.guide.pk])

    assert WARNED not in text_of(as_user(city.compiler).get(address))
