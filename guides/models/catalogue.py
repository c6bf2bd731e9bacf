"""The catalogue (事项目录): themes, life events, items and their situations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from core.texts.code_fields import CodeField, SlugCodeField
from guides import choices
from guides.code_lists import CodeListField
from guides.line_lists import LineListField


class Theme(models.Model):
    """A theme (主题) under which citizens browse: for individuals, organisations, or local."""

    class Side(models.TextChoices):
        """Whom a theme addresses."""

        PERSONAL = "personal", _("Individuals")
        BUSINESS = "business", _("Organisations")
        LOCAL = "local", _("Local")

    code = SlugCodeField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=50)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["side", "order", "code"]

    def __str__(self):
        return self.name


class LifeEvent(models.Model):
    """A life event (一件事) that several items belong to."""

    code = SlugCodeField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("life event")
        verbose_name_plural = _("life events")
        ordering = ["code"]

    def __str__(self):
        return self.name


class ServiceItem(index.Indexed, ClusterableModel):
    """A catalogue entry (事项) that a department claims; its six basic elements come from above."""

    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("competent authority"),
        on_delete=models.PROTECT,
        related_name="service_items",
    )
    name = models.CharField(_("item name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    aliases = LineListField(_("everyday names"))
    code_scheme = models.CharField(
        _("code scheme"),
        max_length=10,
        choices=choices.CodeScheme.choices,
        default=choices.CodeScheme.C0109,
    )
    basic_code = CodeField(_("basic code"), max_length=50, db_index=True)
    implementation_code = CodeField(
        _("implementation code"), max_length=64, blank=True, db_index=True
    )
    local_basic_code = CodeField(_("local basic code"), max_length=50, blank=True)
    local_implementation_code = CodeField(
        _("local implementation code"), max_length=100, blank=True
    )
    item_type = models.CharField(_("item type"), max_length=2, choices=choices.ItemType.choices)
    levels = CodeListField(_("levels"), code_list=choices.Level)
    power_source = models.CharField(
        _("source of the power"), max_length=1, choices=choices.PowerSource.choices, blank=True
    )
    audience = CodeListField(_("audience"), code_list=choices.Audience)
    themes = models.ManyToManyField(
        Theme, verbose_name=_("themes"), blank=True, related_name="items"
    )
    life_events = models.ManyToManyField(
        LifeEvent, verbose_name=_("life events"), blank=True, related_name="items"
    )
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    names_and_codes = [
        index.SearchField("name"),
        index.SearchField("aliases"),
        index.SearchField("basic_code"),
        index.SearchField("implementation_code"),
    ]
    search_fields = [*names_and_codes, index.AutocompleteField("name")]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("of the catalogue", "item")
        verbose_name_plural = pgettext_lazy("of the catalogue", "items")
        ordering = ["department__slug", "basic_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "basic_code"], name="one_item_a_department_and_basic_code"
            )
        ]

    def __str__(self):
        return self.name


class ItemSituation(models.Model):
    """A handling item (业务办理项) of an item: 新办, 变更, 延续 …; each has one guide."""

    item = ParentalKey(
        ServiceItem,
        verbose_name=pgettext_lazy("of the catalogue", "item"),
        on_delete=models.CASCADE,
        related_name="situations",
    )
    code = CodeField(_("code"), max_length=10)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    handling_item_code = CodeField(_("handling item code"), max_length=70, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("handling item")
        verbose_name_plural = _("handling items")
        ordering = ["item", "code"]
        constraints = [
            models.UniqueConstraint(fields=["item", "code"], name="one_situation_a_code")
        ]

    def __str__(self):
        return f"{self.item.name} · {self.name}"
