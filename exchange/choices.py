"""What a person says of a file that is brought in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Extent(TextChoices):
    """What a table of the catalogue is of a department: all its items, or some (文件范围)."""

    BY_SHARE = "by_share", _("Decide by share: a department's whole catalogue, if half of it is in")
    WHOLE = "whole", _("Whole catalogue: items that it leaves out are cancelled")
    PART = "part", _("Supplement: nothing is cancelled")
