"""The certificate of filing (备案证明) as a PDF of one page, with its code and QR code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from core.audit.models import ChainHead
from core.papers import pdf
from core.papers.content import Foot
from exchange.papers.printing import framed
from guides.choices import DocumentKind
from guides.showing.words import day
from publication.certificate import fingerprint, verification_code
from publication.models import PublishedVersion

LONGEST_NOTE = 400


@dataclass(frozen=True)
class Certificate:
    """What a certificate says of a filed version; `before` is the version that it replaces."""

    version: PublishedVersion
    before: PublishedVersion | None
    made_on: date
    head: ChainHead | None = None
    """The end of the audit log's chain when the paper was made: older rows cannot change unseen."""

    number = watermark = subject = ""

    @property
    def title(self) -> str:
        """The heading, and the title of the file."""
        return pgettext("on paper", "Certificate of filing")

    @property
    def author(self) -> str:
        """The body that filed the version."""
        return self.version.filing_body or settings.FILING_BODY

    @property
    def code(self) -> str:
        """The verification code."""
        return verification_code(self.version)

    @property
    def check_address(self) -> str:
        """The public page where the register answers, with the code filled in."""
        path = reverse("home:filing", args=[self.version.filing_no])
        return f"{settings.PUBLIC_BASE_URL}{path}?{urlencode({'code': self.code})}"

    @property
    def foot(self) -> Foot:
        """The foot: what the certificate is worth, and when it was made."""
        return Foot(
            [
                pgettext(
                    "on paper",
                    "Made by the system, without a seal: what the check on the web says holds.",
                ),
                pgettext("on paper", "Made on %(day)s") % {"day": day(self.made_on)},
            ]
        )

    @property
    def statement(self) -> str:
        """The sentence of the certificate."""
        return pgettext(
            "on paper",
            "“%(title)s”, version %(n)s, submitted by %(body)s, has passed department review,"
            " formal check and compliance review and is filed.",
        ) % {
            "title": self.version.title,
            "n": self.version.version,
            "body": self.issuer,
        }

    @property
    def issuer(self) -> str:
        """The department that submitted the version."""
        return getattr(self.version, "department_name", "") or self.version.department_slug

    @property
    def facts(self) -> Sequence[tuple[str, str]]:
        """The rows of the table."""
        version = self.version
        is_guide = version.kind == DocumentKind.GUIDE
        code = (
            pgettext("on paper", "Guide code") if is_guide else pgettext("on paper", "Manual code")
        )
        note = " ".join(version.change_note.split())
        rows = (
            (code, version.code),
            (pgettext("on paper", "Version"), self._version_words()),
            (pgettext("on paper", "Filed on"), day(version.filed_on)),
            (pgettext("on paper", "In force from"), day(version.effective_on)),
            (pgettext("on paper", "Changes of this version"), _cut(note)),
        )
        return [(name, value) for name, value in rows if value]

    def _version_words(self) -> str:
        this_version = pgettext("on paper", "version %(n)s") % {"n": self.version.version}
        if self.before is None:
            return this_version
        replaced = pgettext("on paper", "in place of version %(n)s (from %(day)s)") % {
            "n": self.before.version,
            "day": day(self.before.effective_on),
        }
        return f"{this_version}，{replaced}"

    @property
    def fingerprint_lines(self) -> Sequence[str]:
        """The fingerprint in two lines of 32 digits."""
        return _two_lines(fingerprint(self.version))

    @property
    def head_lines(self) -> Sequence[str]:
        """The fingerprint of the chain's head in two lines of 32 digits; nothing without a row."""
        return _two_lines(self.head.sha256) if self.head and self.head.seq else []


def _two_lines(digits: str) -> list[str]:
    return [digits[:32], digits[32:]]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else text[: LONGEST_NOTE - 1] + "…"


def certificate_of(version: PublishedVersion) -> Certificate:
    """Return the certificate of a filed version."""
    earlier = PublishedVersion.objects.filter(
        code=version.code, kind=version.kind, version__lt=version.version
    )
    before = earlier.defer("text", "public_text").order_by("-version").first()
    head = ChainHead.objects.filter(pk=1).first()
    return Certificate(version, before, timezone.localdate(), head)


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return a certificate as PDF; PdfUnavailableError without the libraries of the system."""
    return pdf.pdf_of(certificate_html(certificate))


def certificate_html(certificate: Certificate) -> str:
    """Return a certificate as HTML."""
    context = {
        "check": certificate.check_address,
        "base": f"{settings.PUBLIC_BASE_URL}{reverse('home:filings')}",
        "filed_on": day(certificate.version.filed_on),
    }
    return framed("certificate.html", certificate, context)
