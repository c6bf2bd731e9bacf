"""What one filed version of a guide said: `/guides/<code>/v/<n>/`."""

from django.http import HttpRequest, HttpResponse

from home.guide_answer import answer
from home.reading_only import reading_only


@reading_only
def guide_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Return a filed version, whatever has become of the guide since."""
    return answer(request, code, number)
