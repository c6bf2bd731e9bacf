"""Files that people bring (导入的文件), what columns they called what, and papers that are made."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange.choices import Extent
from guides.document.text_field import DocumentTextField


class Upload(models.Model):
    """A file that somebody uploaded to make guides of it (导入): its bytes, reading and outcome.

    A text is understood and corrected by a person, a workbook or catalogue is taken in by a worker
    process, record by record: `done` of them are settled, each in the transaction of its record.
    """

    class Kind(models.TextChoices):
        """What is done with a file."""

        TEXT = "text", _("Text to be corrected")
        WORKBOOK = "workbook", _("Workbook of guides")
        CATALOGUE = "catalogue", _("Catalogue")

    class State(models.TextChoices):
        """How far a file is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        MAPPING = "mapping", _("Columns to be assigned")
        CORRECTING = "correcting", _("To be corrected")
        DONE = "done", _("Done")
        FAILED = "failed", _("Not readable")

    UNFINISHED = (State.WAITING, State.RUNNING)

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    name = models.CharField(_("file name"), max_length=255)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    """The department that the guide is for; empty for workbooks and catalogues."""
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    seen_at = models.DateTimeField(_("worked on"), null=True, editable=False)
    """When its worker process was last heard of."""
    content = models.BinaryField(_("content"), editable=False)
    reading = models.JSONField(_("as read"), default=dict, editable=False)
    """Of a text: the source with its blocks, and its kind. Of a catalogue: its unknown columns,
    and as `left_out` the keys of the items that it cancels.
    """
    answers = models.JSONField(_("answers"), default=list, editable=False)
    extent = models.CharField(
        _("extent"),
        max_length=10,
        choices=Extent.choices,
        default=Extent.BY_SHARE,
        db_default=Extent.BY_SHARE,
    )
    """Of a catalogue: whether items that it leaves out are cancelled."""
    columns = models.JSONField(_("columns"), default=dict, editable=False)
    """Fields by the headers of columns that a person assigned."""
    total = models.PositiveIntegerField(_("records"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    counts = models.JSONField(_("outcome"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    message = models.TextField(_("message"), blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("guide"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        indexes = [
            models.Index(fields=["by", "-id"], name="exchange_upload_by"),
            models.Index(fields=["state", "id"], name="exchange_upload_state"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> int:
        """How much of the records is done, from 0 to 100."""
        return 100 * self.done // self.total if self.total else 0


class ColumnName(models.Model):
    """What a table calls a field of the catalogue (列名对应), remembered for the next file."""

    header = models.CharField(_("column"), max_length=100, unique=True)
    field = models.CharField(_("field"), max_length=100)
    """The name of the catalogue's field; empty for a column that is not wanted."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("name of a column")
        verbose_name_plural = _("names of columns")

    def __str__(self) -> str:
        return f"{self.header} → {self.field}"


class StoredPaper(models.Model):
    """A paper (公文) that was asked for: made once by a worker process, then kept by its content.

    The `key` covers all that the paper depends on: version or draft, state, form, layout.
    """

    class State(models.TextChoices):
        """How far a paper is."""

        WAITING = "waiting", _("Waiting")
        MADE = "made", _("Made")
        FAILED = "failed", _("Could not be made")

    BUNDLE = "bundle"
    """In the place of a kind of document; the code is the address of the bundle then."""

    key = models.CharField(max_length=64, unique=True)
    code = models.CharField(_("code"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10)
    form = models.CharField(_("form"), max_length=12)
    version = models.ForeignKey(
        "publication.PublishedVersion",
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    """The filed version; empty for a draft and for a bundle."""
    standing = models.JSONField(default=dict)
    """The state of the guide, with its reason, since and until."""
    draft_text = DocumentTextField(blank=True)
    """The Document of a draft, until its paper is forgotten."""
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    message = models.TextField(_("message"), blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    content = models.BinaryField(null=True, editable=False)
    """The bytes of a draft's paper; those of others lie in the content store."""
    requested_at = models.DateTimeField(_("asked for"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("of a guide", "paper")
        verbose_name_plural = pgettext_lazy("of guides", "papers")
        indexes = [models.Index(fields=["state", "id"], name="exchange_paper_state")]

    def __str__(self) -> str:
        return f"{self.code} {self.form}"

    @property
    def is_of_draft(self) -> bool:
        """Whether it is of a draft, and forgotten after a day."""
        return self.version_id is None and self.kind != self.BUNDLE
