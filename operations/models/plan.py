"""The maintenance plan of a year: contract, budget, dated nodes, spending and hours."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operations.choices import NodeKind


class MaintenanceYear(models.Model):
    """A year of maintenance (运维年度) with its contract and budget."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    budget = models.DecimalField(_("budget in yuan"), max_digits=12, decimal_places=2, default=0)
    funding = models.CharField(_("source of the money"), max_length=200, blank=True)
    supplier = models.CharField(_("contractor"), max_length=200, blank=True)
    contract_no = models.CharField(_("contract number"), max_length=100, blank=True)
    contract_from = models.DateField(_("contract from"), null=True, blank=True)
    contract_until = models.DateField(_("contract until"), null=True, blank=True)
    payment_terms = models.TextField(_("terms of payment"), blank=True)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("maintenance year")
        verbose_name_plural = _("maintenance years")
        ordering = ["-year", "is_demo"]
        constraints = [
            models.UniqueConstraint(fields=["year", "is_demo"], name="one_row_a_maintenance_year")
        ]

    def __str__(self):
        return str(self.year)

    @property
    def spent(self) -> Decimal | int:
        """What was spent so far, in yuan."""
        return sum((one.amount for one in self.spendings.all()), start=0)


class PlanNode(models.Model):
    """A dated node (节点) of the plan: what is to be done, from when to when, and by whom."""

    year = models.ForeignKey(
        MaintenanceYear, verbose_name=_("year"), on_delete=models.PROTECT, related_name="nodes"
    )
    title = models.CharField(_("what is to be done"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=12, choices=NodeKind.choices, default=NodeKind.MAINTENANCE
    )
    start_on = models.DateField(_("begins"))
    due_on = models.DateField(_("due"), db_index=True)
    responsible = models.CharField(_("responsible"), max_length=100, blank=True)
    progress = models.PositiveSmallIntegerField(
        _("progress in percent"), default=0, validators=[MaxValueValidator(100)]
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    release = models.CharField(
        _("release"), max_length=40, blank=True, help_text=_("The version that goes live with it.")
    )
    planned_hours = models.DecimalField(
        _("planned hours"), max_digits=7, decimal_places=1, default=0
    )
    late_reason = models.TextField(_("why it is late"), blank=True)
    notice = models.TextField(
        _("notice to readers"),
        blank=True,
        help_text=_("Shown on the status page from three days before it begins."),
    )
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("node of the plan")
        verbose_name_plural = _("nodes of the plan")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("start_on")), name="a_node_ends_after_start"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due_on < timezone.localdate()

    @property
    def was_in_time(self) -> bool | None:
        """Whether it was done by its day; None while it is neither done nor late."""
        if self.done_on is None:
            return False if self.is_late else None
        return self.done_on <= self.due_on


class Spending(models.Model):
    """A payment (支出) out of the year's budget."""

    year = models.ForeignKey(
        MaintenanceYear, verbose_name=_("year"), on_delete=models.PROTECT, related_name="spendings"
    )
    node = models.ForeignKey(
        PlanNode,
        verbose_name=_("node of the plan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="spendings",
    )
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount in yuan"), max_digits=12, decimal_places=2)
    purpose = models.CharField(_("for what"), max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("spending")
        verbose_name_plural = _("spendings")
        ordering = ["-paid_on", "-pk"]

    def __str__(self):
        return f"{self.purpose} {self.amount}"


class Effort(models.Model):
    """Hours (工时) that somebody worked on the system."""

    year = models.ForeignKey(
        MaintenanceYear, verbose_name=_("year"), on_delete=models.PROTECT, related_name="efforts"
    )
    node = models.ForeignKey(
        PlanNode,
        verbose_name=_("node of the plan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="efforts",
    )
    worked_on = models.DateField(_("day"))
    person = models.CharField(_("who"), max_length=100)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1)
    work = models.CharField(_("what was worked on"), max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("hours of work")
        verbose_name_plural = _("hours of work")
        ordering = ["-worked_on", "-pk"]

    def __str__(self):
        return f"{self.person} {self.hours}"
