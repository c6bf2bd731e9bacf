"""Everyday words and the official names that they stand for, kept by editors."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.folding import fold


class WordKind(models.TextChoices):
    """Where a word comes from (词的来路)."""

    EVERYDAY = "everyday", pgettext_lazy("kind of word", "Everyday word")
    REGIONAL = "regional", pgettext_lazy("kind of word", "Word of Hong Kong, Macao or Taiwan")
    ENGLISH = "english", pgettext_lazy("kind of word", "English word")


class Direction(models.TextChoices):
    """Whether a word is looked for as well when its official name is asked for (方向)."""

    ONE_WAY = "one_way", pgettext_lazy("direction of a word", "Word → official name")
    BOTH = "both", pgettext_lazy("direction of a word", "Both ways")


class Synonym(models.Model):
    """An everyday word (俗称) with the official names under which search looks as well."""

    word = models.CharField(
        _("everyday word"), max_length=50, help_text=_("As people say it, such as 开饭店.")
    )
    folded = models.CharField(max_length=100, unique=True, editable=False)
    official = models.TextField(
        _("official names"), help_text=_("One a line; search looks for each of them as well.")
    )
    kind = models.CharField(
        _("kind of word"), max_length=10, choices=WordKind, default=WordKind.EVERYDAY
    )
    direction = models.CharField(
        _("direction"), max_length=8, choices=Direction, default=Direction.ONE_WAY
    )
    weight = models.FloatField(
        _("weight"),
        default=0.8,
        validators=[MinValueValidator(0.1), MaxValueValidator(1.0)],
        help_text=_(
            "0.1 to 1: what a guide found by the official name counts beside one found by the "
            "word itself."
        ),
    )
    evidence = models.CharField(
        _("evidence"),
        max_length=200,
        blank=True,
        help_text=_("Where people say so: a search without hits, a call to 12345, a regulation."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    updated_by = models.CharField(_("updated by"), max_length=150, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("everyday word")
        verbose_name_plural = _("everyday words")
        ordering = ["word"]

    def __str__(self):
        return self.word

    def clean(self) -> None:
        """Refuse a word of one character, a word known already, and missing names."""
        self.word = " ".join(self.word.split())
        self.folded = fold(self.word)
        if len(self.folded) < 2:
            raise ValidationError({"word": _("An everyday word has two characters or more.")})
        if Synonym.objects.filter(folded=self.folded).exclude(pk=self.pk).exists():
            raise ValidationError({"word": _("This everyday word is there already.")})
        if not self.official_names:
            raise ValidationError({"official": _("Name one official name or more.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.word)
        super().save(*args, **kwargs)

    @property
    def official_names(self) -> list[str]:
        """The official names as a list."""
        return [line.strip() for line in self.official.splitlines() if line.strip()]
