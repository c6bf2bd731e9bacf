"""A place where somebody is signed in, as its person sees it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInSession(models.Model):
    """A session (登录会话) of a person: since when, from where, with what program."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="sign_in_sessions",
    )
    key = models.CharField(max_length=40, db_index=True)
    agent = models.CharField(_("program"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=100, blank=True)
    begun_at = models.DateTimeField(_("signed in"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last seen"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [models.Index(fields=["user", "seen_at"])]

    def __str__(self):
        return f"{self.user} {self.begun_at:%Y-%m-%d %H:%M}"
