"""Which files a filed version names; only these are served, and only public ones to everybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublishedFile(models.Model):
    """A file by its content hash, as the filed versions of one code name it."""

    code = models.CharField(_("code"), max_length=120)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveBigIntegerField(_("bytes"))
    is_public = models.BooleanField(_("public"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published file")
        verbose_name_plural = _("published files")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "name", "code"], name="one_row_a_published_file_name_and_code"
            )
        ]

    def __str__(self):
        return self.name
