"""What `manage.py lint` is given: a code, a Document's JSON, or a text; and what is found in it."""

import json
from pathlib import Path

from django.utils.translation import gettext as _
from pydantic import ValidationError

from exchange.reading.files import UnreadableError, read_source
from exchange.reading.understand import understand
from guides.document import GuideDocument, ManualDocument
from guides.document.errors import problems_of
from guides.models import GuidePage
from guides.outlines.models import offered_extra_rules
from guides.presenter import present_guide
from publication.overviews.linting import findings_of, states_to_check
from quality.drafts import check_draft, without_waived
from quality.finding import Finding
from quality.rule_book import rule_book


def lint_file(path: Path) -> list[Finding]:
    """Return the findings of a Document (JSON) or of a text, which is read first.

    Raises UnreadableError with words for the user.
    """
    if path.suffix.lower() == ".json":
        return _lint_document(path)
    found = understand(read_source(path), extra=offered_extra_rules())
    book = rule_book()
    unfilled = ((place, _not_filled(label)) for place, label in found.unfilled)
    terms = book.terms(
        files_known=False,
        conflicts=found.conflicts,
        unfilled=tuple(unfilled),
        loose_texts=found.loose_texts,
    )
    return book.check(found.document, terms)


def _not_filled(label: str) -> str:
    return _("“%(label)s” is not filled in.") % {"label": label}


def _lint_document(path: Path) -> list[Finding]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        record = data.get("document", data) if isinstance(data, dict) else data
        model = ManualDocument if record.get("schema_version") == "manual-1" else GuideDocument
        document = model.model_validate(record)
    except ValidationError as error:
        lines = (f"{one.pointer}: {one.message}" for one in problems_of(error))
        raise UnreadableError("\n".join(lines)) from error
    except (OSError, ValueError, AttributeError) as error:
        raise UnreadableError(_("The file is no Document in JSON.")) from error
    book = rule_book()
    return book.check(document.model_dump(mode="json"), book.terms())


def lint_code(code: str) -> list[Finding]:
    """Return the findings of what is in force under a code, guide and manual; else of its draft.

    Raises UnreadableError for a code that nobody knows.
    """
    states = list(states_to_check().filter(code=code).order_by("kind"))
    if states:
        return [one for _state, _data, findings in findings_of(states) for one in findings]
    page = GuidePage.objects.filter(code=code).first()
    if page is None:
        raise UnreadableError(_("There is no guide of the code “%(code)s”.") % {"code": code})
    return lint_draft(page)


def lint_draft(page: GuidePage) -> list[Finding]:
    """Return the findings of a guide's newest draft, with what its outline demands and it lacks."""
    draft = page.get_latest_revision_as_object()
    found = check_draft(present_guide(draft), draft.outline)
    return [one.finding for one in without_waived(found, page.code)]
