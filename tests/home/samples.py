"""Filed guides for tests of the public site, and what a test reads of a page."""

from datetime import date

from bs4 import BeautifulSoup

from guides.document import GuideDocument
from publication.take_over import OldEnvelope, take_over
from tests.factories import OutlineFactory
from tests.filled_documents import Filler, filled_guide, filled_manual

CODE = "scjg-000131001000-01"
SENTINEL = "绝密内部"


def marked_filler():
    """Return a Filler whose internal texts carry a sentinel."""
    return Filler(lambda place, internal: f"{SENTINEL if internal else '文字'} {place}")


def filled(**changes):
    """Return a guide's Document with every field filled; the cover may be changed."""
    return filled_guide(OutlineFactory(), marked_filler()).model_copy(update=changes)


def manual_of(guide):
    """Return a manual's Document with every field filled, beside a guide's."""
    filler = Filler(lambda place, internal: f"{SENTINEL} {place}")
    return filled_manual(OutlineFactory(kind="manual"), guide, filler)


def document(name="食品经营许可", situation="新办", basic="000131001000", **more):
    """Return a small guide's Document of department scjg."""
    item = {
        "name": name,
        "situation": {"code": "01", "name": situation},
        "codes": {"basic": basic},
        "authority": {"slug": "scjg", "name": "市场监督管理局"},
        "aliases": ["开饭店"],
    }
    item |= more.pop("item", {})
    data = {"title": f"{name}办事指南", "change_note": "首次公布", "item": item}
    return GuideDocument.model_validate(data | more)


def file(guide=None, code=CODE, version=1, *, effective_on=date(2025, 1, 1), manual=None):
    """Put one version into the register; return its code."""
    day = date(2025, 1, 1)
    envelope = OldEnvelope(
        version=version,
        filing_no=f"云政服备〔2025〕{version:04d}号",
        filed_on=day,
        published_on=day,
        effective_on=effective_on,
    )
    take_over(code, guide or document(), manual, envelope)
    return code


def soup(response):
    """Return a page as a tree."""
    return BeautifulSoup(response.content.decode(), "html.parser")


def words(response):
    """Return the text that a reader sees of a page."""
    return soup(response).get_text(" ", strip=True)
