"""Opinions from outside: a signed link that ends, an answer that is kept and shown to reviewers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.audit.models import AuditEntry
from moderation.errors import DecisionRefused, NotAllowed
from moderation.models import OutsideInvitation, OutsideOpinion
from moderation.outside import asking
from moderation.submit import submit

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def invitation(city):
    """A lawyer who was asked by the department's reviewer."""
    submission = submit(city.guide, city.compiler)
    return asking.invite(submission, city.reviewer, name="法律顾问", question="时限是否合法？")


def path_of(invitation):
    return asking.link_of(invitation).split("//", 1)[1].split("/", 1)[1].join(["/", ""])


def test_link_shows_the_frozen_text_and_takes_an_opinion_without_an_account(invitation, city):
    client, path = Client(headers={"accept-language": "zh-hans"}), path_of(invitation)

    page = client.get(path)
    empty = client.post(path, {"stance": "objects", "given_by": "王律师", "text": ""})
    done = client.post(path, {"stance": "objects", "given_by": "王律师", "text": "时限超过法定"})

    assert "时限是否合法" in page.content.decode()
    assert "食品经营许可" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert (empty.status_code, done.status_code) == (422, 200)
    opinion = OutsideOpinion.objects.get()
    assert (opinion.given_by, opinion.sha256) == ("王律师", invitation.submission.sha256)
    reviewer = Client()
    reviewer.force_login(city.formal, backend=BACKEND)
    review = reviewer.get(reverse("moderation:review", args=[invitation.submission_id]))
    assert "时限超过法定" in review.content.decode()
    acts = AuditEntry.objects.filter(content_sha256=invitation.submission.sha256)
    assert {"review.opinion_asked", "review.read_outside", "review.opinion_given"} <= set(
        acts.values_list("act", flat=True)
    )


@pytest.mark.parametrize("how", ["ended", "revoked", "altered", "withdrawn"])
def test_link_that_does_not_hold_opens_nothing(invitation, city, how):
    from moderation.withdraw import withdraw

    path = path_of(invitation)
    if how == "ended":
        OutsideInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "revoked":
        asking.revoke(invitation, city.reviewer)
    elif how == "altered":
        path = f"{path[:-3]}xx/"
    else:
        withdraw(invitation.submission, city.compiler)

    assert Client().get(path).status_code == 404
    assert Client().post(path, {"stance": "agrees", "given_by": "x"}).status_code == 404
    assert not OutsideOpinion.objects.exists()


def test_an_opinion_that_is_sent_twice_is_kept_once(invitation):
    client, path = Client(headers={"accept-language": "zh-hans"}), path_of(invitation)
    said = {"stance": "objects", "given_by": "王律师", "text": "时限超过法定"}

    answers = [client.post(path, said), client.post(path, said)]
    other = client.post(path, said | {"text": "收费没有依据"})

    assert [one.status_code for one in (*answers, other)] == [200] * 3
    assert OutsideOpinion.objects.count() == 2
    assert AuditEntry.objects.filter(act="review.opinion_given").count() == 2


def test_one_link_takes_so_many_opinions_and_no_more(invitation):
    for number in range(asking.MOST_OPINIONS):
        asking.answer(invitation, stance="agrees", text=f"第{number}条", given_by="王")

    with pytest.raises(DecisionRefused):
        asking.answer(invitation, stance="agrees", text="", given_by="王")


def test_only_reviewers_who_see_it_ask(invitation, city):
    with pytest.raises(NotAllowed):
        asking.invite(invitation.submission, city.compiler, name="我")
