"""L19: legal bases down to the article, known, in force, of the right rank, about the matter."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.texts.chinese_numbers import chinese_number
from guides.choices import BasisCategory, BasisStatus
from guides.laws.facts import LawFacts, bare_title
from quality.choices import Severity
from quality.finding import Hit, replaced
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms, no_law

NUMERAL = re.compile(r"[一二三四五六七八九十百零〇两0-9]+")
ARTICLES = re.compile(rf"第?{NUMERAL.pattern}(?:[、，,和及]第?{NUMERAL.pattern})*条")
AMENDED = re.compile(r"修正|修订|修改")
NO_PERMIT = frozenset({"rule", "document"})
NO_FEE = frozenset({"rule", "local_rule", "document"})


@rule(
    "L19",
    gettext_lazy("Legal basis incomplete, unknown, not in force or unfitting"),
    basis="行政许可法第14条、第15条、第58条",
)
def bases(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield what a basis lacks, and what the law register knows against it."""
    for pointer, row in document.rows("legal_bases"):
        law = terms.find_law(row["title"]) if row["title"] else None
        yield from _complete(pointer, row, law)
        if row["status"] == BasisStatus.REPEALED and not (law and law.status == row["status"]):
            yield Hit(f"{pointer}/status", _("A repealed law is no basis."))
        if law:
            yield from _known(pointer, row, law, document)
        elif row["title"] and terms.find_law is not no_law:
            message = _("“%(title)s” is not in the register of laws: unchecked.")
            words = {"title": row["title"]}
            yield Hit(f"{pointer}/title", message % words, severity=Severity.INFO)
    yield from _rank(document, terms)


def _complete(pointer: str, row: dict, law: LawFacts | None) -> Iterator[Hit]:
    for key, message in (
        ("title", _("The basis has no title.")),
        ("article", _("Name the article, down to paragraph and item.")),
    ):
        if not row[key]:
            yield Hit(f"{pointer}/{key}", message)
    if row["title"] and not row["document_no"]:
        fix = None
        if law and law.document_no:
            text = _("Put in “%(number)s”.") % {"number": law.full_number}
            fix = replaced(f"{pointer}/document_no", law.full_number, text)
        yield Hit(f"{pointer}/document_no", _("The basis has no document number."), fix=fix)


def _known(pointer: str, row: dict, law: LawFacts, document: Reading) -> Iterator[Hit]:
    yield from _validity(pointer, row, law)
    yield from _articles(pointer, row, law)
    if law.topics and not _is_about(law, document):
        message = _("What has “%(title)s” to do with this item?")
        yield Hit(f"{pointer}/title", message % {"title": law.title})


def _validity(pointer: str, row: dict, law: LawFacts) -> Iterator[Hit]:
    if law.status == BasisStatus.REPEALED:
        message = _("“%(title)s” was repealed.")
        if law.replaced_by:
            message = _("“%(title)s” was repealed; “%(next)s” took its place.")
        yield Hit(f"{pointer}/title", message % {"title": law.title, "next": law.replaced_by})
    elif law.amendment and row["document_no"] and not AMENDED.search(row["document_no"]):
        number = law.full_number
        message = _("“%(title)s” was amended by %(amendment)s: name it, and check the article.")
        words = {"title": law.title, "amendment": law.amendment}
        text = _("Put in “%(number)s”.") % {"number": number}
        fix = replaced(f"{pointer}/document_no", number, text)
        yield Hit(f"{pointer}/document_no", message % words, fix=fix, severity=Severity.WARNING)


def _articles(pointer: str, row: dict, law: LawFacts) -> Iterator[Hit]:
    """Yield articles that the law does not have; without its text nothing can be said of them."""
    if not row["article"]:
        return
    if law.articles is None:
        message = _("The text of “%(title)s” is not in the register: its articles are unchecked.")
        words = {"title": law.title}
        yield Hit(f"{pointer}/article", message % words, severity=Severity.INFO)
        return
    for number, span in articles_of(row["article"]):
        if number not in law.articles:
            message = _("“%(title)s” has no article %(number)s.")
            yield Hit(f"{pointer}/article", message % {"title": law.title, "number": number}, span)


def articles_of(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield (number, span) of each article that a text names: 第三条, 第29、31条."""
    for found in ARTICLES.finditer(text):
        for part in NUMERAL.finditer(found.group()):
            number = chinese_number(part.group())
            if number:
                yield number, (found.start() + part.start(), found.start() + part.end())


def _is_about(law: LawFacts, document: Reading) -> bool:
    item = document["item"]
    texts = [item["name"], document["title"], item["scope"], document["summary"], *item["aliases"]]
    return any(topic in " ".join(texts) for topic in law.topics)


def _rank(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield a licence that rests on nothing above a department's rule, and a fee likewise."""
    if not document.is_licence:
        return
    for category, too_low, message in (
        (
            BasisCategory.ESTABLISHMENT,
            NO_PERMIT,
            _("A licence is set up by a law, a regulation or a decree, not by “%(title)s”."),
        ),
        (
            BasisCategory.FEE,
            NO_FEE,
            _("A licence's fee needs a law or an administrative regulation, not “%(title)s”."),
        ),
    ):
        rows = [one for one in document.rows("legal_bases") if one[1]["category"] == category]
        if rows and all(rank_of(row, terms) in too_low for _pointer, row in rows):
            pointer, row = rows[0]
            yield Hit(f"{pointer}/title", message % {"title": row["title"]})


def rank_of(row: dict, terms: Terms) -> str:
    """Return the rank of a basis: the register's, else what number and title say, else empty."""
    law = terms.find_law(row["title"])
    if law and law.rank:
        return law.rank
    number, title = row["document_no"], bare_title(row["title"])
    if row["issuer"] == "国务院":
        return "regulation"
    for pattern, rank in RANKS:
        if pattern.search(number):
            return rank
    if re.search(r"法$", title) and title.startswith("中华人民共和国"):
        return "law"
    return ""


RANKS = (
    (re.compile(r"主席令"), "law"),
    (re.compile(r"国务院令"), "regulation"),
    (re.compile(r"(?:人大|人民代表大会).*公告"), "local_regulation"),
    (re.compile(r"(?:人民)?政府令"), "local_rule"),
    (re.compile(r"(?:部|总局|委员会|署|局)令"), "rule"),
    (re.compile(r"〔\d{4}〕\d+号"), "document"),
)
