"""The index that lies in the database: one row a guide, its facets, and phrases for suggestions.

The tokens themselves lie where the database searches them (migration 0002): on SQLite in the FTS5
table `search_text`, on PostgreSQL in three `tsvector` columns of this table.
"""

import json

from django.db import models


class SearchEntry(models.Model):
    """A guide in the index (索引条目); a closed one is a tombstone that keeps its `seq`."""

    code = models.CharField(max_length=120, unique=True)
    seq = models.BigIntegerField()
    is_open = models.BooleanField()
    promised_hours = models.PositiveIntegerField(null=True)
    payload = models.TextField(help_text="JSON: what a hit shows, and its texts.")
    fingerprint = models.CharField(max_length=32, default="")
    searched = models.TextField(default="", help_text="Folded texts by which hits are ordered.")

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["is_open", "-seq"])]

    def __str__(self):
        return f"{self.code} ({self.seq})"

    @property
    def payload_name(self) -> str:
        """The official name of the item, as the guide was filed."""
        facts = json.loads(self.payload).get("shown", {}).get("facts", {})
        return facts.get("name") or facts.get("title", "")


class EntryFacet(models.Model):
    """One value of a facet (筛选项) of one entry, with its labels as they were filed."""

    entry = models.ForeignKey(
        SearchEntry, on_delete=models.CASCADE, related_name="facets", db_index=False
    )
    name = models.CharField(max_length=12)
    value = models.CharField(max_length=100)
    label = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="one_facet_value")
        ]

    def __str__(self):
        return f"{self.name}={self.value}"


class SearchPhrase(models.Model):
    """A name or everyday name (联想词) that is suggested while somebody types."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="phrases")
    text = models.CharField(max_length=255)
    folded = models.CharField(max_length=255, db_index=True)
    pinyin = models.CharField(max_length=255, db_index=True)
    initials = models.CharField(max_length=64, db_index=True)
    is_alias = models.BooleanField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.text


class TokenFrequency(models.Model):
    """In how many guides a token stands (文档频率), on PostgreSQL, counted now and then.

    The empty token stands for all guides. SQLite's index counts by itself.
    """

    token = models.CharField(max_length=40, primary_key=True)
    guides = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.token}: {self.guides}"
