"""What the quality rules need to know of a law."""

import re
from dataclasses import dataclass
from datetime import date

from guides.choices import BasisStatus

MARKS = re.compile(r"[《》\s]|[（(][^（）()]*(?:修正|修订|修改|\d{4}年?(?:版|本)?)[^（）()]*[）)]")
STATE = "中华人民共和国"


@dataclass(frozen=True)
class LawFacts:
    """A law or document as the rules need it.

    `articles` are the numbers of its articles, None where its text is not at hand: nothing is said
    of its articles then. `topics` are words of its subject, one of which a related item mentions;
    empty when the law is general.
    """

    title: str
    document_no: str = ""
    rank: str = ""
    status: str = BasisStatus.IN_FORCE
    repealed_on: date | None = None
    amended_on: date | None = None
    amendment: str = ""
    replaced_by: str = ""
    articles: frozenset[int] | None = None
    topics: tuple[str, ...] = ()

    @property
    def full_number(self) -> str:
        """The number with the last amendment: 主席令第四号（2011年主席令第五十一号修改）."""
        if not (self.document_no and self.amendment):
            return self.document_no
        year = f"{self.amended_on.year}年" if self.amended_on else ""
        note = f"{year}{self.amendment}修改）"
        number = self.document_no
        return f"{number[:-1]}，{note}" if number.endswith("）") else f"{number}（{note}"


def bare_title(title: str) -> str:
    """Return a law's title without its marks and without a note of its revision."""
    return MARKS.sub("", title)


def law_key(title: str) -> str:
    """Return what a law is found by: its bare title without the name of the state."""
    return bare_title(title).removeprefix(STATE)
