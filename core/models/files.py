"""Documents and pictures of a department: kept by content, private until filed."""

import mimetypes

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from core.content_store import ContentStore, sha256_of


class OwnedByDepartment(models.Model):
    """What belongs to a department; a new upload goes to the uploader's own department."""

    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.department_id is None and self.uploaded_by_user_id:
            membership = (
                self.uploaded_by_user.memberships.filter(department__isnull=False)
                .order_by("pk")
                .first()
            )
            self.department_id = membership and membership.department_id
        super().save(*args, **kwargs)


class DepartmentDocument(OwnedByDepartment, AbstractDocument):
    """A file of a department: blank form, sample, attachment (空白表格、示例样表、附件)."""

    file = models.FileField(
        verbose_name=_("file"), storage=ContentStore(), max_length=100, blank=True
    )
    sha256 = models.CharField(
        _("SHA-256"), max_length=64, blank=True, editable=False, db_index=True
    )
    original_name = models.CharField(_("file name"), max_length=255, blank=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=100, blank=True, editable=False)

    admin_form_fields = (*Document.admin_form_fields, "department")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.sha256 = sha256_of(self.file)
            self.original_name = self.file.name.rsplit("/", 1)[-1]
            self.media_type = mimetypes.guess_type(self.original_name)[0] or (
                "application/octet-stream"
            )
            self.file_size = self.file.size
        super().save(*args, **kwargs)

    @property
    def filename(self):
        """The name that the file had when it came, since its path is its hash."""
        return self.original_name or self.title


class DepartmentImage(OwnedByDepartment, AbstractImage):
    """A picture of a department."""

    admin_form_fields = (*Image.admin_form_fields, "department")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class DepartmentRendition(AbstractRendition):
    """A picture in another size."""

    image = models.ForeignKey(DepartmentImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
