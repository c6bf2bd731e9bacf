"""Who a person is to the city's own identity provider."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutsideIdentity(models.Model):
    """A person's identity at an identity provider (统一身份): the subject that its issuer names.

    The subject never changes and is given to nobody else, unlike names and addresses of mail.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="outside_identities",
    )
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(_("linked"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("outside identity")
        verbose_name_plural = _("outside identities")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_a_subject"),
            models.UniqueConstraint(fields=["user", "issuer"], name="one_subject_a_person"),
        ]

    def __str__(self):
        return f"{self.user} · {self.issuer}"
