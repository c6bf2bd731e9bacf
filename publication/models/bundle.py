"""One thing (一件事): guides of several departments that a person needs together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.texts.code_fields import SlugCodeField


class Bundle(models.Model):
    """A bundle in the making (一件事): compiled by a leading department, agreed by the others.

    Its parts name guides by their codes: what stands on its page always follows the versions in
    force, so that only its name, its parts and their order are agreed and filed.
    """

    slug = SlugCodeField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    summary = models.TextField(_("in plain words"), max_length=500)
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("leading department"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        ordering = ["name"]

    def __str__(self):
        return self.name


class BundlePart(models.Model):
    """One guide of a bundle: its code, its place, and the parts that come before it."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField(_("place"))
    code = models.CharField(_("code of the guide"), max_length=120)
    after = models.JSONField(_("after the parts"), default=list)
    """The places of the parts that must be done before."""

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["bundle", "code"], name="one_part_a_guide")]

    def __str__(self):
        return f"{self.place}. {self.code}"


class BundleAgreement(models.Model):
    """That a department agreed to a bundle as it then was, named by its fingerprint."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="agreements")
    department = models.ForeignKey("core.Department", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "department", "sha256"], name="one_agreement_a_text"
            )
        ]

    def __str__(self):
        return f"{self.bundle} · {self.department}"


class BundleVersion(models.Model):
    """A filed bundle (备案的一件事): its content, number and date; never changed."""

    slug = models.CharField(_("address"), max_length=60)
    version = models.PositiveIntegerField(_("version"))
    filing_no = models.CharField(_("filing number"), max_length=100, unique=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    filed_on = models.DateField(_("filed on"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    content = models.JSONField(_("content"))

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="one_version_a_bundle")
        ]

    def __str__(self):
        return f"{self.slug} v{self.version}"
