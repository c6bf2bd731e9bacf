"""Shared parts (共用), their approved versions, and the drafts that use them."""

from typing import Any

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from guides.choices import PartKind
from guides.document import sha256_hex
from guides.document.canonical import canonical_data
from guides.document.shareable import KINDS
from guides.document.shareable_kind import Shareable
from guides.document.text_field import DocumentTextField

KEY_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Return the key of a new part."""
    return get_random_string(10, KEY_SIGNS)


class SharedPart(models.Model):
    """A shared part (共用): a material, window, fee or contact that guides take from one place.

    A standard guide (标准指南) is one too: what districts' guides inherit of the filed guide whose
    code it names.

    `data` is what the newest approved version says; without one, `version` is 0 and no guide can
    use it. Changes are prepared and approved in `publication.shared_parts`.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=PartKind.choices)
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: a part of the city, which the operator keeps."),
    )
    name = models.CharField(_("name"), max_length=300)
    guide_code = models.CharField(_("code"), max_length=120, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0)
    data = models.JSONField(_("content"), default=dict)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("shared part")
        verbose_name_plural = _("shared parts")
        ordering = ["kind", "name"]
        indexes = [models.Index(fields=["kind", "name"], name="shared_parts_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["guide_code"],
                condition=~models.Q(guide_code=""),
                name="one_standard_a_guide",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def shareable(self) -> Shareable:
        """Which part of a Document it is, and what of it is shared."""
        return KINDS[self.kind]

    @property
    def is_guide(self) -> bool:
        """Whether it is a standard guide."""
        return self.kind == PartKind.GUIDE

    @property
    def reference(self) -> str:
        """How a row names its newest version."""
        return f"{self.key}:{self.version}"


class SharedPartVersion(AppendOnlyModel):
    """An approved version of a shared part (共用版本): its canonical text, never changed."""

    part = models.ForeignKey(SharedPart, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    text = DocumentTextField(editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    reason = models.TextField(_("reason"), blank=True)
    approved_at = models.DateTimeField(_("approved"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "version"], name="one_row_a_part_and_version")
        ]

    def __str__(self):
        return f"{self.part} v{self.version}"


class SharedPartUse(models.Model):
    """That the newest draft of a guide uses a part (用到的地方); kept whenever one is saved.

    `rows` are the pointers of the rows, `overridden` the fields that the guide says in its own way.
    """

    part = models.ForeignKey(SharedPart, on_delete=models.PROTECT, related_name="uses")
    page = models.ForeignKey(
        "guides.GuidePage", on_delete=models.CASCADE, related_name="shared_uses"
    )
    code = models.CharField(_("code"), max_length=120)
    rows = models.JSONField(default=list)
    overridden = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "page"], name="one_use_a_part_and_guide")
        ]
        indexes = [
            models.Index(fields=["part", "id"], name="uses_of_a_part"),
            models.Index(fields=["code"], name="uses_of_a_code"),
        ]

    def __str__(self):
        return f"{self.part} · {self.code}"


def release(part: SharedPart, data: dict[str, Any], reason: str = "") -> SharedPartVersion:
    """Let a part say new data from now on, as its next version; return the SharedPartVersion.

    Called by the verb that approves, in its transaction, with the part's row held.
    """
    part.version += 1
    part.data = data
    part.name = part.shareable.name_of(data)[:300] or part.name
    part.save()
    text = canonical_data(data)
    return SharedPartVersion.objects.create(
        part=part, version=part.version, text=text, sha256=sha256_hex(text), reason=reason
    )
