"""A window of the city that so many filed guides use, its change, and what must hold afterwards."""

import json
import time
from collections import Counter
from statistics import median

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from core.choices import Role
from core.models import Membership
from core.sign_in import second_factor
from guides.models import GuidePage, SharedPart, SharedPartUse
from guides.shared_parts.models import release
from moderation.choices import ReviewStage, Verdict
from publication.choices import OPEN_STATES
from publication.filed_parts import between_commas
from publication.models import (
    Event,
    FiledPart,
    PartChange,
    PartChangeItem,
    PublicState,
    PublishedVersion,
)
from publication.shared_parts.deciding import decide
from publication.shared_parts.drafting import write
from publication.shared_parts.people import departments_waiting
from publication.shared_parts.preparing import prepare, send

KIND, ROW, SAMPLE = "service_point", "service_points/0", 200
CHANGED = "测量"
PROSE = ("hours_note", "transport", "accessibility")
A_STEP = 500
TIMES = 7
BACKEND = "core.access.authentication.RoleBackend"


def made(uses):
    """Let so many filed guides follow a new window in their first row; return part and codes.

    What their rows say otherwise is their own, as where guides were joined.
    """
    states = PublicState.objects.filter(kind="guide", state__in=OPEN_STATES).order_by("pk")
    part, codes = _window(states), []
    for state in states.select_related("current").iterator(A_STEP):
        rows = json.loads(state.current.text)["service_points"]
        if not rows:
            continue
        differs = part.shareable.own_fields(rows[0], part.data)
        if _changed["field"] in differs:
            continue  # it would not follow
        _note(part, state, differs)
        codes.append(state.code)
        if len(codes) == uses:
            break
    _write()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE publication_filedpart, guides_sharedpartuse")
    if len(codes) < uses:
        raise SystemExit(f"Only {len(codes)} guides have a window.")
    return part, codes


_uses: list = []
_changed: dict = {}


def _window(states):
    """Return a new window, and note the text field in which most guides say the same of theirs."""
    part = SharedPart(kind=KIND, name="综合窗口")
    texts = states.select_related("current")[:SAMPLE]
    rows = [json.loads(one.current.text)["service_points"] for one in texts]
    found = [part.shareable.data(one[0]) for one in rows if one]
    counts = {name: Counter(one[name] for one in found).most_common(1)[0] for name in PROSE}
    field, (value, _count) = max(counts.items(), key=lambda one: (one[1][1], one[0]))
    _changed["field"] = field
    release(part, found[0] | {field: value})
    return part


def _note(part, state, differs):
    _uses.append((part, state.code, state.department_slug, differs))
    if len(_uses) == A_STEP:
        _write()


def _write():
    """Write the uses that wait: what is filed, and the drafts."""
    pages = dict(
        GuidePage.objects.filter(code__in=[one[1] for one in _uses]).values_list("code", "pk")
    )
    FiledPart.objects.bulk_create(
        FiledPart(code=code, part=part, version=1, department_slug=slug, rows=[ROW],
                  overridden=between_commas(sorted(differs)))
        for part, code, slug, differs in _uses
    )  # fmt: skip
    SharedPartUse.objects.bulk_create(
        SharedPartUse(
            part=part, page_id=pages[code], code=code, rows=[ROW], overridden=sorted(differs)
        )
        for part, code, _slug, differs in _uses
        if code in pages
    )
    _uses.clear()


def operator():
    """Return who keeps the parts of the city."""
    user, _new = get_user_model().objects.get_or_create(username="operator.parts")
    Membership.objects.get_or_create(user=user, role=Role.OPERATOR, department=None)
    return user


def change_sent(part):
    """Return a change of the window, sent to review with every guide prepared."""
    keeper = operator()
    data = part.data | {_changed["field"]: CHANGED}
    change = send(write(part, keeper, data, None, "公交线路调整"), keeper)
    prepare(change)
    return PartChange.objects.select_related("part").get(pk=change.pk)


def first_pages(part, change):
    """Return {screen: (first answer, median) in ms} of the impact and of where a part is used."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(operator(), backend=BACKEND)
    session = client.session
    session[second_factor.KEY] = second_factor.SHOWN
    session.save()
    found = {}
    for name, pk in (("shared_parts_change", change.pk), ("shared_parts_uses", part.pk)):
        took = []
        for _time in range(TIMES):
            began = time.perf_counter()
            answer = client.get(reverse(name, args=[pk]))
            took.append(round(1000 * (time.perf_counter() - began)))
            if answer.status_code != 200:
                raise SystemExit(f"{name} answers {answer.status_code}")
        found[name] = (took[0], median(took))
    return found


def approved(change):
    """Let every department and stage approve a change."""
    people = {one.username: one for one in get_user_model().objects.all()}
    while change.state == PartChange.State.IN_REVIEW:
        given = {"stage": change.stage, "seen": change.sha256}
        if change.stage == ReviewStage.DEPARTMENT:
            for department in departments_waiting(change):
                reviewer = people[f"reviewer.{department.slug}"]
                decide(change, reviewer, Verdict.APPROVED, department=department, **given)
        else:
            decide(change, people[f"{change.stage}.gen"], Verdict.APPROVED, **given)
        change = PartChange.objects.get(pk=change.pk)


def wrong_after(change, uses):
    """Return what is not as it must be, in words."""
    items = change.items.filter(state=PartChangeItem.State.FILED)
    wrong = []
    if items.count() != uses or PartChange.objects.get(pk=change.pk).state != "done":
        kept = list(
            change.items.exclude(state="filed").values("state", "why").annotate(n=Count("pk"))[:3]
        )
        wrong.append(f"{items.count()} of {uses} were filed: {kept}")
    numbers = sorted(
        int(no.partition("〕")[2].removesuffix("号"))
        for no in items.values_list("filing_no", flat=True)
    )
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        wrong.append("the filing numbers have a gap, or one is there twice")
    seqs = list(Event.objects.order_by("seq").values_list("seq", flat=True))
    if seqs != list(range(seqs[0], seqs[0] + len(seqs))):
        wrong.append("the event log has a gap")
    wrong += _texts_that_differ(items)
    return wrong


def _texts_that_differ(items):
    approved_texts = dict(items.values_list("code", "guide_sha256"))
    versions = dict(items.values_list("code", "version"))
    filed = PublishedVersion.objects.filter(kind="guide", filing_no__in=items.values("filing_no"))
    rows = filed.values_list("code", "version", "sha256")
    found = {code: sha256 for code, version, sha256 in rows if versions.get(code) == version}
    return [] if found == approved_texts else ["a filed text is not the one that was approved"]
