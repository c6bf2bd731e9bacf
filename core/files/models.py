"""Documents and pictures of a department: kept by content, private until filed."""

from collections.abc import Collection
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.search import index

from core.choices import Role
from core.files.admission import admitted, check_name
from core.files.content_store import ContentStore, sha256_of
from core.files.media_types import media_type_of
from core.wagtail_changes.new_files import is_new_file, read_size_and_hash


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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.department_id is None and self.uploaded_by_user_id:
            compiling = self.uploaded_by_user.memberships.in_force().filter(role=Role.COMPILER)
            departments = compiling.order_by("pk").values_list("department_id", flat=True)
            self.department_id = departments.first()
        super().save(*args, **kwargs)

    def has_new_file(self) -> bool:
        """Return whether a file was given that is not stored yet."""
        return is_new_file(self.file)

    def admit_file(self, kinds: Collection[str], limit: int) -> None:
        """Let a new file through the door of uploads, once; raises ValidationError at the field."""
        if not self.has_new_file() or getattr(self.file.file, "was_admitted", False):
            return
        try:
            kept = admitted(self.file.file, self.file.name, kinds=kinds, limit=limit)
        except ValidationError as error:
            raise ValidationError({"file": error}) from error
        kept.was_admitted = True
        if kept is not self.file.file:
            self.file = kept

    def keep_file(self) -> None:
        """Store the bytes of a new, checked file before the row is saved; nothing without one.

        Raises OSError when the disk is full or read-only.
        """
        if self.has_new_file():
            self.describe_file()
            self.file.save(self.file.name, self.file.file, save=False)

    def describe_file(self) -> None:
        """Take down what the row says of a new file."""


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

    search_fields = [*AbstractDocument.search_fields, index.FilterField("department")]

    # Departments replace collections and tags.
    admin_form_fields = ("title", "file", "department")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.has_new_file():
            self.clean()
            self.describe_file()
        super().save(*args, **kwargs)

    def describe_file(self) -> None:
        """Take down hash, name, media type and size, before the path is made of the hash."""
        self.sha256 = sha256_of(self.file)
        self.original_name = self.file.name.rsplit("/", 1)[-1]
        self.media_type = media_type_of(self.original_name)
        self.file_size = self.file.size

    def clean(self) -> None:
        """Raise ValidationError for a name or a file that may not be kept."""
        _check_title(self.title)
        if not self.file:
            raise ValidationError({"file": _("A file is needed.")})
        self.admit_file(settings.WAGTAILDOCS_EXTENSIONS, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)

    @property
    def filename(self) -> str:
        """The name that the file had when it came, since its path is its hash."""
        return self.original_name or self.title


class DepartmentImage(OwnedByDepartment, AbstractImage):
    """A picture of a department, always written anew by Pillow."""

    search_fields = [*AbstractImage.search_fields, index.FilterField("department")]

    admin_form_fields = (
        "title",
        "file",
        "description",
        "department",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.has_new_file():
            self.clean()
        super().save(*args, **kwargs)

    def create_rendition(self, filter: Any) -> AbstractRendition:
        """Return a new smaller version; SourceImageIOError when the disk takes none."""
        with _shown_as_a_gap():
            return super().create_rendition(filter)

    def create_renditions(self, *filters: Any) -> dict[Any, AbstractRendition]:
        """Return new smaller versions; SourceImageIOError when the disk takes none."""
        with _shown_as_a_gap():
            return super().create_renditions(*filters)

    def clean(self) -> None:
        """Write a new picture anew; raise ValidationError when that is not possible."""
        _check_title(self.title)
        came = self.file
        self.admit_file(settings.WAGTAILIMAGES_EXTENSIONS, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        if self.file is not came:
            read_size_and_hash(self)


@contextmanager
def _shown_as_a_gap():
    """Turn a disk's refusal into the error for which Wagtail shows a gap in place of a picture."""
    try:
        yield
    except OSError as error:
        raise SourceImageIOError(str(error)) from error


class DepartmentRendition(AbstractRendition):
    """A picture in another size."""

    image = models.ForeignKey(DepartmentImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


def _check_title(title):
    try:
        check_name(title.replace("/", ""))
    except ValidationError as error:
        raise ValidationError({"title": error}) from error
