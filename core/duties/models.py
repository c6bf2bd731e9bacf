"""The local calendar (工作日历): what a notice of the State Council, or the city, says of a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HolidayNotice(models.Model):
    """A notice (放假安排通知) that settles the working days of one year."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    number = models.CharField(_("notice number"), max_length=100, blank=True)
    loaded_at = models.DateTimeField(_("loaded"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("holiday notice")
        verbose_name_plural = _("holiday notices")
        ordering = ["-year"]

    def __str__(self):
        return f"{self.year} · {self.title}"


class CalendarDay(models.Model):
    """A day (日历日) that is a holiday or a working day against the rule of the week."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"), default=False)
    name = models.CharField(_("name"), max_length=60, blank=True)
    notice = models.ForeignKey(
        HolidayNotice,
        verbose_name=_("holiday notice"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="days",
        help_text=_("Empty: a day of this city alone."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("days of the calendar")
        ordering = ["-day"]

    def __str__(self):
        kind = _("working day") if self.is_working else _("holiday")
        return f"{self.day} · {kind} · {self.name}".rstrip(" ·")
