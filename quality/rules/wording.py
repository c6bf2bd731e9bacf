"""L01, L26, L28, L30: catch-all wording, slips, long sentences, words of a list."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quality.choices import Severity
from quality.finding import Change, Fix, Hit, removed
from quality.reading import Place, Reading
from quality.rule import rule
from quality.terms import Terms, Word, WordList

NOUNS = r"(?:材料|资料|文件|条件|情形|情况|证明材料|证明文件|证明|证件|手续|要求|规定|事项|要件)"
CATCH_ALL = re.compile(
    # 法律、法规规定的其他条件；要求提供的其他材料；其他相关材料；其它证明文件
    r"(?:(?:规定|要求|认为|需要|应当|应|须|必须|确定|明确)(?:的|提供的|提交的|出具的|具备的|补充的|予以提供的)?)?"
    rf"其[他它](?:应当?|须|必须|需要?|要求)?(?:提供|提交|具备|出具|补充)?的?(?:相关|有关|必要|相应|证明|合法)?(?:的)?{NOUNS}"
    r"|等(?:其他|其它|相关|有关|证明|必要)?(?:的)?(?:材料|资料|文件|证件|要件|手续)"
    rf"|(?<!的)(?:有关|相关)(?:的)?(?:证明)?(?:材料|资料|文件|证件|手续)"
    r"|(?:法律|法规|规章|国家|主管部门|登记机关|审批机关|许可机关|受理机关|部门)(?:另有|所)?规定的其[他它]"
)
"""Words after which an applicant does not know what to bring or to meet."""
WHOLE = re.compile(
    r"^[\s（(\d一二三四五六七八九十、.．)）]*(?:其[他它]|其[他它]材料|其[他它]条件)(?:（.*?）)?[。；;]?$"
)
REFUSED = re.compile(
    r"(?:不得|不再|不必|不需|无需|无须|不用|不要|毋需|免于|免予|没有|不收|除外|不应)[^，。；]{0,12}$"
)
TOGETHER = re.compile(
    r"^(?:一致|一并|一起|一同|同时|相符|相互|互相|分开|装订|之间|的(?:内容|信息|名称)|内容)"
)
WITH = frozenset("与和同跟")
LAW_QUOTE = re.compile(r"(?:《[^》]*》|第[一二三四五六七八九十百零\d]+条)[^“”。；]{0,20}“[^”]*”")
TITLE = re.compile(r"《[^》]*》")
FILE_NAME = re.compile(
    r"[^\s，。；：、]+\.(?:docx?|xlsx?|pdf|zip|jpe?g|png|wps|et|ofd)\b", re.IGNORECASE
)

CONDITION_PATHS = frozenset({"conditions.items.text", "conditions.prohibitions"})
MATERIAL_PATHS = frozenset(
    f"materials.items.{name}"
    for name in ("name", "source_note", "filling_notes", "acceptance_standard", "note")
)
QUOTED_PATHS = frozenset({"legal_bases.text", "legal_bases.title"})
NOT_PROSE = (
    "outline", "standard", "title", "doc_no", "item.codes", "process.steps.key", "schema_version",
)  # fmt: skip
SENTENCE_END = re.compile(r"[。；！？;!?\n]")


@rule(
    "L01",
    gettext_lazy("Catch-all wording in conditions or materials"),
    basis="上海市优化营商环境条例第24条；河南省优化营商环境条例第28条",
)
def catch_all(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield each catch-all phrase outside quoted law, file names and set phrases."""
    allowed = [word.wrong for word in terms.word_list("set_phrases")]
    for place in document.places:
        if place.path in CONDITION_PATHS or place.path in MATERIAL_PATHS:
            for span in _catch_alls(place.text, allowed):
                words = place.text[slice(*span)]
                message = _(
                    "“%(words)s” leaves open what is asked for; applicants come twice. Name it."
                )
                yield Hit(place.pointer, message % {"words": words}, span, _cut(place, span))


def _catch_alls(text: str, allowed: list[str]) -> Iterator[tuple[int, int]]:
    if WHOLE.match(text):
        yield 0, len(text)
        return
    hidden = [m.span() for pattern in (TITLE, LAW_QUOTE, FILE_NAME) for m in pattern.finditer(text)]
    for found in CATCH_ALL.finditer(text):
        start, end = found.span()
        if any(a <= start < b for a, b in hidden) or _is_set_phrase(text, start, end, allowed):
            continue
        if REFUSED.search(text[:start]) or _is_reference(text, start, end):
            continue
        yield start, end


def _is_reference(text: str, start: int, end: int) -> bool:
    """Return whether the words refer to materials listed elsewhere: 与其他材料一并装订."""
    return text[start - 1 : start] in WITH and bool(TOGETHER.match(text[end:]))


def _is_set_phrase(text: str, start: int, end: int, allowed: list[str]) -> bool:
    return any(
        phrase in text[max(0, start - len(phrase)) : end + len(phrase)] for phrase in allowed
    )


def _cut(place: Place, span: tuple[int, int]) -> Fix:
    """Return the fix: a row that says nothing else goes, `、…等材料` loses its end."""
    row, _slash, last = place.pointer.rpartition("/")
    if place.path == "materials.items.name" and span[1] - span[0] >= len(place.text) - 4:
        return removed(row, _("Remove this row."), certain=True)
    alone = len(place.text.strip("。；; \n")) - (span[1] - span[0]) <= 12
    if place.path in CONDITION_PATHS and alone:
        path = row if last == "text" else place.pointer
        return removed(path, _("Remove this row."), certain=True)
    return Fix(_("Write which ones, or take the words away."))


