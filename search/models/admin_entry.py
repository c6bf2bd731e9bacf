"""What the admin's search knows of a page, picture, file or catalogue entry: one row each.

The tokens lie where the database searches them (migration 0003): on PostgreSQL in a `tsvector`
column of this table, on SQLite in the FTS5 table `search_admin_text`.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models


class AdminEntry(models.Model):
    """An object that the admin finds (后台索引条目), named by its root model and primary key."""

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    object_id = models.BigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_admin_entry")
        ]

    def __str__(self):
        return f"{self.content_type_id}/{self.object_id}"
