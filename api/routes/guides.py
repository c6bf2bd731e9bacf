"""`guides/{code}` and its versions: stored public Documents, answered as they lie."""

import json
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from api.conditional import conditional, entity_tag
from api.parameters import SEEN, GuideCode, VersionNumber
from api.problem_details import ProblemError
from api.schemas import CaseAnswer, GuideAnswer
from guides.cases.personal import personal
from guides.cases.tree import readable_question, walk
from publication.choices import State
from publication.life.successors import successor_of
from publication.reading import read_guide

router = Router(tags=["guides"])
MOST_ANSWERS = 40
ANSWERS = "Keys of the chosen answers, in the order of the questions."
Answer = Annotated[str, Field(max_length=60, **SEEN)]


@router.get(
    "guides/{guide_code:code}",
    response=GuideAnswer,
    operation_id="get_guide",
    summary="The current version of a guide",
)
def guide(request: HttpRequest, code: GuideCode) -> HttpResponse:
    """Return what is in force; 410 with the reason when it has been abolished."""
    found = _found(request, code)
    if found.state == State.ABOLISHED:
        successor = successor_of(found.successor)
        raise ProblemError(
            410,
            found.reason,
            code=code,
            state=found.state,
            since=found.since.isoformat() if found.since else None,
            successor=successor.code if successor else None,
            successor_title=successor.name["name"] if successor else None,
            last_version=found.current_version,
        )
    return _answer(request, found)


@router.get(
    "guides/{guide_code:code}/versions/{version_number:number}",
    response=GuideAnswer,
    operation_id="get_guide_version",
    summary="One filed version",
)
def guide_version(request: HttpRequest, code: GuideCode, number: VersionNumber) -> HttpResponse:
    """Return a filed version of a guide, in whatever state."""
    return _answer(request, _found(request, code, number))


@router.get(
    "guides/{guide_code:code}/case",
    response=CaseAnswer,
    operation_id="get_case",
    summary="Where answers to a guide's questions lead",
)
def case(
    request: HttpRequest,
    code: GuideCode,
    a: Annotated[
        list[Answer],
        Query(max_length=MOST_ANSWERS, description=ANSWERS, examples=[["self"]]),
    ] = [],  # noqa: B006
) -> Any:
    """Return the next question, or the guide of the case; 404 for a guide without questions."""
    found = read_guide(code)
    if found is None or found.version is None or found.state == State.ABOLISHED:
        raise Http404
    document = json.loads(found.version.public_text)
    if not document["question_tree"]["questions"]:
        raise Http404
    reached = walk(document["question_tree"], a)
    is_shown = reached.is_end and not reached.is_elsewhere
    return {
        "code": code,
        "version": found.version.version,
        "answered": reached.keys,
        "unknown": list(reached.unknown),
        "question": reached.question and readable_question(reached.question),
        "conclusions": reached.conclusions,
        "elsewhere": reached.is_elsewhere,
        "document": personal(document, reached).document if is_shown else None,
    }


def _found(request, code, number=None):
    """Return the Reading; who may have the text already gets only what makes an ETag at first."""
    found = read_guide(code, number, with_text="If-None-Match" not in request.headers)
    if found is None or found.version is None:
        raise Http404
    return found


def _answer(request, found):
    version, state = found.version, found.version_state
    etag = entity_tag("api", version.public_sha256, state, found.newest_version, found.seq)

    def body():
        text = version.public_text or _text(version)
        envelope = json.dumps(version.envelope(state), ensure_ascii=False)
        return f'{{"envelope":{envelope},"document":{text}}}'

    return conditional(request, etag, body, surrogate_key=f"guide-{version.code}")


def _text(version):
    found: Any = read_guide(version.code, version.version)
    return found.version.public_text
