"""The QR code of a guide's address, as a picture of its own: pages stay small and cacheable."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from home.http_cache import public
from home.reading_only import reading_only

ALONE = 'xmlns="http://www.w3.org/2000/svg" width="20mm" height="20mm"'
"""What a picture of its own needs; in the foot of a printed page nothing else sets its size."""

MOST_CHARACTERS = 120  # the longest code of a guide


@reading_only
def qr_code(request: HttpRequest, code: str) -> HttpResponse:
    """Return the QR code as SVG; it needs no database, as it only says an address."""
    address = settings.PUBLIC_BASE_URL + reverse("home:guide", args=[code[:MOST_CHARACTERS]])
    picture = segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True)
    sized = picture.replace("<svg ", f"<svg {ALONE} ", 1)
    response = public(HttpResponse(sized, content_type="image/svg+xml"))
    response["Cache-Control"] = "public, max-age=86400"
    return response
