"""Citations of laws (引用) in running text: title, document number, article, paragraph, item."""

import re
from dataclasses import dataclass

NUMERAL = r"[一二三四五六七八九十百零〇两\d]+"
ARTICLE = rf"第{NUMERAL}(?:[、，,和及至\-—]\s*第?{NUMERAL})*条(?:之{NUMERAL})?"
PARAGRAPH = rf"(?:第?{NUMERAL}[款项目]|第[（(]{NUMERAL}[）)]项|[（(]{NUMERAL}[）)]项?)"
PLACE = rf"(?:{ARTICLE}(?:\s*{PARAGRAPH})*)"
CITATION = re.compile(
    r"《(?P<title>[^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,30})?)》"
    r"\s*(?P<note>(?:[（(][^（）()]{2,60}[）)]\s*)*)"
    rf"\s*(?P<place>{PLACE}(?:[、，,；和及以]*\s*{PLACE})*)?"
)
YEAR = r"(?:[（(〔\[]\d{4}年?[）)〕\]]|\d{4}年)?"
DOCUMENT_NO = re.compile(
    rf"(?:中华人民共和国)?主席令\s*{YEAR}\s*第?\s*{NUMERAL}\s*号"
    rf"|(?:中华人民共和国)?国务院令\s*{YEAR}\s*第?\s*{NUMERAL}\s*号"
    rf"|[一-鿿]{{2,18}}(?:部|总局|委员会|委|署|局|人民政府|政府)(?:公安部|、[一-鿿]{{2,10}})*令\s*{YEAR}\s*第?\s*{NUMERAL}\s*号"
    r"|[一-鿿]{1,10}[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*(?:第)?\d{1,4}\s*号"
    rf"|第{NUMERAL}号(?:令|公告)|[一-鿿]{{2,20}}公告\s*(?:第?\s*{NUMERAL}\s*号)?"
)
NUMERAL_OF_ARTICLE = re.compile(rf"第({NUMERAL})条")


@dataclass(frozen=True)
class Citation:
    """One law as a text cites it, with its place there."""

    start: int
    end: int
    title: str
    document_no: str = ""
    article: str = ""


def find_citations(text: str) -> list[Citation]:
    """Return the citations in a text, in order."""
    found = []
    for match in CITATION.finditer(text):
        number = DOCUMENT_NO.search(match.group("note") or "")
        found.append(
            Citation(
                match.start(),
                match.end(),
                match.group("title"),
                re.sub(r"\s", "", number.group()) if number else "",
                re.sub(r"\s", "", match.group("place") or ""),
            )
        )
    return found
