"""What must be on paper before filing: the government's decision, and the check for secrets."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from core.people.signature import SignedModel
from moderation.choices import PowerChange


class PowerDecision(AppendOnlyModel):
    """The government's decision (政府决定) on a power that is new, cancelled or delegated."""

    submission = models.OneToOneField(
        "moderation.Submission", on_delete=models.PROTECT, related_name="power_decision"
    )
    change = models.CharField(_("change of the power"), max_length=10, choices=PowerChange.choices)
    number = models.CharField(_("number of the decision"), max_length=100, blank=True)
    document = models.ForeignKey(
        "core.DepartmentDocument",
        verbose_name=_("decision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.get_change_display()} · {self.number}"

    @property
    def is_complete(self) -> bool:
        """Whether both number and file are there."""
        return bool(self.number.strip() and self.document_id)


class SecrecyCheck(SignedModel, AppendOnlyModel):
    """保密审查: who looked for what must stay secret in a Submission, and on which day."""

    submission = models.OneToOneField(
        "moderation.Submission", on_delete=models.PROTECT, related_name="secrecy_check"
    )
    sha256 = models.CharField(_("content fingerprint"), max_length=64)
    checked_by_name = models.CharField(_("checked by"), max_length=100)
    checked_on = models.DateField(_("checked on"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("check for secrets")
        verbose_name_plural = _("checks for secrets")

    def __str__(self):
        return f"{self.checked_by_name} · {self.checked_on}"
