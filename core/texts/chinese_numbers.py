"""Numbers as Chinese texts write them: 三十五, 一百零二, 两, 35, with full-width digits too."""

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "万": 10_000}


def chinese_number(text: str) -> int | None:
    """Return the whole number that a text writes, or None when it is none."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text)
    wide = text.translate({0xFF10 + digit: str(digit) for digit in range(10)})
    if wide.isascii() and wide.isdigit():
        return int(wide)
    if not text or any(char not in DIGITS and char not in UNITS for char in text):
        return None
    if not any(char in UNITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    return _with_units(text)


def chinese_numeral(number: int) -> str:
    """Return a whole number from 1 to 99 as headings are numbered: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    start = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return start + (digits[ones] if ones else "")


def _with_units(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * UNITS[char], 0, 0
        else:
            section += (digit or 1) * UNITS[char]
            digit = 0
    return total + section + digit
