"""The edge before the admin, manuals and files: a value that no field takes goes no further.

Wagtail's views, and those of its packages, hand much of a query to the database as it came. There
NUL, numbers from 2^63 and dates at the calendar's ends raise, on one database or the other. Public
pages and the API answer before this: they read by `core.requests.values` themselves.
"""

import re
from unicodedata import decimal

from django.conf import settings
from django.core.exceptions import BadRequest

from core.requests.values import FIRST_MOMENT, LAST_MOMENT

FORMS = {
    "id": re.compile(r".+", re.DOTALL),
    "limit": re.compile(r"[0-9]{1,9}"),
    "offset": re.compile(r"[0-9]{1,9}"),
}
"""What parameters of Wagtail's lists may be, where it does not look itself."""

WORDS = frozenset({"q", "search"})
"""Parameters in which people look for codes of any length."""

TOO_LARGE = re.compile(r"\s*[+-]?([0-9]{19,}|[0-9.]+[eE]\+?[0-9]{2,})\s*")
DATE = re.compile(r"\s*[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}")
YEAR = re.compile(r"[0-9]{4}")


class RequestEdgeMiddleware:
    """Answers 400 to a request that holds a value which no view can mean."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        pairs = [(name, value) for name, values in request.GET.lists() for value in values]
        if "\0" in request.path_info or not all(_is_sound(*pair) for pair in pairs):
            raise BadRequest("a value that no field takes")
        if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]  # nobody's session
        return self.get_response(request)


def _is_sound(name, value):
    if "\0" in name or "\0" in value:
        return False
    if form := FORMS.get(name):
        return bool(form.fullmatch(value))
    if name in WORDS:
        return True
    # Views read numbers with `int()`, to which digits of all scripts are the same.
    text = "".join(str(decimal(letter)) if letter.isdecimal() else letter for letter in value)
    return not (TOO_LARGE.fullmatch(text) or _is_beyond_the_calendar(text))


def _is_beyond_the_calendar(value):
    found = DATE.match(value)
    years = map(int, YEAR.findall(found.group())) if found else ()
    return any(not FIRST_MOMENT.year <= year < LAST_MOMENT.year for year in years)
