"""What this site promises its readers: accessibility and privacy."""

from django.http import HttpRequest, HttpResponse

from home.html_page import page
from home.reading_only import reading_only


@reading_only
def accessibility(request: HttpRequest) -> HttpResponse:
    """Return the accessibility statement (无障碍声明)."""
    return page(request, "home/accessibility.html", {})


@reading_only
def privacy(request: HttpRequest) -> HttpResponse:
    """Return what is kept of readers (隐私说明)."""
    return page(request, "home/privacy.html", {})
