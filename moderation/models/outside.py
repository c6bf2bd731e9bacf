"""Opinions from outside: who was asked by a link, and what was answered."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel


class OutsideInvitation(models.Model):
    """A link (征求意见) by which somebody without an account reads a Submission and answers."""

    submission = models.ForeignKey(
        "moderation.Submission", on_delete=models.PROTECT, related_name="invitations"
    )
    name = models.CharField(_("department or person"), max_length=100)
    question = models.TextField(_("what is asked"), blank=True)
    with_manual = models.BooleanField(_("with the business manual"), default=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(_("first read"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request for an opinion")
        verbose_name_plural = _("requests for opinions")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.name} · {self.submission}"

    @property
    def is_open(self) -> bool:
        """Whether the link opens: not ended, not revoked, and the text still under review."""
        return (
            self.revoked_at is None and timezone.now() < self.expires_at and self.submission.is_open
        )


class OutsideOpinion(AppendOnlyModel):
    """What somebody asked from outside says of the text with this fingerprint (外部意见)."""

    class Stance(models.TextChoices):
        """What the opinion comes to."""

        AGREES = "agrees", _("Agrees")
        SUGGESTS = "suggests", _("Agrees, with suggestions")
        OBJECTS = "objects", _("Objects")

    invitation = models.ForeignKey(
        OutsideInvitation, on_delete=models.PROTECT, related_name="opinions"
    )
    sha256 = models.CharField(_("content fingerprint"), max_length=64)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    text = models.TextField(_("opinion"), blank=True)
    given_by = models.CharField(_("name"), max_length=100)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("opinion from outside")
        verbose_name_plural = _("opinions from outside")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.given_by} · {self.get_stance_display()}"
