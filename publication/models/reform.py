"""Reforms of departments: planned, confirmed by a second person, and carried out batch by batch."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Department
from core.people.signature import SignedModel
from publication.choices import ReformKind


class Reform(SignedModel):
    """A reform of departments (机构改革): what is renamed, merged, divided or moved, on which
    decision and from which day.

    `step`, `cursor` and the entries are written in the transaction of each batch, so that a worker
    that is killed goes on where it was. Signed by the person who confirmed it.
    """

    class State(models.TextChoices):
        """How far a reform is."""

        DRAFT = "draft", pgettext_lazy("reform", "Draft")
        WAITING = "waiting", pgettext_lazy("reform", "Waits for a second person")
        CONFIRMED = "confirmed", pgettext_lazy("reform", "Waits for its day")
        RUNNING = "running", pgettext_lazy("reform", "Being carried out")
        REST = "rest", pgettext_lazy("reform", "Carried out, with a rest")
        DONE = "done", pgettext_lazy("reform", "Carried out")
        FAILED = "failed", pgettext_lazy("reform", "Stopped by an error")
        DROPPED = "dropped", pgettext_lazy("reform", "Given up")

    PLANNED = (State.DRAFT, State.WAITING, State.CONFIRMED)
    """Nothing has been done yet."""

    kind = models.CharField(_("kind"), max_length=10, choices=ReformKind.choices)
    sources = models.ManyToManyField(
        Department, verbose_name=_("departments concerned"), related_name="+"
    )
    target = models.ForeignKey(
        Department,
        verbose_name=_("receiving department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    items = models.ManyToManyField(
        "guides.ServiceItem", verbose_name=_("items that go"), blank=True, related_name="+"
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("people who go along"),
        blank=True,
        related_name="+",
    )
    new_name = models.CharField(_("new name"), max_length=100, blank=True)
    new_name_en = models.CharField(_("new English name"), max_length=200, blank=True)
    new_parent = models.ForeignKey(
        Department,
        verbose_name=_("new parent department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    new_level = models.CharField(
        _("new level"), max_length=1, blank=True, choices=Department.Level.choices
    )
    new_region_code = models.CharField(_("new region code"), max_length=12, blank=True)
    new_region = models.CharField(_("new region"), max_length=100, blank=True)
    decision_no = models.CharField(_("number of the decision"), max_length=100)
    decision = models.ForeignKey(
        "core.DepartmentDocument",
        verbose_name=_("file of the decision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    effective_on = models.DateField(_("carried out on"))
    reason = models.TextField(_("what the decision says"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    editors = models.JSONField(default=list, help_text="Ids of the people who wrote it.")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    begun_at = models.DateTimeField(_("begun"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    jobs = models.ManyToManyField("guides.BranchJob", related_name="+")
    before = models.JSONField(default=dict, help_text="How a department was named before.")
    total = models.PositiveIntegerField(_("guides"), default=0)
    step = models.PositiveSmallIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts at the next batch"), default=0)
    error = models.TextField(_("error"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reform of departments")
        verbose_name_plural = _("reforms of departments")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "id"], name="reforms_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("written_by"))
                | models.Q(confirmed_by__isnull=True),
                name="nobody_confirms_his_own_reform",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=("merge", "split"), target__isnull=False)
                | models.Q(kind__in=("rename", "move"), target__isnull=True),
                name="who_gives_away_names_a_receiver",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.decision_no}"

    @property
    def receiver(self) -> Department:
        """The receiving department of a reform that gives something away."""
        assert self.target is not None  # noqa: S101 - the database holds it
        return self.target

    @property
    def is_planned(self) -> bool:
        """Whether nothing has been done yet."""
        return self.state in self.PLANNED

    @property
    def is_running(self) -> bool:
        """Whether the relay works on it, or will."""
        return self.state in (self.State.CONFIRMED, self.State.RUNNING)

    @property
    def words(self) -> str:
        """The decision in one line, as it stands in the history of every page."""
        return f"{self.decision_no} {self.reason}".strip()


class ReformEntry(models.Model):
    """What became of one guide, item, part, bundle or person in a reform (机构改革逐项结果)."""

    class About(models.TextChoices):
        """What it is."""

        GUIDE = "guide", pgettext_lazy("in a reform", "Guide")
        ITEM = "item", pgettext_lazy("in a reform", "Item without a guide")
        PART = "part", pgettext_lazy("in a reform", "Shared part")
        BUNDLE = "bundle", pgettext_lazy("in a reform", "Bundle")
        CAMPAIGN = "campaign", pgettext_lazy("in a reform", "Campaign")
        PERSON = "person", pgettext_lazy("in a reform", "Membership")
        DEPARTMENT = "department", pgettext_lazy("in a reform", "Department")

    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="entries")
    about = models.CharField(_("kind"), max_length=10, choices=About.choices)
    key = models.CharField(max_length=120)
    label = models.CharField(_("name"), max_length=300)
    is_done = models.BooleanField(_("done"))
    why = models.TextField(_("result"), blank=True)
    at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reform", "about", "key"], name="one_entry_a_reform_and_thing"
            )
        ]
        indexes = [models.Index(fields=["reform", "is_done", "id"], name="entries_of_a_reform")]

    def __str__(self):
        return f"{self.reform_id} · {self.label}"
