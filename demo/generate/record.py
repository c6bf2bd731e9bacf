"""One generated record while its rows are written: who, what, and the texts for its slots."""

from random import Random

from django.conf import settings

from guides.compiling.compile import code_of

from . import words
from .sentences import sentence
from .slotted import twice_in_json
from .version import Version


class Record:
    """A record: its plan, its form filled with its own words, and the primary keys it took."""

    def __init__(self, city, form, plan, keys, place, numbers):
        self.city, self.form, self.plan, self.place = city, form, plan, place
        self.take = numbers.take
        self.item, self.page = keys
        self.manual_page = self.page + 1 if plan.has_manual else None
        self.office = city.offices[plan.department]
        self.situation = self.take("situation")
        self.code = _code(self.office, plan)
        self.texts = self._names() | self._sentences()
        self.title = self.texts["title"]
        self.manual_title = self.texts["manual_title"]
        self.twice = {name: twice_in_json(text) for name, text in self.texts.items()}

    def set_texts(self, **texts: str) -> None:
        """Put other words into slots, as a later version does."""
        self.texts |= texts
        self.twice |= {name: twice_in_json(text) for name, text in texts.items()}

    def write_texts_of(self, version: int) -> None:
        """Put the words of a version into the slots that change from version to version."""
        if version == 1:
            self.set_texts(change_note="首次公布")
            return
        note = f"第{version}版：{sentence(self.plan.random)}"
        self.set_texts(
            change_note=note,
            **{name: sentence(self.plan.random) for name in self.form.revised},
        )

    def version(self, number: int) -> Version:
        """Return the Version that the words in the slots make."""
        return Version(self, number)

    def _names(self):
        plan, form = self.plan, self.form
        # Siblings share their item, so its words come from the item's number alone.
        district = Random(plan.basic_code).choice(words.DISTRICTS)  # noqa: S311
        item = f"{form.subject}{form.deed}（{district}{plan.item}号目录）"
        title = f"{item}{plan.situation}"
        return {
            "item_name": item,
            "title": f"{title}办事指南",
            "manual_title": f"{title}业务手册",
            "guide_no": settings.GUIDE_DOC_NO_FORMAT.format(code=self.code),
            "manual_no": settings.MANUAL_DOC_NO_FORMAT.format(code=self.code),
            "authority": self.office.name,
            "department": self.office.slug,
            "basic_code": plan.basic_code,
            "situation": plan.situation,
            "situation_code": plan.situation_code,
            "district": district,
            "phone": str(2_000_000 + plan.number % 6_999_999),
            "code": self.code,
        }

    def _sentences(self):
        slots = range(1, self.form.sentences(self.plan.has_manual) + 1)
        return {f"s{slot}": sentence(self.plan.random) for slot in slots}


def _code(office, plan):
    return code_of(office.slug, plan.basic_code, plan.situation_code)
