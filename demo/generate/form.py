"""A form: one Document with everything that is derived from it, ready to be filled."""

import json
from functools import cached_property
from types import SimpleNamespace

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_all_child_relations

from core.models import Department
from core.wagtail_changes.tree_paths import place_below
from guides.choices import Audience, ItemType
from guides.compiling.page_sections import apply_guide, apply_manual
from guides.compiling.prefill import starting_guide
from guides.document import ManualDocument, canonical_json, public_cut
from guides.document.canonical import canonical_data
from guides.document.shared import SharedSections
from guides.models import GuidePage, ManualPage
from moderation.comparing.changes import changes_of_both
from publication.summary import facets_of, summary_of

from . import words
from .documents import DocumentMaker
from .plan import SIDES
from .slotted import SLOT, Slotted, slotted
from .tables import JSON, Table

GUIDE_PAGES, MANUAL_PAGES = Table(GuidePage), Table(ManualPage)

SITUATION = SimpleNamespace(
    name="@situation@",
    item=SimpleNamespace(
        name="@item_name@",
        item_type=ItemType.LICENCE,
        department=SimpleNamespace(name="@authority@"),
    ),
)
AUDIENCES = {"personal": Audience.PERSON.value, "business": Audience.ENTERPRISE.value}
PAGE_SLOTS = {
    "pk": "@#page@",
    "path": "@path@",
    "slug": "@page_slug@",
    "url_path": "@url_path@",
    "translation_key": "@translation_key@",
    "owner": "@#compiler@",
    "latest_revision": "@#latest_revision@",
    "latest_revision_created_at": "@#latest_saved@",
    "has_unpublished_changes": "@#was_saved@",
    "draft_title": "@page_title@",
    "content_type": "@#content_type@",
    "locale": "@#locale@",
    "depth": "@#depth@",
}


