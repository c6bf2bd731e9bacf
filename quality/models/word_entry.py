"""The word lists of the rules, kept by the reform office."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from quality.choices import Severity, WordListName


class WordEntry(RevisionMixin, models.Model):
    """One entry of a word list (词表): each change is a revision, with who made it and when."""

    word_list = models.CharField(_("word list"), max_length=20, choices=WordListName.choices)
    wrong = models.CharField(_("word"), max_length=60)
    right = models.CharField(
        _("right word"), max_length=60, blank=True, help_text=_("Put in its place by one click.")
    )
    severity = models.CharField(
        _("severity"),
        max_length=5,
        choices=Severity.choices,
        blank=True,
        help_text=_("That of the rule when empty."),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    unless_refused = models.BooleanField(_("allowed where the text refuses it"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("word of a quality rule")
        verbose_name_plural = _("words of quality rules")
        ordering = ["word_list", "wrong"]
        constraints = [
            models.UniqueConstraint(fields=["word_list", "wrong"], name="one_entry_a_word_and_list")
        ]

    def __str__(self):
        return f"{self.wrong} → {self.right}" if self.right else self.wrong

    def clean(self) -> None:
        """Raise ValidationError for a word of one character or one that is its own right form."""
        self.wrong, self.right = self.wrong.strip(), self.right.strip()
        if len(self.wrong) < 2:
            raise ValidationError({"wrong": _("A word has two characters or more.")})
        if self.wrong == self.right:
            raise ValidationError({"right": _("The right word is the same as the wrong one.")})
