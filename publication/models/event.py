"""Event: the append-only log of what happened, in commit order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from guides.choices import DocumentKind
from publication.choices import TOMBSTONES, EventType


class Event(AppendOnlyModel):
    """One event (事件) of the log that search, feeds and webhooks follow; `seq` has no gaps."""

    seq = models.BigIntegerField(_("sequence"), primary_key=True)
    type = models.CharField(_("type"), max_length=12, choices=EventType.choices)
    code = models.CharField(_("code"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind.choices)
    version = models.PositiveIntegerField(_("version"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    at = models.DateTimeField(_("moment"))
    payload = models.JSONField(_("details"), default=dict, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["code", "kind", "seq"]),
            models.Index(fields=["kind", "seq"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self):
        return f"{self.seq} {self.get_type_display()} {self.code}"

    @property
    def tombstone(self) -> bool:
        """Whether a consumer should take the guide away."""
        return self.type in TOMBSTONES
