"""Which guide somebody opened from the results of a search: told by the page's script."""

import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.requests.values import one_line, whole_number
from search.log.noting import note_click
from search.query import MOST_CHARACTERS, MOST_HITS

CODE = re.compile(r"[-0-9A-Za-z_]{1,120}")


@csrf_exempt
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Note a click; what makes no sense is not noted, and nobody is told."""
    query = one_line(request.POST.get("q", ""))[:MOST_CHARACTERS]
    code, rank = request.POST.get("code", ""), whole_number(request.POST.get("rank", ""), least=1)
    if query and CODE.fullmatch(code) and rank and rank <= MOST_HITS:
        note_click(query, code, rank)
    return HttpResponse(status=204)
