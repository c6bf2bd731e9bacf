"""Campaigns of revision, what a changed catalogue asks for, and the kept figures of coverage."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publication.choices import CampaignGoal, CatalogueChange, CatalogueTaskOutcome, Dimension


class Campaign(models.Model):
    """A campaign (集中修订): guides of its scope are to be filed, or filed anew, up to a day."""

    name = models.CharField(_("name"), max_length=100)
    goal = models.CharField(_("goal"), max_length=10, choices=CampaignGoal.choices)
    note = models.TextField(_("what is to be done"), blank=True)
    starts_on = models.DateField(_("begins on"))
    due_on = models.DateField(_("last day"))
    departments = models.ManyToManyField(
        "core.Department", verbose_name=_("departments"), blank=True, related_name="+"
    )
    themes = models.ManyToManyField(
        "guides.Theme", verbose_name=_("themes"), blank=True, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    counted_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("starts_on")), name="campaign_ends_later"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether its last day has not passed."""
        return self.due_on >= timezone.localdate()


class CampaignMilestone(models.Model):
    """A milestone (节点) of a campaign: such a share is to be done up to a day."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(_("milestone"), max_length=60)
    percent = models.PositiveSmallIntegerField(_("share in percent"))
    due_on = models.DateField(_("last day"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["due_on", "percent"]

    def __str__(self):
        return self.name


class CampaignCount(models.Model):
    """How far a department was in a campaign on a day (进度); counted by the relay."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="counts")
    department = models.ForeignKey("core.Department", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "day", "department"], name="one_count_a_day_and_department"
            )
        ]

    @property
    def missing(self) -> int:
        """How many are still to be done."""
        return self.total - self.done

    @property
    def percent(self) -> int:
        """The share that is done."""
        return round(100 * self.done / self.total) if self.total else 100


class CampaignReminder(models.Model):
    """A reminder (催办) of a campaign to one department; its mail is sent once."""

    MOST_ATTEMPTS = 8

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reminders")
    department = models.ForeignKey("core.Department", on_delete=models.CASCADE, related_name="+")
    milestone = models.ForeignKey(
        CampaignMilestone, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    missing = models.PositiveIntegerField()
    day = models.DateField(_("reminded on"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    mailed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "department", "day"], name="one_reminder_a_department_and_day"
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(mailed_at=None), name="campaign_mails_that_wait"
            )
        ]


class CatalogueTask(models.Model):
    """What a changed catalogue asks of a department (目录变动任务), with a day."""

    item = models.ForeignKey(
        "guides.ServiceItem", on_delete=models.CASCADE, related_name="catalogue_tasks"
    )
    department = models.ForeignKey("core.Department", on_delete=models.CASCADE, related_name="+")
    change = models.CharField(_("change"), max_length=10, choices=CatalogueChange.choices)
    facts = models.JSONField(
        _("changed facts"), default=dict, help_text="{field: [before, after]}, in words."
    )
    opened_on = models.DateField(_("opened on"))
    due_on = models.DateField(_("last day"))
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, blank=True, choices=CatalogueTaskOutcome.choices
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("task of the catalogue")
        verbose_name_plural = _("tasks of the catalogue")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(settled_at=None),
                name="one_open_catalogue_task_an_item",
            )
        ]
        indexes = [
            models.Index(
                fields=["department", "due_on"],
                condition=models.Q(settled_at=None),
                name="catalogue_tasks_that_wait",
            )
        ]

    def __str__(self):
        return f"{self.item} · {self.get_change_display()}"


class CoverageFigures(models.Model):
    """The kept figures (编制进度) of one department, level or theme on a day."""

    KINDS = 2
    """Each handling item should have a guide and a manual."""
    COUNTED = ("items", "situations", "guides", "manuals", "published", "in_review", "unchecked")

    day = models.DateField()
    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    items = models.PositiveIntegerField(default=0)
    situations = models.PositiveIntegerField(default=0)
    guides = models.PositiveIntegerField(default=0)
    manuals = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    in_review = models.PositiveIntegerField(default=0)
    unchecked = models.PositiveIntegerField(default=0)
    score = models.PositiveSmallIntegerField(null=True)
    counted_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("of coverage", "figures")
        constraints = [
            models.UniqueConstraint(fields=["day", "dimension", "key"], name="one_figure_a_day")
        ]
        indexes = [models.Index(fields=["dimension", "-day"], name="newest_figures")]

    @property
    def slug(self) -> str:
        """The department's short code, where the row is of a department."""
        return self.key

    @property
    def due(self) -> int:
        """How many there should be."""
        return self.situations * self.KINDS

    @property
    def missing(self) -> int:
        """How many are not published yet."""
        return max(self.due - self.published, 0)

    @property
    def percent(self) -> int:
        """The published ones in per cent of those that there should be."""
        return round(100 * min(self.published, self.due) / self.due) if self.due else 100
