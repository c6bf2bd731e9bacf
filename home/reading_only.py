"""Views that are only read: another method is told so, and asks for no token first."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


def reading_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view answer GET and HEAD; anything else gets 405 with `Allow`.

    What changes nothing needs no token, and its absence is not what was wrong with the request.
    """
    return csrf_exempt(require_safe(view))
