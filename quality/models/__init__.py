"""What the reform office sets about rules, its word lists, and waivers for single guides."""

from .rule_setting import RuleSetting
from .waiver import Waiver
from .word_entry import WordEntry

__all__ = ["RuleSetting", "Waiver", "WordEntry"]
