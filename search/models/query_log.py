"""What people look for and choose, without anything that says who."""

from django.db import models


class LoggedQuery(models.Model):
    """A search (搜索记录): its words with numbers and names masked, and what came of it."""

    at = models.DateTimeField(db_index=True)
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    total = models.PositiveIntegerField(help_text="Hits, at most 1,000.")
    related = models.PositiveSmallIntegerField()
    answered = models.BooleanField(default=False)
    corrected = models.CharField(max_length=200, blank=True)
    first = models.CharField(max_length=120, blank=True, help_text="Code of what stood first.")
    milliseconds = models.PositiveIntegerField()
    degraded = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.text


class LoggedClick(models.Model):
    """A guide that somebody opened from the results of a query (点击), and where it stood."""

    at = models.DateTimeField(db_index=True)
    folded = models.CharField(max_length=200, db_index=True)
    code = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.folded} → {self.code}"
