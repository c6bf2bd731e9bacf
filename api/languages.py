"""The language in which the API speaks to a programmer: Chinese, or English for who asks for it.

Contents are as they were filed, whatever is asked for; only the texts of problems follow.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

ENGLISH = "en"


def language_of_problems(request: HttpRequest) -> str:
    """Return the code of the site's language that `Accept-Language` prefers; Chinese for none."""
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wanted == "*" or wanted.startswith("zh"):
            break
        if wanted.split("-")[0] == ENGLISH:
            return ENGLISH
    return settings.LANGUAGE_CODE
