"""Departments (部门): who holds powers, compiles and reviews."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.search import index

from core import registries
from core.people.credit_code import has_valid_check_digit
from core.texts.code_fields import CodeField, SlugCodeField


class Department(index.Indexed, models.Model):
    """A department (部门) of the city, in a tree; its name is frozen into every Document."""

    class Level(models.TextChoices):
        """行使层级, GB/T 39046—2020 A.2, as far as bodies have one."""

        STATE = "1", pgettext_lazy("level", "State")
        PROVINCE = "2", pgettext_lazy("level", "Province")
        CITY = "3", pgettext_lazy("level", "City")
        COUNTY = "4", pgettext_lazy("level", "County")
        TOWN = "5", _("Town or subdistrict")
        VILLAGE = "6", _("Village or community")

    class Nature(models.TextChoices):
        """实施主体性质, GB/T 39046—2020 A.3."""

        STATUTORY = "1", _("Statutory body")
        AUTHORISED = "2", _("Authorised organisation")
        ENTRUSTED = "3", _("Entrusted organisation")
        OTHER = "9", _("Other body")

    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    slug = SlugCodeField(_("short code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    credit_code = CodeField(_("unified social credit code"), max_length=18, blank=True)
    nature = models.CharField(
        _("nature"), max_length=1, choices=Nature.choices, default=Nature.STATUTORY
    )
    level = models.CharField(_("level"), max_length=1, choices=Level.choices, default=Level.CITY)
    region_code = CodeField(_("region code"), max_length=12, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    followed_by = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="followed",
    )
    """The department that took its place when it was merged; its old addresses lead there."""

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("slug"),
        index.SearchField("name_en"),
        index.SearchField("credit_code"),
    ]

    # Thousands of pages point here; listing them as usages would cost a query each.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["slug"]

    def __str__(self):
        return self.name

    def clean(self) -> None:
        """Raise ValidationError for another short code once guides carry the one there is."""
        known = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        if known and known != self.slug and list(registries.department_pages([self.pk])):
            message = _(
                "Guides of this department carry the short code “%(slug)s” in their addresses: it "
                "stays. For another department, make a new one and hand the guides over."
            )
            raise ValidationError({"slug": message % {"slug": known}})

    @property
    def credit_code_warning(self) -> Any:
        """A sentence about a wrong check digit, or None; live codes fail it, so it never blocks."""
        if self.credit_code and not has_valid_check_digit(self.credit_code):
            return _("The check digit of the unified social credit code does not fit (GB 32100).")
        return None

    def with_descendants(self) -> frozenset[int]:
        """Return the ids of this department and of all below it."""
        return self.ids_with_descendants({self.pk})

    @classmethod
    def line_of(cls, department_id: int) -> frozenset[int]:
        """Return the ids of a department, of those above it and below it; one query a level."""
        below = cls.ids_with_descendants({department_id})
        return cls.ids_with_ancestors(department_id) | below

    @classmethod
    def ids_with_ancestors(cls, department_id: int) -> frozenset[int]:
        """Return the ids of a department and of those above it; one query a level."""
        line: set[int] = set()
        above: int | None = department_id
        while above and above not in line:
            line.add(above)
            above = cls.objects.filter(pk=above).values_list("parent_id", flat=True).first()
        return frozenset(line)

    @classmethod
    def ids_with_descendants(cls, ids: Iterable[int]) -> frozenset[int]:
        """Return these department ids and those below them; one query a level, none for no ids."""
        found, level = set(ids), set(ids)
        while level:
            level = set(cls.objects.filter(parent_id__in=level).values_list("pk", flat=True))
            level -= found
            found |= level
        return frozenset(found)
