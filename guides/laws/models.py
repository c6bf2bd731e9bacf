"""Laws, regulations and documents, with their articles where the text is at hand."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from guides.choices import BasisStatus, LawRank
from guides.laws.facts import LawFacts, law_key
from guides.line_lists import LineListField


class Law(RevisionMixin, ClusterableModel):
    """A law, regulation or document (法律法规和文件) of the register; each change is a revision."""

    title = models.CharField(_("title"), max_length=200)
    key = models.CharField(max_length=200, unique=True, editable=False)
    short_titles = LineListField(
        _("short titles"), help_text=_("As texts cite it: 身份证法. One a line.")
    )
    document_no = models.CharField(_("document number"), max_length=100, blank=True)
    issuer = models.CharField(_("issuing body"), max_length=200, blank=True)
    rank = models.CharField(_("rank"), max_length=20, choices=LawRank.choices)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    effective_on = models.DateField(_("in force since"), null=True, blank=True)
    status = models.CharField(
        _("validity"), max_length=10, choices=BasisStatus.choices, default=BasisStatus.IN_FORCE
    )
    amended_on = models.DateField(_("last amended on"), null=True, blank=True)
    amendment = models.CharField(
        _("amendment"), max_length=100, blank=True, help_text=_("Its number: 主席令第八十一号.")
    )
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    topics = LineListField(
        _("topics"), help_text=_("Words of its subject; a guide without any of them is asked.")
    )
    text_at_hand = models.BooleanField(
        _("all articles are at hand"),
        default=False,
        help_text=_("Only then is an article that is not listed a mistake."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where these facts can be checked.")
    )
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    # Guides name laws by their title, not by reference.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("law or document")
        verbose_name_plural = _("laws and documents")
        ordering = ["key"]

    def __str__(self):
        return self.title

    def clean(self) -> None:
        """Raise ValidationError for dates and a successor that do not fit the validity."""
        self.key = law_key(self.title)
        if type(self).objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError({"title": _("This law is in the register already.")})
        if self.status == BasisStatus.REPEALED and not self.repealed_on:
            raise ValidationError({"repealed_on": _("Say when it was repealed.")})
        if self.status == BasisStatus.AMENDED and not self.amended_on:
            raise ValidationError({"amended_on": _("Say when it was amended.")})
        if self.replaced_by_id and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": _("A law cannot replace itself.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = law_key(self.title)
        super().save(*args, **kwargs)

    def facts(self, articles: Iterable[int] = ()) -> LawFacts:
        """Return the LawFacts of this law with the numbers of its articles."""
        return LawFacts(
            self.title,
            document_no=self.document_no,
            rank=self.rank,
            status=self.status,
            repealed_on=self.repealed_on,
            amended_on=self.amended_on,
            amendment=self.amendment,
            replaced_by=self.replaced_by.title if self.replaced_by_id else "",
            articles=frozenset(articles) if self.text_at_hand else None,
            topics=tuple(self.topics),
        )


class LawArticle(models.Model):
    """One article (条) of a law, with its text."""

    law = ParentalKey(Law, on_delete=models.CASCADE, related_name="articles")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["law", "number"], name="one_article_a_number")
        ]

    def __str__(self):
        return f"{self.law.title} {self.number}"
