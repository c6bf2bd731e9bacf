"""Putting records of laws into the register: shipped ones, and those of a file."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from wagtail.log_actions import log

from core.import_report import RefusedError
from guides.choices import BasisStatus, LawRank
from guides.document.errors import problems_of
from guides.document.fields import Line, Lines, Text
from guides.laws.facts import law_key
from guides.laws.models import Law, LawArticle

SHIPPED = Path(__file__).parent / "shipped.json"
LINKS = {"replaced_by", "articles"}


def _empty(value: Any) -> Any:
    return None if value == "" else value


Day = Annotated[date | None, BeforeValidator(_empty)]


class ArticleRecord(BaseModel):
    """One article of a law in a file."""

    model_config = ConfigDict(extra="forbid")

    number: Annotated[int, Field(ge=1, le=5000)]
    text: Annotated[Text, Field(min_length=1)]


class LawRecord(BaseModel):
    """One law in a file; what it does not name stays as it is."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[Line, Field(min_length=2, max_length=200)]
    short_titles: Lines = []
    document_no: Annotated[Line, Field(max_length=100)] = ""
    issuer: Annotated[Line, Field(max_length=200)] = ""
    rank: LawRank
    adopted_on: Day = None
    effective_on: Day = None
    status: BasisStatus = BasisStatus.IN_FORCE
    amended_on: Day = None
    amendment: Annotated[Line, Field(max_length=100)] = ""
    repealed_on: Day = None
    replaced_by: Line = ""
    topics: Lines = []
    text_at_hand: bool = False
    source: Annotated[Line, Field(max_length=300)] = ""
    articles: list[ArticleRecord] = []


@transaction.atomic
def load_law(record: Any, by: Any = None) -> str:
    """Bring one law in; return created, updated or unchanged; RefusedError with every problem.

    What somebody brings in on screen is a revision of the law, with who it was.
    """
    parsed = _parsed(record)
    facts = parsed.model_dump(exclude_unset=True, exclude=LINKS)
    law = Law.objects.filter(key=law_key(parsed.title)).first()
    is_new = law is None
    law = law or Law()
    if "replaced_by" in parsed.model_fields_set:
        facts["replaced_by"] = _successor(parsed.replaced_by)
    changed = is_new or any(getattr(law, key) != value for key, value in facts.items())
    if changed:
        for key, value in facts.items():
            setattr(law, key, value)
        law.save()
    if "articles" in parsed.model_fields_set:
        changed |= _set_articles(law, parsed.articles)
    if by and changed:
        log(law, "wagtail.create" if is_new else "wagtail.edit", user=by, content_changed=True)
        Law.objects.get(pk=law.pk).save_revision(user=by)
    if is_new:
        return "created"
    return "updated" if changed else "unchanged"


def _parsed(record: Any) -> LawRecord:
    if isinstance(record, RefusedError):
        raise record
    try:
        return LawRecord.model_validate(record)
    except ValidationError as error:
        raise RefusedError(*((one.pointer, one.message) for one in problems_of(error))) from error


def _successor(title: str) -> Law | None:
    if not title:
        return None
    found = Law.objects.filter(key=law_key(title)).first()
    if found is None:
        message = _("The law “%(title)s” is not in the register.")
        raise RefusedError(("/replaced_by", message % {"title": title}))
    return found


def _set_articles(law: Law, wanted: Iterable[ArticleRecord]) -> bool:
    """Let a law have these articles; return whether anything changed."""
    here = dict(LawArticle.objects.filter(law=law).values_list("number", "text"))
    new = {one.number: one.text for one in wanted}
    if here == new:
        return False
    LawArticle.objects.filter(law=law).delete()
    LawArticle.objects.bulk_create(
        LawArticle(law=law, number=number, text=text) for number, text in sorted(new.items())
    )
    return True


def ship(**kwargs: Any) -> None:
    """Load the laws that come with the system into an empty register, where there is one."""
    is_there = Law._meta.db_table in connection.introspection.table_names()
    if not is_there or Law.objects.exists():  # a migration back has taken the table away
        return
    records = json.loads(SHIPPED.read_text(encoding="utf-8"))["laws"]
    # What replaces another law comes before it.
    for record in sorted(records, key=lambda one: "replaced_by" in one):
        load_law(record)
