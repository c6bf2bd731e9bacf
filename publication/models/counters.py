"""Counters that hand out numbers without gaps: one locked row each."""

from django.db import models


class FilingCounter(models.Model):
    """The last filing number of a series, such as a year; locked while a number is taken."""

    series = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.series}: {self.last}"


class EventCounter(models.Model):
    """The last event sequence: one row, locked last in a transaction; so seq is commit order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_event_counter")]

    def __str__(self):
        return str(self.last)
