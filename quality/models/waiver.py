"""Waivers: a rule that one guide need not keep, with the reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.choices import DocumentKind


class Waiver(models.Model):
    """A rule waived for one guide (豁免) by a reviewer; seen in review with its reason."""

    code = models.CharField(_("code"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind.choices)
    rule = models.CharField(_("rule"), max_length=3)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("waived by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "kind", "rule"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_waiver_a_guide_and_rule",
            )
        ]

    def __str__(self):
        return f"{self.code} {self.rule}"
