"""`guides/{code}` and its versions: stored public Documents, answered as they lie."""

import json

from django.http import Http404
from ninja import Router

from api.conditional import conditional, entity_tag
from api.problem_details import ProblemError
from api.schemas import GuideAnswer
from guides.choices import DocumentKind
from publication.choices import State
from publication.models import PublicState
from publication.reading import filed_version, version_state

router = Router(tags=["guides"])


@router.get("guides/{code}", response=GuideAnswer, summary="The current version of a guide")
def guide(request, code: str):
    """Give what is in force; 410 with the reason when it has been abolished."""
    state = _state_of(code)
    if state.state == State.ABOLISHED:
        raise ProblemError(
            410,
            "Gone",
            state.reason,
            code=code,
            state=state.state,
            since=state.since.isoformat() if state.since else None,
            successor=state.successor or None,
            last_version=state.current.version,
        )
    return _answer(request, state, state.current, state.state)


@router.get("guides/{code}/versions/{number}", response=GuideAnswer, summary="One filed version")
def guide_version(request, code: str, number: int):
    """Give a filed version of a guide, in whatever state."""
    state = _state_of(code)
    version = state.current
    if number != version.version:
        version = filed_version(code, number)
    if version is None:
        raise Http404
    return _answer(request, state, version, version_state(state, number))


def _state_of(code):
    """Give the state and envelope of a code without its texts: enough for an ETag; one query."""
    state = (
        PublicState.objects.select_related("current")
        .defer("summary", "current__text", "current__public_text")
        .filter(code=code, kind=DocumentKind.GUIDE)
        .first()
    )
    if state is None:
        raise Http404
    return state


def _answer(request, state, version, reader_state):
    etag = entity_tag("api", version.public_sha256, reader_state, state.newest_version, state.seq)

    def body():
        envelope = json.dumps(version.envelope(reader_state), ensure_ascii=False)
        return f'{{"envelope":{envelope},"document":{version.public_text}}}'

    return conditional(request, etag, body, surrogate_key=f"guide-{state.code}")