@rule("L26", gettext_lazy("Slip of the pen"), severity=Severity.INFO)
def slips(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield each wrong word of the list of slips, doubled punctuation and open brackets."""
    yield from _listed(document, terms, "slips", _("“%(wrong)s” is a slip of the pen."))
    for place, (start, end) in document.matches(DOUBLED):
        if place.path not in QUOTED_PATHS:
            text = place.text[: start + 1] + place.text[end:]
            fix = Fix(_("Keep one."), (Change("replace", place.pointer, text),), certain=True)
            yield Hit(place.pointer, _("Punctuation stands twice."), (start, end), fix)
    seen: set[str] = set()
    for place, _span in document.matches(BRACKET):
        if place.pointer not in seen and place.path not in QUOTED_PATHS:
            seen.add(place.pointer)
            yield from _open_brackets(place)


def _open_brackets(place: Place) -> Iterator[Hit]:
    for opening, closing in PAIRS:
        if place.text.count(opening) != place.text.count(closing):
            at = max(place.text.rfind(opening), place.text.rfind(closing))
            message = _("“%(opening)s” and “%(closing)s” are not a pair.")
            names = {"opening": opening, "closing": closing}
            yield Hit(place.pointer, message % names, (at, at + 1))


BRACKET = re.compile(r"[（）《》“”]")
DOUBLED = re.compile(r"([，。；：、！？])\1+")
PAIRS = (("（", "）"), ("《", "》"), ("“", "”"))


@rule(
    "L28",
    gettext_lazy("Long sentence or abbreviation without explanation"),
    severity=Severity.INFO,
    thresholds={"characters": 80},
)
def plain_words(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield sentences longer than the threshold and abbreviations that nothing explains."""
    most = terms.limit("L28", "characters", 80)
    for place in document.places:
        if len(place.text) > most and place.path not in QUOTED_PATHS:
            yield from _long_sentences(place, most)
    yield from _abbreviations(document, terms.word_list("abbreviations"))


def _long_sentences(place: Place, most: int) -> Iterator[Hit]:
    start = 0
    for sentence in SENTENCE_END.split(place.text):
        if len(sentence) > most:
            message = _("This sentence has %(count)s characters; up to %(most)s are read easily.")
            names = {"count": len(sentence), "most": most}
            yield Hit(place.pointer, message % names, (start, start + len(sentence)))
        start += len(sentence) + 1


ABBREVIATION = re.compile(r"(?<![A-Za-z0-9/.@_:-])[A-Z]{2,6}(?![A-Za-z0-9/.@_:-])")


def _abbreviations(document: Reading, known: WordList) -> Iterator[Hit]:
    explained: set[str] = set()
    for place, (start, end) in document.matches(ABBREVIATION):
        word = place.text[start:end]
        if word in known or word in explained or place.path.startswith(NOT_PROSE):
            continue
        explained.add(word)
        beside = place.text[start - 1 : start] + place.text[end : end + 1]
        if "url" not in place.path and not set(beside) & set("（(）)"):
            message = _("The abbreviation “%(word)s” is not explained.")
            yield Hit(place.pointer, message % {"word": word}, (start, end))


@rule("L30", gettext_lazy("Wrong or outdated term"))
def listed_words(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield each entry of the word list: wrong terms, abolished bodies, words to avoid."""
    message = _("“%(wrong)s” is not the term in use today.")
    yield from _listed(document, terms, "terms", message)


NUMBER = re.compile(r"^[^，。；（）]{0,12}令第[〇零一二三四五六七八九十百0-9]+号")
"""After the name of a body: its order, which keeps the name under which it was issued."""


def _listed(document: Reading, terms: Terms, name: str, message: str) -> Iterator[Hit]:
    """Yield entries outside quoted law, titles and their own right form."""
    words = terms.word_list(name)
    loose = (Place(pointer, "", text) for pointer, text in terms.loose_texts)
    spans = (
        (place, found.span()) for place in loose for found in words.pattern.finditer(place.text)
    )
    for place, (start, end) in (*document.matches(words.pattern), *spans):
        word = words.entries[place.text[start:end]]
        around = place.text[max(0, start - len(word.right)) : end + len(word.right)]
        if place.path in QUOTED_PATHS or NUMBER.search(place.text[end:]):
            continue
        if word.right and word.right in around:
            continue
        titles = [found.span() for found in TITLE.finditer(place.text)]
        if any(first <= start < last for first, last in titles):
            continue
        if not (word.unless_refused and REFUSED.search(place.text[:start])):
            yield _word_hit(place, word, (start, end), message)


def _word_hit(place: Place, word: Word, span: tuple[int, int], message: str) -> Hit:
    sentence = message % {"wrong": word.wrong}
    fix = None
    if word.right and place.path:
        text = place.text[: span[0]] + word.right + place.text[span[1] :]
        change = Change("replace", place.pointer, text)
        fix = Fix(_("Change it to “%(right)s”.") % {"right": word.right}, (change,), certain=True)
    return Hit(place.pointer, f"{sentence}{word.reason}", span, fix, word.severity)
