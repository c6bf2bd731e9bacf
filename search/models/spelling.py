"""Words of names by their sound, by which a misspelt or a pinyin word is found."""

from django.db import models


class SpellingWord(models.Model):
    """A piece of the names of guides (读音索引) with its sound; it stands in so many `names`."""

    word = models.CharField(max_length=20, unique=True)
    sound = models.CharField(max_length=80, db_index=True)
    initials = models.CharField(max_length=20, db_index=True)
    names = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.word


class LearningRun(models.Model):
    """When frequencies and spellings were last learnt (学习记录), from what, how long it took."""

    learnt_at = models.DateTimeField(auto_now=True)
    seq = models.BigIntegerField(default=-1, help_text="The last event in the index then.")
    revision = models.BigIntegerField(default=0, help_text="The dictionary's revision then.")
    seconds = models.FloatField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.seq}/{self.revision}"
