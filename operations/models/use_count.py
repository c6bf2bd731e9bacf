"""How often guides were used, a row a day, kind, guide and channel."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.choices import Channel, Use


class UseCount(models.Model):
    """The uses (使用次数) of one kind on one day: of one guide, or of the site as a whole."""

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind of use"), max_length=10, choices=Use.choices)
    code = models.CharField(_("code of the guide"), max_length=120, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    count = models.PositiveBigIntegerField(_("uses"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("uses of a day")
        verbose_name_plural = _("uses by day")
        ordering = ["-day", "-count"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "code", "channel"], name="one_row_a_use_and_day"
            )
        ]
        indexes = [models.Index(fields=["code", "day"], name="uses_of_a_guide")]

    def __str__(self):
        return f"{self.day} {self.get_kind_display()} {self.code} {self.count}"
