"""`guides/{code}` and its versions: stored public Documents, answered as they lie."""

import json

from django.http import Http404
from ninja import Router

from api.conditional import conditional, entity_tag
from api.parameters import GuideCode, VersionNumber
from api.problem_details import ProblemError
from api.schemas import GuideAnswer
from publication.choices import State
from publication.life.successors import successor_of
from publication.reading import read_guide

router = Router(tags=["guides"])


@router.get(
    "guides/{guide_code:code}",
    response=GuideAnswer,
    operation_id="get_guide",
    summary="The current version of a guide",
)
def guide(request, code: GuideCode):
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
def guide_version(request, code: GuideCode, number: VersionNumber):
    """Return a filed version of a guide, in whatever state."""
    return _answer(request, _found(request, code, number))


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
    return read_guide(version.code, version.version).version.public_text
