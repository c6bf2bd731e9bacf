"""How the site is: `/status/`, and the same page as a file for when the site is down."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core import registries
from home.html_page import html, page
from home.reading_only import reading_only

TEMPLATE = "home/status.html"


@reading_only
def status(request: HttpRequest) -> HttpResponse:
    """Return the state of each part, maintenance to come, and the faults of the last 90 days."""
    return page(request, TEMPLATE, {"status": registries.house_status()})


def status_html(facts: dict[str, Any]) -> str:
    """Return the HTML of the status page from facts, in the active language."""
    return html(TEMPLATE, {"status": facts}, reverse("home:status"))
