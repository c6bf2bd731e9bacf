"""The questions of a guide and the guide of one's case: `/guides/<code>/case/?a=…&a=…`."""

import json
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from core.requests.values import whole_number
from guides.cases.personal import personal
from guides.cases.tree import longest, readable_question, walk
from guides.showing.guide_context import guide_context
from guides.showing.words import picked
from home.errors import not_found
from home.frame import NOWHERE
from home.guide_answer import answer
from home.html_page import page
from home.reading_only import reading_only
from publication.choices import State
from publication.reading import read_guide

LONGEST_ANSWER = 60
GONE = frozenset({State.ABOLISHED})


@reading_only
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Return the next question, or the guide of the case when all are answered.

    Each state is an address of its own and works without a script; nothing is stored.
    """
    reading = read_guide(code)
    if reading is None or reading.version is None:
        return not_found(request)
    if reading.state in GONE:
        return answer(request, code)
    document = json.loads(reading.version.public_text)
    tree = document["question_tree"]
    if not tree["questions"]:
        return not_found(request)
    answers = [one[:LONGEST_ANSWER] for one in request.GET.getlist("a")[: len(tree["questions"])]]
    reached = walk(tree, answers)
    context = _frame(request, code, document, reading, reached)
    if reached.is_end:
        return page(
            request,
            "guides/case_result.html",
            context | _result(context, document, reading, reached),
        )
    return page(request, "guides/case_question.html", context | _question(tree, reached))


def _frame(request, code, document, reading, reached):
    """Return what both pages show: the guide, what is answered, and the way back of each."""
    address = reverse("home:case", args=[code])
    seen = whole_number(request.GET.get("v", ""))
    answered = [
        {
            "number": number,
            "question": one.question["question"],
            "label": one.option["label"],
            "change": _address(address, reached.keys[: number - 1], None),
        }
        for number, one in enumerate(reached.answered, start=1)
    ]
    return NOWHERE | {
        "code": code,
        "name": picked(document["item"]),
        "situation": picked(document["item"]["situation"]),
        "authority": document["item"]["authority"],
        "answered": answered,
        "keys": reached.keys,
        "back": answered[-1]["change"] if answered else "",
        "unknown": bool(reached.unknown) and not reached.is_end,
        "is_in_force": reading.state == State.CURRENT,
        "version": reading.version.version,
        "older": seen if seen and seen != reading.version.version else None,
    }


def _address(address, keys, version):
    pairs = [("a", key) for key in keys] + ([("v", version)] if version else [])
    return f"{address}?{urlencode(pairs)}" if pairs else address


def _question(tree, reached):
    question = reached.question
    done, left = len(reached.answered), longest(tree, question)
    return {
        "question": question,
        "options": readable_question(question)["options"],
        "number": done + 1,
        "most": done + left,
        "is_last": left == 1,
    }


def _result(context, document, reading, reached):
    reduced = personal(document, reached)
    envelope = reading.version.envelope(reading.version_state)
    shown = guide_context(reduced.document, envelope, get_language())
    parts = {section["key"]: section for group in shown["groups"] for section in group["sections"]}
    address = settings.PUBLIC_BASE_URL + _address(
        reverse("home:case", args=[context["code"]]), reached.keys, context["version"]
    )
    _shorten(parts)
    if bring := parts.get("bring"):
        for one in [*bring["data"]["prepare"], *bring["data"]["perhaps"]]:
            one["because"] = reduced.reasons.get(one["key"], "")
    return {
        **shown,
        "online_url": shown["online_url"] if context["is_in_force"] else "",
        "conclusions": reached.conclusions,
        "is_elsewhere": reached.is_elsewhere,
        "parts": [parts[key] for key in ("bring", "conditions", "process") if key in parts],
        "places": [parts[key] for key in ("service_points", "contacts") if key in parts],
        "address": address,
        "qr": segno.make(address, error="m", micro=False).svg_inline(border=2, scale=3),
    }


def _shorten(parts):
    """Leave out what the case does not change: it stands in the whole guide."""
    if process := parts.get("process"):
        process["data"] |= {"special": [], "limits": [], "charts": [], "silence": ""}
    if contacts := parts.get("contacts"):
        groups = contacts["data"]["groups"][:1]
        contacts["data"] = {"groups": groups, "remedies": [], "rights": [], "duties": []}
