"""What a guide says now: `/guides/<code>/`."""

from django.views.decorators.http import require_safe

from home.guide_answer import answer


@require_safe
def guide(request, code):
    """Return the current version of a guide; 410 when it has been abolished."""
    return answer(request, code)
