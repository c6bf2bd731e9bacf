"""What each section's text becomes in the Document: one reader for each subject."""

from collections.abc import Callable

from exchange.reading.draft import Draft
from exchange.reading.readers import (
    attachments,
    bases,
    conditions,
    contacts,
    facts,
    item,
    materials,
    places,
    procedure,
)
from exchange.reading.sections import Section

Reader = Callable[[Draft, Section], None]

READERS: dict[str, Reader] = {
    "legal_bases": bases.read,
    "conditions": conditions.read,
    "conditions.prohibitions": conditions.read_prohibitions,
    "materials": materials.read,
    "process": procedure.read,
    "steps": procedure.read,
    "process.window_chart": procedure.read_chart,
    "process.online_chart": procedure.read_chart,
    "process.special_procedures": procedure.read_special,
    "special_procedures": procedure.read_special,
    "time_limits": facts.read_limits,
    "time_limits.statutory": facts.read_limits,
    "time_limits.promised": facts.read_limits,
    "time_limits.acceptance": facts.read_limits,
    "time_limits.delivery": facts.read_limits,
    "fees": facts.read_fees,
    "fees.charged": facts.read_fees,
    "fees.standard": facts.read_fees,
    "fees.basis": facts.read_fees,
    "results": facts.read_results,
    "results.name": facts.read_results,
    "results.kind": facts.read_results,
    "results.samples": facts.read_results,
    "results.delivery": facts.read_results,
    "results.validity": facts.read_results,
    "results.annual_check": facts.read_results,
    "service_points": places.read,
    "service_points.hours": places.read,
    "service_points.phone": places.read,
    "service_points.transport": places.read,
    "contacts": contacts.read,
    "contacts.enquiries": contacts.read,
    "contacts.complaints": contacts.read,
    "contacts.progress": contacts.read,
    "contacts.remedies": contacts.read_remedies,
    "contacts.remedies.review": contacts.read_remedies,
    "contacts.remedies.litigation": contacts.read_remedies,
    "contacts.rights": contacts.read_rights,
    "contacts.duties": contacts.read_rights,
    "contacts.rights_and_duties": contacts.read_rights,
    "faqs": contacts.read_faqs,
    "attachments": attachments.read,
}
"""The reader of each target; all others are single facts, which `item.read` knows."""


def read_section(draft: Draft, section: Section) -> None:
    """Let the fitting reader take a section's content into the draft."""
    READERS.get(section.target, item.read)(draft, section)
