"""Checks a certificate of filing: `/filings/<number>/?code=…`, from the register and by hash."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

from core.requests.path_converters import LONGEST_FILING_NUMBER
from guides.choices import DocumentKind
from guides.document import sha256_hex
from home.frame import NOWHERE
from home.html_page import page
from home.reading_only import reading_only
from publication.certificate import fingerprint, folded_code, is_code_of
from publication.models import PublishedVersion
from publication.register import state_now, with_names

MOST_VERSIONS = 20
"""One number files a guide and its manual; an older system may have used it for more."""
LONGEST_CODE = 100
BRACKETS = str.maketrans("[(（【])）】", "〔〔〔〔〕〕〕〕", " ")
"""The brackets that keyboards have, for those of a filing number."""


@dataclass(frozen=True)
class Filed:
    """What the public page says of a filed version; of a manual only that it was filed."""

    version: PublishedVersion
    state: str
    is_public: bool
    has_code: bool
    has_fingerprint: bool
    is_sound: bool
    """Whether the text that lies in the register has the hash that the register says."""

    @property
    def fingerprint(self) -> str:
        """The content fingerprint, of a guide."""
        return fingerprint(self.version) if self.is_public else ""


@reading_only
def filings(request: HttpRequest) -> HttpResponse:
    """Show the form for number and verification code, and lead to the page of the number."""
    number = request.GET.get("number", "").strip()[:LONGEST_FILING_NUMBER]
    try:
        address = reverse("home:filing", args=[number])
    except NoReverseMatch:  # nothing was typed, or what no filing number holds
        return (
            _unknown(request, number, status=200)
            if number.isprintable() and number
            else page(request, "home/filings.html", NOWHERE)
        )
    query = request.GET.copy()
    query.pop("number", None)
    return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)


@reading_only
def filing(request: HttpRequest, number: str) -> HttpResponse:
    """Return what was filed under a number, and whether code and fingerprint are its own."""
    as_written = PublishedVersion.objects.filter(filing_no__in={number, number.translate(BRACKETS)})
    versions = with_names(as_written).defer("text")
    code = request.GET.get("code", "").strip()[:LONGEST_CODE]
    digits = "".join(request.GET.get("fingerprint", "").lower().split())[:LONGEST_CODE]
    rows = [_row(one, code, digits) for one in versions.order_by("kind", "pk")[:MOST_VERSIONS]]
    if not rows:
        return _unknown(request, number, status=404)
    context = NOWHERE | {
        "number": number,
        "rows": rows,
        "code": folded_code(code),
        "typed": code,
        "fingerprint": digits,
        "has_code": any(row.has_code for row in rows),
        "has_fingerprint": any(row.has_fingerprint for row in rows),
    }
    return page(request, "home/filing.html", context)


def _unknown(request, number, *, status):
    """Return the page which says that the register has no such number, for who checks one."""
    typed = {name: request.GET.get(name, "")[:LONGEST_CODE] for name in ("code", "fingerprint")}
    context = NOWHERE | {"unknown": number, "number": number, "typed": typed["code"]}
    context["fingerprint"] = typed["fingerprint"]
    return page(request, "home/filings.html", context, status=status)


def _row(version, code, digits):
    is_public = version.kind == DocumentKind.GUIDE
    return Filed(
        version=version,
        state=str(state_now(version).label),
        is_public=is_public,
        has_code=bool(code) and is_code_of(version, code),
        has_fingerprint=bool(digits) and digits == fingerprint(version),
        is_sound=not is_public or sha256_hex(version.public_text) == version.public_sha256,
    )
