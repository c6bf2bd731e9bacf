"""What a guide says now: `/guides/<code>/`."""

from django.http import HttpRequest, HttpResponse

from home.guide_answer import answer
from home.reading_only import reading_only


@reading_only
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Return the current version of a guide; 410 when it has been abolished."""
    return answer(request, code)
