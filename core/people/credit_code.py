"""The unified social credit code (统一社会信用代码) and its check digit, GB 32100—2015."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [pow(3, place, 31) for place in range(17)]


def check_digit(first_17: str) -> str:
    """Return the 18th character for the first 17; raises ValueError on a foreign character."""
    total = sum(
        ALPHABET.index(char) * weight for char, weight in zip(first_17, WEIGHTS, strict=True)
    )
    return ALPHABET[-total % 31]


def has_valid_check_digit(code: str) -> bool:
    """Return whether a code has 18 allowed characters and the right check digit.

    Codes on live portals fail this, so it serves warnings and never blocks.
    """
    if len(code) != 18 or any(char not in ALPHABET for char in code):
        return False
    return check_digit(code[:17]) == code[17]
