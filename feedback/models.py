"""Ratings, corrections, tasks after a bad rating, and the survey of departments."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.duties.working_days import days_until
from feedback.choices import BAD_LEVELS, Level, Outcome, Words
from feedback.privacy import masked

LONGEST = 1000


class Said(models.Model):
    """Base of what a reader says of one version of a guide: bound to it and to a section."""

    code = models.CharField(_("code of the guide"), max_length=100)
    version = models.PositiveIntegerField(_("version"))
    section = models.CharField(_("section of the page"), max_length=60, blank=True)
    title = models.CharField(_("guide concerned"), max_length=300)
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_english = models.BooleanField(_("in English"), default=False)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    purge_on = models.DateField(_("phone deleted on"), null=True, blank=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        abstract = True

    @property
    def masked_phone(self) -> str:
        """The phone number as lists show it."""
        return masked(self.phone)


class Rating(Said):
    """A rating (好差评): one of five levels, with reasons and words if the reader likes."""

    level = models.PositiveSmallIntegerField(
        _("satisfaction"),
        choices=Level.choices,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    reasons = models.JSONField(_("reasons given"), default=list, blank=True)
    words = models.TextField(_("words"), max_length=LONGEST, blank=True)
    words_state = models.CharField(
        _("words in public"), max_length=10, choices=Words.choices, default=Words.NONE
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["code", "created_at"], name="rating_of_a_guide")]

    def __str__(self):
        return f"{self.title} · {self.get_level_display()}"

    @property
    def is_bad(self) -> bool:
        """Whether the department has to look into it."""
        return self.level in BAD_LEVELS


class RatingTask(models.Model):
    """A task after a bad rating (差评整改): contacted within one working day, mended in fifteen."""

    rating = models.OneToOneField(
        Rating, verbose_name=_("rating"), on_delete=models.CASCADE, related_name="task"
    )
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    contact_due_on = models.DateField(_("contact by"))
    mend_due_on = models.DateField(_("mend by"))
    contacted_at = models.DateTimeField(_("contacted"), null=True, blank=True, editable=False)
    contact_note = models.TextField(
        _("what was found"),
        max_length=LONGEST,
        blank=True,
        help_text=_("Who was called, or without a phone number who checked what, and the result."),
    )
    mended_at = models.DateTimeField(_("mended"), null=True, blank=True, editable=False)
    mend_note = models.TextField(
        _("what was mended"),
        max_length=LONGEST,
        blank=True,
        help_text=_("Which version says it now, or why nothing had to be changed."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("task after a bad rating")
        verbose_name_plural = _("tasks after bad ratings")
        ordering = [models.F("mended_at").asc(nulls_first=True), "mend_due_on", "pk"]
        indexes = [models.Index(fields=["department", "mended_at"], name="tasks_of_department")]

    def __str__(self):
        return str(self.rating)

    @property
    def due_on(self) -> date | None:
        """The next last day: of the contact, then of the mending; None when all is done."""
        if self.mended_at:
            return None
        return self.mend_due_on if self.contacted_at else self.contact_due_on

    @property
    def days_left(self) -> int | None:
        """Working days up to the next last day, negative when it has passed; None when done."""
        return None if self.due_on is None else days_until(self.due_on)

    def clean(self) -> None:
        if self.mend_note and not self.contact_note:
            raise ValidationError({"contact_note": _("Say first what was found.")})


class Correction(Said):
    """A correction (纠错): what a reader found wrong, and the answer in public."""

    number = models.CharField(
        _("case number"), max_length=30, unique=True, null=True, editable=False
    )
    sentence = models.TextField(_("sentence"), max_length=500, blank=True)
    kinds = models.JSONField(_("kind of mistake"), default=list, blank=True)
    text = models.TextField(_("what is wrong"), max_length=LONGEST)
    due_on = models.DateField(_("answer by"))
    outcome = models.CharField(
        _("what became of it"), max_length=12, choices=Outcome.choices, default=Outcome.OPEN
    )
    answer = models.TextField(
        _("answer in public"),
        max_length=LONGEST,
        blank=True,
        help_text=_("Readers see it under the guide together with what was said."),
    )
    mended_in = models.PositiveIntegerField(
        _("mended in version"), null=True, blank=True, help_text=_("Readers can compare it then.")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = [models.F("answered_at").asc(nulls_first=True), "due_on", "pk"]
        indexes = [
            models.Index(fields=["code", "outcome"], name="corrections_of_a_guide"),
            models.Index(fields=["department", "outcome"], name="corrections_of_department"),
        ]

    def __str__(self):
        return f"{self.number} · {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether it has not been answered."""
        return self.outcome == Outcome.OPEN

    @property
    def days_left(self) -> int | None:
        """Working days up to the last day, negative when it has passed; None when answered."""
        return days_until(self.due_on) if self.is_open else None

    def clean(self) -> None:
        if self.outcome in (Outcome.MENDED, Outcome.KEPT) and not self.answer:
            raise ValidationError({"answer": _("Write the answer that readers get.")})
        if self.outcome == Outcome.MENDED and not self.mended_in:
            raise ValidationError({"mended_in": _("Say which version has it right.")})


class Survey(models.Model):
    """A survey (使用者满意度调查) among the departments that use the system: twice a year."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Such as: 2026, first half"))
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    consequences = models.TextField(
        _("what followed"),
        blank=True,
        help_text=_("What was changed because of the answers; the yearly report says it."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("survey of departments")
        verbose_name_plural = _("surveys of departments")
        ordering = ["-opens_on"]

    def __str__(self):
        return self.name

    def clean(self) -> None:
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("A survey closes after it has opened.")})


class SurveyAnswer(models.Model):
    """What one department says of the system in a survey; the last answer counts."""

    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.PROTECT, related_name="answers"
    )
    department = models.ForeignKey(
        "core.Department", verbose_name=_("department"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("on the whole"), choices=Level.choices)
    good = models.TextField(_("what helps"), max_length=LONGEST, blank=True)
    missing = models.TextField(_("what is missing or in the way"), max_length=LONGEST, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("filled in by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ["-answered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "department"], name="one_answer_a_survey_and_department"
            )
        ]

    def __str__(self):
        return f"{self.survey} · {self.department} · {self.get_level_display()}"
