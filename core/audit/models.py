"""The audit log's tables: entries, the chain over them, what waits to be chained, and its head.

An entry is written with its deed and touches no shared row. The relay links the entries of
committed transactions one to the next. Both tables are only ever added to.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from core.people.signature import SignedModel
from core.texts.json_text import JsonTextField


def new_token() -> str:
    """Return the random name of an entry."""
    return uuid.uuid4().hex


class AuditEntry(SignedModel, AppendOnlyModel):
    """One deed (审计记录): who, from where, what, on which content, before and after.

    `sha256` covers every other column but the number, which the chain covers.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    at = models.DateTimeField(_("moment"))
    act = models.CharField(_("act"), max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    origin = models.CharField(
        _("from where"), max_length=100, blank=True, help_text=_("An address, or a command.")
    )
    about_type = models.CharField(_("kind of thing"), max_length=60, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    about = models.CharField(_("on what"), max_length=255, blank=True)
    code = models.CharField(_("code"), max_length=120, blank=True)
    content_sha256 = models.CharField(_("content fingerprint"), max_length=64, blank=True)
    facts = JsonTextField(_("details"), default=dict, help_text="before, after, and other facts")
    sha256 = models.CharField(_("fingerprint of the entry"), max_length=64, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["at"], name="audit_by_moment"),
            models.Index(fields=["act", "-id"], name="audit_by_act"),
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(
                fields=["code", "-id"], condition=~models.Q(code=""), name="audit_by_code"
            ),
            models.Index(
                fields=["content_sha256"],
                condition=~models.Q(content_sha256=""),
                name="audit_by_content",
            ),
            models.Index(
                fields=["origin", "-id"], condition=~models.Q(origin=""), name="audit_by_origin"
            ),
        ]

    def __str__(self):
        return f"{self.at.isoformat()} {self.act} {self.about}"


class AuditLink(AppendOnlyModel):
    """A link of the chain (链): the place of an entry, bound to the link before it."""

    seq = models.PositiveBigIntegerField(_("row"), primary_key=True)
    entry = models.OneToOneField(
        AuditEntry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="link"
    )
    entry_sha256 = models.CharField(max_length=64)
    previous = models.CharField(_("fingerprint before"), max_length=64)
    chained_at = models.DateTimeField()
    sha256 = models.CharField(_("fingerprint"), max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link of the audit chain")
        verbose_name_plural = _("links of the audit chain")
        ordering = ["seq"]

    def __str__(self):
        return f"{self.seq}: {self.sha256[:8]}"


class Unchained(models.Model):
    """An entry that waits to be chained; made with it, taken away with its link."""

    entry = models.OneToOneField(
        AuditEntry,
        primary_key=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    def __str__(self):
        return str(self.entry_id)


class ChainHead(models.Model):
    """The end of the chain (链头): one row, held while links are added; what was sent outside."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="0" * 64)
    sent_on = models.DateField(null=True)
    sent_seq = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_chain_head")]

    def __str__(self):
        return f"{self.seq} {self.sha256}"
