"""A batch: some records in a row, and everything that was settled for them beforehand."""

from dataclasses import dataclass, field

from wagtail.models import Page

from guides.choices import DocumentKind
from guides.compiling.compile import folder_title
from guides.models import GuideFolder

from .form import Form
from .numbers import Numbers
from .pages import PAGES, PageRows, catalogue_rows, page_key
from .plan import Plan
from .record import Record
from .register import Filed
from .review import review_rows
from .shelves import Place
from .tables import Rows, Table

FOLDERS = Table(GuideFolder)


@dataclass
class Batch:
    """Records `first` … with their items and places, new folders, and free numbers."""

    first: int
    free: dict
    records: list = field(default_factory=list)
    folders: list = field(default_factory=list)
    children: dict = field(default_factory=dict)
    """How many children each parent page gets."""

    def add_folder(self, pk: int, number: int, place: Place) -> None:
        """Add a folder that is made with this batch."""
        self.folders.append((pk, number, place))
        self._count(place.parent)

    def add_record(self, number: int, item: int, page: int, place: Place) -> None:
        """Add a record with the primary keys of its item and page (its manual's follows)."""
        self.records.append((number, item, page, place))
        self._count(place.parent)

    def _count(self, parent):
        self.children[parent] = self.children.get(parent, 0) + 1


class Writer:
    """Makes the rows of batches for a city and seed; keeps the forms that it has made."""

    def __init__(self, city, seed):
        self.city, self.seed, self._forms = city, seed, {}

    def rows_of(self, batch: Batch) -> Rows:
        """Return the Rows of a batch."""
        rows = Rows()
        for folder in batch.folders:
            self._folder(folder, rows)
        numbers = Numbers(batch.free)
        for number, item, page, place in batch.records:
            plan = Plan(self.seed, number)
            record = Record(self.city, self._form(plan.form), plan, (item, page), place, numbers)
            record_rows(record, rows)
        return rows

    def _form(self, number):
        if number not in self._forms:
            self._forms[number] = Form(self.city, self.seed, number)
        return self._forms[number]

    def _folder(self, folder, rows):
        pk, number, place = folder
        name = folder_title(number)
        rows.put(
            PAGES,
            id=pk,
            path=place.path,
            depth=len(place.path) // Page.steplen,
            numchild=0,
            title=name,
            draft_title=name,
            slug=f"{number:03d}",
            url_path=place.url_path,
            live=False,
            content_type_id=self.city.content_types["folder"],
            translation_key=page_key(pk),
            locale_id=self.city.locale,
        )
        rows.put(FOLDERS, page_ptr_id=pk)


def record_rows(record: Record, rows: Rows) -> None:
    """Put all rows of a record: catalogue, then each version through review, then the states."""
    catalogue_rows(record, rows)
    guide = PageRows(record, rows, is_manual=False)
    manual = PageRows(record, rows, is_manual=True) if record.plan.has_manual else None
    filed = [Filed(record, rows, kind) for kind in DocumentKind][: record.plan.kinds]
    for number in range(1, record.plan.versions + 1):
        record.write_texts_of(number)
        version = record.version(number)
        revision = guide.save(version)
        if manual:
            manual.save(version)
        submission = review_rows(record, version, revision, rows)
        filing = record.take("filing")
        for one in filed:
            one.file(version, submission, filing)
    for maker in (guide, manual, *filed):
        if maker:
            maker.finish()
