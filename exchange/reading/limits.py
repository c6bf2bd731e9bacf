"""Time limits in prose: 20个工作日, 三个月内, 当场办结."""

import re
from typing import Any

from core.texts.chinese_numbers import chinese_number

LIMIT = re.compile(
    r"([0-9]{1,4}|[一二两三四五六七八九十百]{1,5})\s*(?:个)?\s*(?:（[^）]{1,6}）)?\s*"
    r"(工作日|自然日|日历日|个?月|小时|分钟|天|日)"
)
INSTANT = re.compile(r"当场|即时|即办|立等可取|马上办|随到随办|当即|立即办结")
UNITS = {
    "工作日": "working_day", "自然日": "calendar_day", "日历日": "calendar_day",
    "天": "calendar_day", "日": "calendar_day", "月": "month", "个月": "month", "小时": "hour",
}  # fmt: skip


def limit(text: str) -> tuple[dict[str, Any] | None, bool]:
    """Return ({"value", "unit"}, whether it is the whole text), or (None, False)."""
    found = LIMIT.search(text)
    if found and found.group(2) in UNITS:
        value = chinese_number(found.group(1))
        # A plain 日 may mean a working day in administrative law: somebody has to look.
        plain = found.group(2) in ("日", "天")
        whole = len(text.strip(" 。；;：:内")) - len(found.group().strip()) <= 2
        return {"value": value, "unit": UNITS[found.group(2)]}, whole and not plain
    if found := INSTANT.search(text):
        whole = len(text.strip(" 。；;")) <= 6 and "除外" not in text
        return {"value": None, "unit": "instant"}, whole
    return None, False
