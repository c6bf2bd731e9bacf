"""What one process of `deciding.py` does, and what must hold afterwards; a process of its own."""

import random
import threading
import time
from collections import Counter

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402  after Django's set-up
from django.core.exceptions import PermissionDenied, ValidationError  # noqa: E402
from django.db import OperationalError, close_old_connections, connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from core.audit.chain import chain  # noqa: E402
from core.audit.verify import verify  # noqa: E402
from core.running import retrying  # noqa: E402
from guides.models import GuidePage  # noqa: E402
from moderation.checklists.filling import points_of  # noqa: E402
from moderation.choices import Verdict  # noqa: E402
from moderation.decide import decide  # noqa: E402
from moderation.kinds import KINDS  # noqa: E402
from moderation.models import Decision, Submission  # noqa: E402
from moderation.submit import submit  # noqa: E402
from publication.models import Event, PublishedVersion  # noqa: E402
from quality.models import RuleSetting  # noqa: E402

POOL = 40
"""Guides that all threads contend for."""
RETURNED = 0.1


class Thread(threading.Thread):
    """Somebody who takes the next step of a guide at random, again and again."""

    def __init__(self, seed, pages, people, until):
        super().__init__(daemon=True)
        self.random, self.pages, self.people = random.Random(seed), pages, people
        self.until, self.found = until, Counter()

    def run(self):
        while time.time() < self.until:
            try:
                self._step(self.random.choice(self.pages))
            except (ValidationError, PermissionDenied):
                self.found["refused"] += 1
            except OperationalError as error:
                self.found[f"error {getattr(error.__cause__, 'sqlstate', error)}"] += 1
            except Exception as error:  # noqa: BLE001  every other error is counted by its kind
                self.found[f"error {type(error).__name__}: {error}"[:120]] += 1
        close_old_connections()
        connection.close()

    def _step(self, page):
        waiting = Submission.objects.in_review().filter(page=page).first()
        if waiting is None:
            return self._send(page)
        return self._decide(waiting, page)

    def _send(self, page):
        user = self.people[f"compiler.{page.department.slug}"]
        draft = page.get_latest_revision_as_object()
        draft.summary = f"{draft.title}，第{self.random.randrange(10**9)}稿"
        draft.change_note = "按新规定调整"
        draft.save_revision(user=user)
        reasons = dict.fromkeys(["cover", "item", "fees", "time_limits"], "按新规定调整")
        retried(self.found, lambda: submit(page, user, reasons=reasons))
        self.found["submitted"] += 1

    def _decide(self, waiting, page):
        stage = waiting.stage
        name = f"reviewer.{page.department.slug}" if stage == "department" else f"{stage}.gen"
        returns = self.random.random() < RETURNED
        given = {"stage": stage, "sha256": waiting.sha256, "opinion": "意见"}
        given |= {"secrecy": ("王检查", timezone.localdate())}
        given |= {"checked": [point.key for point in points_of(stage)[0]]}
        verdict = Verdict.RETURNED if returns else Verdict.APPROVED
        retried(self.found, lambda: decide(waiting, self.people[name], verdict, **given))
        self.found["decided"] += 1
        self.found["filed"] += stage == "filing" and not returns


def retried(found, deed):
    """Do a deed as the screens do, and count how often the database gave it up."""
    tries = []

    def counted():
        tries.append(1)
        return deed()

    try:
        return retrying.retried(counted)
    finally:
        found["given up and tried again"] += len(tries) - 1


def _pages():
    rows = GuidePage.objects.select_related("department", "situation__item", "outline")
    return list(rows.order_by("pk")[:POOL])


def run(number, threads, seconds, barrier, results):
    """Run a process of threads for so many seconds; put what they counted into the queue."""
    people = {user.username: user for user in get_user_model().objects.all()}
    pages = _pages()
    barrier.wait()
    until = time.time() + seconds
    crowd = [Thread(1000 * number + n, pages, people, until) for n in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    results.put(sum((one.found for one in crowd), Counter()))


def counts_before():
    """Return how many rows there are, and let bare texts be submitted."""
    RuleSetting.objects.update(is_on=False)
    return _counts()


def _counts():
    return {
        "submitted": Submission.objects.count(),
        "decided": Decision.objects.count(),
        "filed": PublishedVersion.objects.filter(submission__isnull=False, kind="guide").count(),
    }


def assert_whole(before, found):
    """Return what is wrong, in words; nothing when all is whole."""
    wrong = [f"{key}: {number}" for key, number in found.items() if key.startswith("error")]
    now = _counts()
    for key, number in now.items():
        if number - before[key] != found.get(key, 0):
            wrong.append(f"{key}: {found.get(key, 0)} answered, {number - before[key]} stored")
    doubled = Decision.objects.values("submission", "stage").annotate(n=Count("pk")).filter(n__gt=1)
    wrong += [f"decided twice: {one}" for one in doubled]
    wrong += _unapproved()
    numbers = PublishedVersion.objects.exclude(submission=None).values_list("filing_no", flat=True)
    by_year = {}
    for number in set(numbers):
        year, place = number.split("〔")[1].split("〕")
        by_year.setdefault(year, []).append(int(place.rstrip("号")))
    for year, places in by_year.items():
        if sorted(places) != list(range(min(places), min(places) + len(places))):
            wrong.append(f"numbers of {year} have a gap")
    seqs = list(Event.objects.order_by("seq").values_list("seq", flat=True))
    if seqs != list(range(seqs[0], seqs[0] + len(seqs))):
        wrong.append("events have a gap")
    while chain():
        pass
    verdict = verify()
    return wrong if verdict.is_sound else [*wrong, f"audit: {verdict.bad}"]


def _unapproved():
    """Return what was filed without each stage's approval of its very hash."""
    wrong = []
    rows = PublishedVersion.objects.exclude(submission=None).select_related("submission")
    for version in rows.prefetch_related("submission__decisions"):
        submission = version.submission
        decisions = [one for one in submission.decisions.all() if one.verdict == Verdict.APPROVED]
        stages = {one.stage for one in decisions}
        hashes = {one.sha256 for one in decisions}
        if stages != set(KINDS[submission.kind].stages) or hashes != {submission.sha256}:
            wrong.append(f"{version} was filed without its approvals")
    return wrong
