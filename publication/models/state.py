"""PublicState: what readers get of a guide now; derived from the events and rebuildable."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.texts.json_text import JsonTextField
from guides.choices import DocumentKind
from publication.choices import FacetName, State


def is_overdue(state: str, until: date | None) -> bool:
    """Return whether the day has come until which a guide was to be suspended, and it still is."""
    return state == State.SUSPENDED and until is not None and until <= timezone.localdate()


class PublicState(models.Model):
    """The state (公开状态) of one guide or manual, with the facts that lists and siblings show."""

    code = models.CharField(_("code"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    current = models.ForeignKey(
        "publication.PublishedVersion",
        verbose_name=_("current version"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    newest_version = models.PositiveIntegerField(_("newest version"))
    seq = models.BigIntegerField(_("last event"), db_index=True)
    reason = models.TextField(_("reason"), blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    due_on = models.DateField(
        _("next change due"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("When a version comes into force or the current one expires."),
    )
    successor = models.CharField(_("successor"), max_length=120, blank=True)
    handed_to = models.JSONField(
        _("handed over to"),
        default=dict,
        blank=True,
        help_text="The new department {slug,name,name_en,on} until it files its first version.",
    )
    title = models.CharField(_("title"), max_length=255)
    department_slug = models.CharField(_("department"), max_length=40)
    item_key = models.CharField(pgettext_lazy("of the catalogue", "item"), max_length=110)
    summary = JsonTextField(
        default=dict, help_text="What a list shows of it: see publication.summary."
    )
    bundles = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        help_text="The filed bundles (一件事) {slug,name,name_en} that hold it, for its page.",
    )
    updated_at = models.DateTimeField(_("updated"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("public state")
        verbose_name_plural = _("public states")
        constraints = [models.UniqueConstraint(fields=["code", "kind"], name="one_state_a_code")]
        indexes = [
            models.Index(fields=["kind", "department_slug", "seq"]),
            models.Index(fields=["item_key"]),
            models.Index(
                fields=["until"],
                condition=models.Q(until__isnull=False),
                name="suspensions_by_their_end",
            ),
        ]

    def __str__(self):
        return f"{self.title} · {self.get_state_display()}"

    @property
    def is_overdue(self) -> bool:
        """Whether the day has come until which the guide was to be suspended, and it still is."""
        return is_overdue(self.state, self.until)


class StateFacet(models.Model):
    """A theme, an audience or a region (筛选项) by which lists find a guide and page by key."""

    state = models.ForeignKey(PublicState, on_delete=models.CASCADE, related_name="facets")
    name = models.CharField(max_length=10, choices=FacetName.choices)
    value = models.CharField(max_length=100)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "value", "state"], name="one_row_a_facet_of_a_state"
            )
        ]

    def __str__(self):
        return f"{self.name}={self.value} · {self.state_id}"
