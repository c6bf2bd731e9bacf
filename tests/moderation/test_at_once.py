"""Two people at the same moment: one of them wins, and nothing is decided twice."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from core.choices import Role
from moderation import errors
from moderation.decide import decide
from moderation.models import Decision, Submission
from moderation.submit import submit
from moderation.withdraw import withdraw
from publication.models import PublishedVersion
from tests.factories import person
from tests.moderation.steps import act, approver, checked_for_secrets, every_point

pytestmark = [pytest.mark.city, pytest.mark.django_db(transaction=True)]


def at_once(*actions):
    """Start all actions in threads of their own at one moment; give their results or errors."""
    start, results = Barrier(len(actions)), [None] * len(actions)

    def run(number, action):
        try:
            start.wait()
            results[number] = action()
        except Exception as error:  # noqa: BLE001 - the test looks at what came
            results[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def deciding(submission, user, verdict="approved"):
    """Return an action that decides what the screen shows now."""
    shown = {"stage": submission.stage, "sha256": submission.sha256, "opinion": "意见"}
    shown |= {"secrecy": checked_for_secrets(), "checked": every_point()}
    return lambda: decide(submission, user, verdict, **shown)


def kinds(results):
    """Return the names of the results' classes, sorted."""
    return sorted(type(result).__name__ for result in results)


def test_two_reviewers_of_one_stage(city):
    submission = submit(city.guide, city.compiler)
    second = person(Role.DEPARTMENT_REVIEWER, city.department)

    results = at_once(deciding(submission, city.reviewer), deciding(submission, second))

    assert kinds(results) == ["Decision", "StaleDecision"]
    assert Decision.objects.count() == 1


def test_one_reviewer_clicks_twice(city):
    submission = submit(city.guide, city.compiler)

    results = at_once(*[deciding(submission, city.reviewer)] * 2)

    assert kinds(results) == ["Decision", "StaleDecision"]


def test_filing_against_withdrawing(city):
    submission = submit(city.guide, city.compiler)
    while submission.stage != "filing":
        submission = act(submission, approver(city, submission))

    results = at_once(
        deciding(submission, city.filing), lambda: withdraw(submission, city.compiler)
    )

    state = Submission.objects.get().state
    assert sum(isinstance(result, Exception) for result in results) == 1
    assert PublishedVersion.objects.exists() == (state == "filed")


def test_two_compilers_submit_one_guide(city):
    second = person(Role.COMPILER, city.department)

    results = at_once(lambda: submit(city.guide, city.compiler), lambda: submit(city.guide, second))

    assert kinds(results) == ["AlreadyInReview", "Submission"]
    assert isinstance(next(r for r in results if isinstance(r, Exception)), errors.AlreadyInReview)
    assert Submission.objects.in_review().count() == 1
