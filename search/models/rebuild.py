"""How far a rebuild of an index has come, so that it can go on after a stop."""

from django.db import models


class RebuildRun(models.Model):
    """A rebuild (重建) of one engine's index; done when `finished_at` is set."""

    engine = models.CharField(max_length=20)
    index = models.CharField(max_length=120, blank=True)
    mapping = models.CharField(max_length=64, blank=True)
    from_seq = models.BigIntegerField(help_text="The last event when the rebuild began.")
    last_key = models.BigIntegerField(default=0)
    refused = models.JSONField(default=list, help_text="Codes that could not be indexed.")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.engine} {self.index}"
