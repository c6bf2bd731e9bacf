"""Importing guides and manuals from Documents: as drafts, or as filed in an older system."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError as DocumentError

from core.import_report import ImportReport, RefusedError
from core.registries import take_over
from exchange.importing.belonging import check_files, check_person
from exchange.importing.items import situation_of, with_catalogue_facts
from exchange.importing.reading import read_json_records
from exchange.importing.records import parse_record
from exchange.workbooks.records import workbook_records
from guides.compiling.compile import compile_guide, compile_manual, guide_code
from guides.compiling.page_sections import apply_guide, apply_manual
from guides.document import GuideDocument, ManualDocument, canonical_json
from guides.document.errors import problems_of
from guides.models import GuidePage, ManualPage, Outline
from guides.outlines.extra_values import settled
from guides.presenter import present_guide, present_manual
from guides.shared_parts.inheriting import said_otherwise, standard_of

DRAFT, FILED = "draft", "filed"


def import_guides(
    paths: Iterable[Path | str],
    *,
    state: str = DRAFT,
    user: Any = None,
    progress: Callable | None = None,
) -> ImportReport:
    """Bring files of Documents in; return an ImportReport.

    Each record is one transaction and the same record again changes nothing, so an import that
    was killed is simply run again.
    """
    report = ImportReport()
    done = 0
    for path in paths:
        for number, record in _records(path):
            done += 1
            try:
                report.counts[import_record(record, state=state, user=user)] += 1
            except RefusedError as error:
                report.refuse(str(path), number, error.problems)
            if progress:
                progress(done, report)
    return report


def _records(path):
    try:
        if str(path).lower().endswith(".xlsx"):
            yield from workbook_records(Path(path))
            return
        yield from read_json_records(path, "guides")
    except RefusedError as error:
        yield 0, error
    except (OSError, UnicodeDecodeError) as error:
        yield 0, RefusedError(("", error))


def import_record(record: Any, *, state: str = DRAFT, user: Any = None) -> str:
    """Bring one record in; return created, updated or unchanged; RefusedError with the reasons."""
    parsed = parse_record(record)
    try:
        with transaction.atomic():
            return _import(parsed, state, user)
    except ValidationError as error:
        raise RefusedError(*(("", message) for message in error.messages)) from error
    except DocumentError as error:
        raise RefusedError(*((one.pointer, one.message) for one in problems_of(error))) from error
    except DataError as error:
        raise RefusedError(("", error)) from error


def _import(parsed, state, user):
    if state == DRAFT:
        return _import_draft(parsed, user, strict=True)
    if parsed.envelope is None or parsed.guide is None:
        raise RefusedError(("/envelope", _("A filed guide needs its Document and envelope.")))
    return _import_filed(parsed, user)


def _import_filed(parsed, user):
    situation = situation_of(parsed.guide.item)
    check_files(parsed, situation.item.department)
    code = guide_code(situation)
    try:
        is_new = take_over(
            code, _completed(parsed.guide, situation), parsed.manual, parsed.envelope
        )
    except ValidationError as error:
        raise RefusedError(("/envelope", "; ".join(error.messages))) from error
    if not is_new:
        return "unchanged"
    _import_draft(parsed, user, strict=False)
    return "created"


def _completed(guide, situation):
    """Return an old guide with what it leaves open of its authority, so that lists can name it."""
    data = guide.model_dump(mode="json")
    facts = with_catalogue_facts(guide.item, situation, strict=False)
    data["item"] = {key: value or facts[key] for key, value in data["item"].items()}
    data["item"]["authority"] = {
        key: value or facts["authority"][key] for key, value in data["item"]["authority"].items()
    }
    return GuideDocument.model_validate(data)


def _import_draft(parsed, user, *, strict):
    item = (parsed.guide or parsed.manual).item
    situation = situation_of(item)
    check_person(user, situation.item.department)
    page = GuidePage.objects.filter(situation=situation).first()
    outcomes = set()
    if parsed.guide is not None:
        page, outcome = _write_guide(parsed, situation, page, user, strict=strict)
        outcomes.add(outcome)
    if parsed.manual is not None:
        if page is None:
            raise RefusedError(("/item", _("There is no guide yet that this manual belongs to.")))
        outcomes.add(_write_manual(parsed, page, user))
    return next(one for one in ("created", "updated", "unchanged") if one in outcomes)


@dataclass
class _Target:
    """A page that a Document is written to, and how."""

    page: object
    is_new: bool
    present: object
    apply: object


def _write_guide(parsed, situation, page, user, *, strict):
    guide = parsed.guide
    item = with_catalogue_facts(guide.item, situation, strict=strict)
    is_new = page is None
    if is_new:
        page = compile_guide(situation, outline_of(guide, "guide"), user)
    else:
        page = page.get_latest_revision_as_object()
    refuse_inherited(guide, page)
    wanted = GuideDocument.model_validate(
        guide.model_dump(mode="json")
        | {
            "item": item,
            "outline": page.outline.frozen().model_dump(),
            "doc_no": guide.doc_no or page.doc_no,
            "title": guide.title or page.title,
            "issuer": guide.issuer or page.issuer,
            "standard": standard_of(page),
            **settled(guide.model_dump(mode="json"), page.outline.extra_rules),
        }
    )
    apply = partial(apply_guide, row_ids=parsed.row_ids)
    target = _Target(page, is_new, present_guide, apply)
    return page, _write(wanted, target, user)


def refuse_inherited(guide: GuideDocument, page: GuidePage) -> None:
    """Raise RefusedError for what a guide is to say otherwise than its standard guide does."""
    if page.standard_id is None:
        return
    why = _("Inherited from the standard guide: it is changed there, not here.")
    wrong = said_otherwise(guide.model_dump(mode="json"), page.standard_id)
    if wrong:
        raise RefusedError(*((f"/{name}", why) for name in wrong))


def _write_manual(parsed, guide_page, user):
    manual = parsed.manual
    guide = present_guide(guide_page)
    page = ManualPage.objects.child_of(guide_page).first()
    is_new = page is None
    if is_new:
        page = compile_manual(guide_page, outline_of(manual, "manual"), user)
    else:
        page = page.get_latest_revision_as_object()
    shared = present_manual(page, guide).model_dump(mode="json")
    of_manual = manual.model_dump(mode="json", include=_manual_keys())
    wanted = ManualDocument.model_validate(
        shared
        | of_manual
        | {"doc_no": manual.doc_no or page.doc_no, "title": manual.title or page.title}
    )
    apply = partial(apply_manual, row_ids=parsed.row_ids)
    target = _Target(page, is_new, lambda one: present_manual(one, guide), apply)
    return _write(wanted, target, user)


def _manual_keys():
    from guides.document.shared import SharedSections

    return set(ManualDocument.model_fields) - set(SharedSections.model_fields) | {"change_note"}


def _write(wanted, target, user):
    """Let a page hold the Document `wanted`, and make sure that it gives it back unchanged."""
    if not target.is_new and _same(target.present(target.page), wanted):
        return "unchanged"
    target.apply(wanted, target.page)
    target.page.save()
    target.page.save_revision(user=user, changed=False)
    if not _same(written := target.present(target.page), wanted):
        raise RefusedError(*_changed_places(written, wanted))
    return "created" if target.is_new else "updated"


def _same(one, other):
    return canonical_json(one) == canonical_json(other)


def _changed_places(written, wanted):
    one, other = written.model_dump(mode="json"), wanted.model_dump(mode="json")
    return [
        (f"/{key}", _("This section would not be kept unchanged."))
        for key in other
        if one.get(key) != other[key]
    ]


def outline_of(document: GuideDocument | ManualDocument, kind: str) -> Outline:
    """Return the outline that a Document names, or the one offered for new pages of its kind."""
    named = document.outline
    if named.key:
        found = Outline.objects.filter(key=named.key, kind=kind)
        found = found.filter(version=named.version) if named.version else found
    else:
        found = Outline.objects.filter(kind=kind, is_active=True).order_by("pk")
    outline = found.first()
    if outline is None:
        raise RefusedError(("/outline", _("There is no such outline.")))
    return outline
