"""The rows of catalogue and pages: item, handling item, guide, manual, their revisions."""

import json
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page, PageLogEntry, Revision

from demo.generate.record import Record
from demo.generate.tables import Rows
from demo.generate.version import Version
from guides.models import ItemSituation, ServiceItem

from .form import GUIDE_PAGES, MANUAL_PAGES
from .shelves import Place, child_path
from .slotted import filled
from .tables import Table

ITEMS, ITEM_THEMES = Table(ServiceItem), Table(ServiceItem.themes.through)
SITUATIONS = Table(ItemSituation)
PAGES, REVISIONS, LOG = Table(Page), Table(Revision), Table(PageLogEntry)
MANUAL_SLUG = "manual"


def catalogue_rows(record: Record, rows: Rows) -> None:
    """Put the item, when the record is its first, and the handling item."""
    plan, texts = record.plan, record.texts
    if plan.starts_item:
        rows.put(
            ITEMS,
            id=record.item,
            department_id=record.office.pk,
            name=texts["item_name"],
            aliases=record.form.aliases,
            basic_code=plan.basic_code,
            item_type="01",
            levels=["3"],
            audience=record.form.audience,
            updated_at=plan.filed_at(1),
        )
        for theme in record.form.themes:
            rows.put(
                ITEM_THEMES,
                id=record.take("item_theme"),
                serviceitem_id=record.item,
                theme_id=theme["pk"],
            )
    rows.put(
        SITUATIONS,
        id=record.situation,
        item_id=record.item,
        code=plan.situation_code,
        name=plan.situation,
    )


class PageRows:
    """Writes one page of a record: each saved version, then the page itself."""

    def __init__(self, record, rows, *, is_manual):
        self.record, self.rows, self.is_manual = record, rows, is_manual
        form, place = record.form, record.place
        if is_manual:
            self.pk, self.form, self.table = record.manual_page, form.manual_page, MANUAL_PAGES
            url_path = f"{place.url_path}{record.code}/"
            self.place = Place(record.page, child_path(place.path, 1), url_path)
            self.slug, self.title, kind = MANUAL_SLUG, record.manual_title, "manual"
        else:
            self.pk, self.form, self.table, self.place = (
                record.page,
                form.guide_page,
                GUIDE_PAGES,
                place,
            )
            self.slug, self.title, kind = record.code, record.title, "guide"
        self.content_type = record.city.content_types[kind]
        self.translation_key = page_key(self.pk)
        self.revision, self.saved_at, self.page_row = None, None, None

    def save(self, version: Version) -> int:
        """Put a revision with the words of a version; return its primary key."""
        values = self._values()
        texts = self.record.texts | {name: _in_json(value) for name, value in values.items()}
        pk = self.record.take("revision")
        self.rows.put(
            REVISIONS,
            id=pk,
            created_at=version.saved_at,
            user_id=self.record.office.compiler,
            object_str=self.title,
            content=self.form.revision(texts, self.record.twice),
            object_id=str(self.pk),
            content_type_id=self.content_type,
            base_content_type_id=self.record.city.content_types["page"],
        )
        self._log(version, pk)
        if self.page_row is None:
            self.page_row = filled(self.form.row, self.record.texts | values, texts)
        self.revision, self.saved_at = pk, version.saved_at
        return pk

    def finish(self) -> None:
        """Put the page, pointing at its last revision; its own columns are those of the first."""
        place, city = self.place, self.record.city
        self.rows.put(
            PAGES,
            id=self.pk,
            path=place.path,
            depth=len(place.path) // Page.steplen,
            numchild=int(self.record.plan.has_manual and not self.is_manual),
            title=self.title,
            draft_title=self.title,
            slug=self.slug,
            url_path=f"{place.url_path}{self.slug}/",
            live=False,
            has_unpublished_changes=True,
            content_type_id=self.content_type,
            owner_id=self.record.office.compiler,
            latest_revision_created_at=self.saved_at,
            latest_revision_id=self.revision,
            translation_key=self.translation_key,
            locale_id=city.locale,
        )
        self.rows.add(self.table, self.page_row)

    def _values(self):
        """Return what stands in the slots that a page has beside those of its Document."""
        place = self.place
        return {
            "page": self.pk,
            "path": place.path,
            "depth": len(place.path) // Page.steplen,
            "page_slug": self.slug,
            "page_title": self.title,
            "url_path": f"{place.url_path}{self.slug}/",
            "translation_key": str(self.translation_key),
            "compiler": self.record.office.compiler,
            "latest_revision": self.revision,
            "latest_saved": self.saved_at and json.dumps(self.saved_at, cls=DjangoJSONEncoder),
            "was_saved": self.revision is not None,
            "content_type": self.content_type,
            "locale": self.record.city.locale,
            "department_id": self.record.office.pk,
            "situation_id": self.record.situation,
        }

    def _log(self, version, revision):
        is_first = self.revision is None
        self.rows.put(
            LOG,
            id=self.record.take("log"),
            content_type_id=self.content_type,
            label=self.title,
            action="wagtail.create" if is_first else "wagtail.edit",
            timestamp=version.saved_at,
            content_changed=True,
            page_id=self.pk,
            revision_id=None if is_first else revision,
            user_id=self.record.office.compiler,
        )


def page_key(pk: int) -> UUID:
    """Return the translation key of a generated page."""
    return UUID(int=(1 << 120) + pk, version=4)


def _in_json(value):
    return value if isinstance(value, str) else json.dumps(value)
