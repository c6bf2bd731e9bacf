"""Asking words, best bets, and the number that says when any word of the dictionary changed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.folding import fold


class AskingWord(models.Model):
    """A word by which people ask (提问用语), left out of a question before that is looked for."""

    word = models.CharField(
        _("asking word"),
        max_length=20,
        unique=True,
        help_text=_("Such as 怎么办. Search leaves it out, for it says nothing of the matter."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("asking word")
        verbose_name_plural = _("asking words")
        ordering = ["word"]

    def __str__(self):
        return self.word

    def clean(self) -> None:
        """Fold the word; refuse one of a single character, which stands inside too many others."""
        self.word = "".join(fold(self.word).split())
        if len(self.word) < 2:
            raise ValidationError({"word": _("An asking word has two characters or more.")})


class BestBet(models.Model):
    """A guide that comes first for some queries (置顶推荐), for a reason and for a time."""

    queries = models.TextField(
        _("queries"), help_text=_("One a line; the guide comes first when exactly this is asked.")
    )
    code = models.CharField(
        _("guide's code"), max_length=120, help_text=_("As in its address: /guides/<code>/.")
    )
    reason = models.CharField(
        _("reason"), max_length=200, help_text=_("Why it comes first; readers do not see this.")
    )
    from_on = models.DateField(_("first day"), null=True, blank=True)
    until_on = models.DateField(_("last day"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code}: {self.queries.splitlines()[0] if self.queries else ''}"

    def clean(self) -> None:
        """Refuse missing queries, a guide that is not published, and a time that ends too early."""
        from search.models.entry import SearchEntry

        if not self.folded_queries:
            raise ValidationError({"queries": _("Name one query or more.")})
        if not SearchEntry.objects.filter(code=self.code, is_open=True).exists():
            raise ValidationError({"code": _("No published guide has this code.")})
        if self.from_on and self.until_on and self.until_on < self.from_on:
            raise ValidationError({"until_on": _("This day lies before the first day.")})

    @property
    def folded_queries(self) -> list[str]:
        """The queries, folded and without blanks."""
        lines = ("".join(fold(line).split()) for line in self.queries.splitlines())
        return [line for line in lines if line]

    def holds_on(self, day: date) -> bool:
        """Return whether the guide comes first on a day."""
        return (self.from_on or day) <= day <= (self.until_on or day)


class DictionaryRevision(models.Model):
    """A number that rises whenever a word changes (词典修订号), so that every process notices."""

    number = models.BigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return str(self.number)
