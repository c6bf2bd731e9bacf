"""What one filed version of a guide said: `/guides/<code>/v/<n>/`."""

from home.guide_answer import answer
from home.reading_only import reading_only


@reading_only
def guide_version(request, code, number):
    """Return a filed version, whatever has become of the guide since."""
    return answer(request, code, number)
