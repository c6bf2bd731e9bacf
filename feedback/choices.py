"""Code lists of this room: levels, reasons, kinds of mistakes, and what became of them."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(IntegerChoices):
    """满意度, GB/T 39046—2020 A.8; the last two are bad ratings (差评)."""

    VERY_GOOD = 1, _("Very satisfied")
    GOOD = 2, _("Satisfied")
    FAIR = 3, _("Fairly satisfied")
    BAD = 4, _("Dissatisfied")
    VERY_BAD = 5, _("Very dissatisfied")


BAD_LEVELS = frozenset({Level.BAD, Level.VERY_BAD})


class Reason(TextChoices):
    """Why (评价理由): what 好差评 asks about a guide: 指引, 程序, 材料, 界面."""

    UNCLEAR = "unclear", _("Not said clearly")
    DIFFERENT = "different", _("Not what I met when I went there")
    MATERIALS = "materials", _("Too many materials, or not all at once")
    PROCEDURE = "procedure", _("The procedure is cumbersome")
    WORDS = "words", _("Words that I do not understand")
    PAGE = "page", _("The page is hard to use")


class Mistake(TextChoices):
    """是哪种错: what kind of mistake a correction is about."""

    DIFFERENT = "different", _("Not as it really is")
    TYPO = "typo", _("A slip of the pen")
    CONTRADICTION = "contradiction", _("It contradicts itself")
    OUTDATED = "outdated", _("The law has changed")


class Words(TextChoices):
    """Whether somebody looked at a reader's words, and what became of them."""

    NONE = "none", pgettext_lazy("words of a reader", "None")
    WAITING = "waiting", pgettext_lazy("words of a reader", "Not looked at")
    SHOWN = "shown", pgettext_lazy("words of a reader", "Shown")
    HIDDEN = "hidden", pgettext_lazy("words of a reader", "Not shown")


class Outcome(TextChoices):
    """What became of a correction."""

    OPEN = "open", pgettext_lazy("a correction", "Being checked")
    MENDED = "mended", pgettext_lazy("a correction", "Mended")
    KEPT = "kept", pgettext_lazy("a correction", "Not changed")
    NOT_PUBLIC = "not_public", pgettext_lazy("a correction", "Not answered in public")


PUBLIC_OUTCOMES = frozenset({Outcome.MENDED, Outcome.KEPT})
