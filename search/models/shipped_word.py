"""What a release last gave of the dictionary, to tell it from what the city made of it."""

from django.db import models


class ShippedWord(models.Model):
    """An everyday word as a release last gave it (随系统提供的词), the city's own edits aside."""

    folded = models.CharField(max_length=100, unique=True)
    official = models.TextField(help_text="The official names as given, one a line.")

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.folded