class Form:
    """Form `number` of a seed (样张): a guide, and what turns it into a manual."""

    def __init__(self, city, seed, number):
        self.city = city
        self._maker = DocumentMaker(seed, number)
        self.subject, self.deed = self._maker.subject, self._maker.deed
        sides = SIDES[number % len(SIDES)]
        self.themes = [
            self._maker.pick([theme for theme in city.themes if theme["side"] == side])
            for side in sides
        ]
        self.audience = [AUDIENCES[side] for side in sides]
        self.aliases = [self.subject + alias for alias in self._maker.some(words.ALIASES, 1, 3)]
        self.guide = self._maker.guide(self._item(), city.guide_outline.frozen())
        self.guide_sentences = self._maker.sentences
        # A page's own row stays as it was compiled; what is written later lies in its revisions.
        compiled = self._guide_page(starting_guide(SITUATION, "@code@"))
        self.guide_page = PageForm(self._guide_page(self.guide), GUIDE_PAGES, compiled)
        self.guide_text = Slotted(canonical_json(self.guide))
        public = public_cut(self.guide)
        self.public_text = Slotted(canonical_data(public))
        summary = summary_of(public)
        self.summary = Slotted(json.dumps(summary, ensure_ascii=False))
        # None of these has a slot.
        self.facets = sorted(facets_of(summary))
        self.revised = self._revised_slots()

    @cached_property
    def manual(self) -> ManualDocument:
        """The ManualDocument."""
        shared = self.guide.model_dump(include=set(SharedSections.model_fields))
        of_manual = self._maker.manual(self.guide, self.city.manual_outline.frozen())
        return ManualDocument.model_validate(shared | of_manual)

    @cached_property
    def manual_sentences(self) -> int:
        """How many sentences guide and manual take together."""
        _made = self.manual  # the maker counts while it writes
        return self._maker.sentences

    @cached_property
    def manual_page(self) -> "PageForm":
        """The manual's PageForm."""
        page = _in_memory(ManualPage(outline=self.city.manual_outline))
        guide = GuidePage(department=Department(pk=0))
        # Where a page looks for its guide before it asks the tree.
        page.path, guide.specific = "0001" * 2, guide
        place_below(page, guide)
        apply_manual(self.manual, page)
        return PageForm(page, MANUAL_PAGES, page)

    @cached_property
    def manual_text(self) -> Slotted:
        """The manual's canonical text."""
        return Slotted(canonical_json(self.manual))

    def sentences(self, with_manual: bool) -> int:
        """Return how many sentences it takes, with or without those of the manual."""
        if not with_manual:
            return self.guide_sentences
        return self.manual_sentences

    def changes(self, version: int, with_manual: bool) -> dict[str, int]:
        """Return how many places changed by section, for a first version or a later one."""
        kind = (version == 1, with_manual)
        if kind not in self._changes:
            self._changes[kind] = self._count_changes(*kind)
        return self._changes[kind]

    @cached_property
    def _changes(self):
        return {}

    def _count_changes(self, is_first, with_manual):
        guide = self.guide.model_dump(mode="json")
        manual = self.manual.model_dump(mode="json") if with_manual else None
        old = (None, None) if is_first else (self._before(guide), manual and self._before(manual))
        found = changes_of_both(old[0], guide, old[1], manual)
        return {change.key: len(change.fields) for change in found}

    def _before(self, data):
        text = json.dumps(data, ensure_ascii=False)
        for name in ("change_note", *self.revised):
            text = text.replace(f"@{name}@", f"@{name}_before@")
        return json.loads(text)

    def _revised_slots(self):
        """Return the sentences that a later version says anew: the summary's, and one answer."""
        changed_text = self.guide.summary + self.guide.faqs[-1].answer
        return [found[2] for found in SLOT.finditer(changed_text)]

    def _item(self):
        return {
            "name": "@item_name@",
            "name_en": "",
            "situation": {"code": "@situation_code@", "name": "@situation@", "name_en": ""},
            "aliases": self.aliases,
            "codes": {"scheme": "c0109", "basic": "@basic_code@"},
            "item_type": "01",
            "levels": ["3"],
            "power_source": "",
            "authority": self.city.authority | {"name": "@authority@", "slug": "@department@"},
            "audience": self.audience,
            **{
                f"{side}_themes": [
                    {name: theme[name] for name in ("code", "name", "name_en")}
                    for theme in self.themes
                    if theme["side"] == side
                ]
                for side in ("personal", "business", "local")
            },
            "life_events": [],
        }

    def _guide_page(self, document):
        outline = self.city.guide_outline
        page = GuidePage(outline=outline, department=Department(pk=0), code="@code@")
        apply_guide(document, _in_memory(page))
        page.department_id, page.situation_id = "@#department_id@", "@#situation_id@"
        return page


class PageForm:
    """What Wagtail keeps of a page: the JSON of a revision, and the columns of its own table."""

    def __init__(self, page, table, compiled):
        content = page.serializable_data()
        self.sections_in_revision = Slotted(JSON.encode(content["sections"]))
        content |= PAGE_SLOTS | {"sections": "@#sections@"}
        self.content = Slotted(json.dumps(content, ensure_ascii=False, cls=DjangoJSONEncoder))
        columns = {field.attname: getattr(compiled, field.attname) for field in table.fields}
        sections = json.dumps(compiled.sections.get_prep_value(), ensure_ascii=False)
        columns |= {"page_ptr_id": "@#page@", "sections": sections}
        self.row = [slotted(value) for value in table.row(**columns)]

    def revision(self, texts: dict[str, str], twice: dict[str, str]) -> str:
        """Return the JSON text of a revision; `twice` are the texts escaped twice for JSON."""
        sections = self.sections_in_revision.fill(twice)
        return self.content.fill(texts | {"sections": sections})


def _in_memory(page):
    """Let a page answer for its child rows without the database: it has none."""
    for relation in get_all_child_relations(type(page)):
        setattr(page, relation.get_accessor_name(), [])
    page.live, page.numchild = False, 0
    return page
