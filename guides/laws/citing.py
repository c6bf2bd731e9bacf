"""Recognises what somebody writes or pastes as a legal basis: law, number, article, paragraph."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from core.texts.chinese_numbers import chinese_number
from guides.laws.citations import NUMERAL_OF_ARTICLE, Citation, find_citations
from guides.laws.facts import bare_title, law_key
from guides.laws.finding import find_law
from guides.laws.models import Law, LawArticle

LONGEST = 2_000
MOST = 20


@require_GET
def cited(request: HttpRequest) -> JsonResponse:
    """Answer a text (`text`) with the laws that it cites, and what the register knows of them."""
    text = request.GET.get("text", "")[:LONGEST]
    return JsonResponse({"found": recognised(text)})


def recognised(text: str) -> list[dict[str, Any]]:
    """Return the legal bases that a text names, as the Document's fields; `known` to the register.

    A text without 《》 is taken as one title when the register has it. Two queries a law.
    """
    found = find_citations(text)[:MOST]
    if not found and (law := find_law(text.strip())):
        found = [Citation(0, len(text), law.title)]
    return [_basis(one) for one in found]


def _basis(citation: Citation) -> dict[str, Any]:
    facts = find_law(citation.title)
    law = Law.objects.filter(key=law_key(facts.title)).first() if facts else None
    basis = {
        "title": bare_title(citation.title),
        "document_no": citation.document_no,
        "article": citation.article,
        "known": law is not None,
    }
    if law is None:
        return basis
    return basis | {
        "title": law.title,
        "document_no": citation.document_no or law.document_no,
        "issuer": law.issuer,
        "effective_on": law.effective_on.isoformat() if law.effective_on else "",
        "status": law.status,
        "text": _text_of(law, citation.article),
    }


def _text_of(law: Law, article: str) -> str:
    """Return the text of the one article that a citation names; empty where it is not at hand."""
    named = NUMERAL_OF_ARTICLE.match(article)
    number = chinese_number(named.group(1)) if named else None
    rows = LawArticle.objects.filter(law=law, number=number or 0)
    return rows.values_list("text", flat=True).first() or ""
