"""Small Documents and envelopes for tests of the register."""

from datetime import date

from guides.document import GuideDocument, ManualDocument
from publication.take_over import OldEnvelope, take_over


def guide_document(title="食品经营许可办事指南", **more):
    """Return a small guide's Document of item 000131001000 of department scjg."""
    item = {
        "name": "食品经营许可",
        "codes": {"basic": "000131001000"},
        "authority": {"slug": "scjg", "name": "市场监督管理局"},
    }
    return GuideDocument.model_validate(
        {"title": title, "change_note": "首次公布", "item": item} | more
    )


def manual_document(**more):
    """Return the Document of a manual beside it."""
    shared = guide_document().model_dump(include={"item"})
    return ManualDocument.model_validate({"title": "食品经营许可业务手册"} | shared | more)


def old_envelope(version=1, *, number=1, effective_on=date(2025, 1, 1), **more):
    """Return what an older system had assigned."""
    return OldEnvelope(
        version=version,
        filing_no=f"旧备〔2025〕{number}号",
        filed_on=date(2025, 1, 1),
        published_on=date(2025, 1, 1),
        effective_on=effective_on,
        **more,
    )


def filed(code="scjg-000131001000-01", title="食品经营许可办事指南", version=1, **more):
    """Put one version into the register, as taken over from an older system."""
    take_over(code, guide_document(title), None, old_envelope(version, **more))
    return code
