"""Drafts of outlines: what the reform office writes, and a second person releases."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guides.choices import DocumentKind
from guides.document.canonical import canonical_data, sha256_hex
from guides.outlines.models import Outline


class OutlineDraft(models.Model):
    """A draft (草稿) of an outline's next version, or of a new outline's first one.

    `content` says what its file would say. A new outline has the one that it was copied from as
    its base, or none.
    """

    class State(models.TextChoices):
        """Where a draft stands."""

        DRAFT = "draft", pgettext_lazy("outline", "Draft")
        IN_REVIEW = "in_review", pgettext_lazy("outline", "To be reviewed")
        RELEASED = "released", pgettext_lazy("outline", "Released")
        GIVEN_UP = "given_up", pgettext_lazy("outline", "Given up")

    OPEN = (State.DRAFT, State.IN_REVIEW)

    key = models.CharField(_("key"), max_length=60)
    base = models.ForeignKey(
        Outline,
        verbose_name=_("begun from"),
        null=True,
        on_delete=models.PROTECT,
        related_name="drafts",
    )
    content = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(
        _("why it was returned"), blank=True, help_text="Of the last return; emptied by sending."
    )
    released = models.OneToOneField(
        Outline, null=True, on_delete=models.PROTECT, related_name="released_draft"
    )
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft of an outline")
        verbose_name_plural = _("drafts of outlines")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=("draft", "in_review")),
                name="one_open_draft_an_outline",
            )
        ]

    def __str__(self):
        return f"{self.label} v{self.version}"

    @property
    def label(self) -> str:
        """The name of the outline."""
        return self.content.get("label", "")

    @property
    def version(self) -> int:
        """The number that it gets, or got, when released."""
        return self.content.get("version", 0)

    @property
    def kind(self) -> str:
        """Whether guides or manuals are written by it."""
        return self.content.get("kind", DocumentKind.GUIDE)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections in order, as the file says them."""
        return self.content.get("sections", [])

    @property
    def extra_fields(self) -> list[dict[str, Any]]:
        """The extra fields in order, as the file says them."""
        return self.content.get("extra_fields", [])

    @property
    def is_new(self) -> bool:
        """Whether it is the first version of an outline that there was not before."""
        return self.base is None or self.base.key != self.key

    @property
    def is_draft(self) -> bool:
        """Whether it may be edited."""
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it is still to be released."""
        return self.state in self.OPEN

    @property
    def sha256(self) -> str:
        """The fingerprint of its content, which a release names."""
        return sha256_hex(canonical_data(self.content))

    def section(self, key: str) -> dict[str, Any] | None:
        """Return the section of this key, or None."""
        return next((one for one in self.sections if one["key"] == key), None)

    def extra_field(self, key: str) -> dict[str, Any] | None:
        """Return the extra field of this key, or None."""
        return next((one for one in self.extra_fields if one["key"] == key), None)
