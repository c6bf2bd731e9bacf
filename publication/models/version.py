"""PublishedVersion: one row for each filed version, never changed or deleted."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from core.people.signature import SignedModel
from guides.choices import DocumentKind, Origin
from guides.document.text_field import DocumentTextField


class PublishedVersion(SignedModel, AppendOnlyModel):
    """A filed version (备案版本): the Document's canonical text, its hash, and the envelope.

    `text` is the full Document; `public_text` is the public cut of a guide and empty for a
    manual. Both are canonical JSON (RFC 8785) and keep their own SHA-256.
    """

    code = models.CharField(_("code"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind.choices)
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=255)
    text = DocumentTextField(editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    public_text = DocumentTextField(blank=True, editable=False)
    public_sha256 = models.CharField(max_length=64, blank=True)
    change_note = models.TextField(_("what changed"), blank=True)
    filing_no = models.CharField(_("filing number"), max_length=100)
    filed_on = models.DateField(_("filed on"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("filed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    filing_body = models.CharField(_("filing body"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"))
    effective_on = models.DateField(_("in force from"))
    expires_on = models.DateField(_("in force until"), null=True, blank=True)
    origin = models.CharField(
        _("origin"), max_length=12, choices=Origin.choices, default=Origin.OWN
    )
    submission = models.ForeignKey(
        "moderation.Submission",
        verbose_name=_("submission"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="versions",
    )
    department_slug = models.CharField(_("department"), max_length=40)
    seq = models.BigIntegerField(_("event"), help_text="The event that published this version.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("filed version")
        verbose_name_plural = _("filed versions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "kind", "version"], name="one_row_a_filed_version"
            )
        ]
        indexes = [models.Index(fields=["filing_no"]), models.Index(fields=["filed_on", "id"])]

    def __str__(self):
        return f"{self.title} v{self.version}"

    def envelope(
        self, state: str, *, seq: int | None = None, public: bool = True
    ) -> dict[str, Any]:
        """Return what filing assigned outside the hash, with the state that readers get.

        Public answers carry the SHA-256 of the public cut.
        """
        return {
            "code": self.code,
            "kind": self.kind,
            "version": self.version,
            "filing_no": self.filing_no,
            "filed_on": self.filed_on.isoformat(),
            "published_on": self.published_on.isoformat(),
            "effective_on": self.effective_on.isoformat(),
            "state": state,
            "sha256": self.public_sha256 if public and self.public_sha256 else self.sha256,
            "seq": self.seq if seq is None else seq,
        }
