"""The certificate of filing (备案证明): the code by which anybody checks that it is true."""

import hashlib

from publication.models import PublishedVersion

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit."""
LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH, GROUP, BITS = 12, 4, 5


def verification_code(version: PublishedVersion) -> str:
    """Return the verification code (验证码) of a filed version, such as `7KQ4-M2XD-93HT`.

    It follows from the register's row alone, so no key can be lost: a changed certificate has
    another code than its row, and the public page shows what was filed beside the answer.
    """
    facts = (
        version.filing_no,
        version.code,
        version.kind,
        str(version.version),
        version.filed_on.isoformat(),
        version.sha256,
    )
    number = int.from_bytes(hashlib.sha256("\x1f".join(facts).encode()).digest(), "big")
    digits = [ALPHABET[number >> BITS * place & len(ALPHABET) - 1] for place in range(LENGTH)]
    groups = ["".join(digits[start : start + GROUP]) for start in range(0, LENGTH, GROUP)]
    return "-".join(groups)


def is_code_of(version: PublishedVersion, text: str) -> bool:
    """Return whether a text is the version's code, as people type it."""
    return folded_code(text) == folded_code(verification_code(version))


def folded_code(text: str) -> str:
    """Return a code in capitals, without blanks and dashes, look-alikes as digits."""
    return "".join(text.upper().translate(LOOK_ALIKE).replace("-", "").split())


def fingerprint(version: PublishedVersion) -> str:
    """Return the content fingerprint (内容指纹): the SHA-256 of what readers get, of a manual that
    of the whole Document.
    """
    return version.public_sha256 or version.sha256
