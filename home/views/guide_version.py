"""What one filed version of a guide said: `/guides/<code>/v/<n>/`."""

from django.views.decorators.http import require_safe

from home.guide_answer import answer


@require_safe
def guide_version(request, code, number):
    """Return a filed version, whatever has become of the guide since."""
    return answer(request, code, number)
