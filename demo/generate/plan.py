"""What record `number` of a run is, from the seed alone: item, situation, versions, day."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

DEPARTMENTS = 80
FORMS = 397
"""So many forms there are: a prime, so that each department meets all of them."""
SIDES = (("personal",), ("business",), ("personal", "business"))
GROUP = 4
"""Of four records one has an item of its own, three are the situations of one item."""
STEPS = 4
MOST_VERSIONS = 4
FIRST_FILED_AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
BETWEEN_RECORDS = timedelta(seconds=20)
BETWEEN_VERSIONS = timedelta(seconds=5)
ROUND = 1_200_000
"""So many records fit into the year; after them the days start again."""

ALONE = ("000", "办理")
SITUATIONS = (("001", "新办"), ("002", "变更"), ("003", "注销"))


class Plan:
    """One record (一条记录): a guide, its item, and how often it was filed."""

    def __init__(self, seed, number):
        self.number = number
        random = Random(f"{seed}:{number}")  # noqa: S311  measuring needs no secrets
        self.random = random.random
        self.versions = 1 if self.random() >= 0.05 else 2 + int(self.random() * 3)
        self.has_manual = number % 10 == 3
        group, place = divmod(number, GROUP)
        self.item = 2 * group + (place > 0)
        self.starts_item = place < 2
        self.situation_code, self.situation = SITUATIONS[place - 1] if place else ALONE
        self.department = self.item % DEPARTMENTS
        self.basic_code = basic_code(seed, self.item)
        self.form = self.item % FORMS

    @property
    def kinds(self) -> int:
        """How many documents it has: a guide, or a guide and a manual."""
        return 2 if self.has_manual else 1

    def filed_at(self, version: int) -> datetime:
        """Return the moment when a version (from 1) was filed; it grows with the record's
        number.
        """
        first = FIRST_FILED_AT + (self.number % ROUND) * BETWEEN_RECORDS
        return first + (version - 1) * BETWEEN_VERSIONS

    def needs(self) -> Counter[str]:
        """Return how many primary keys it takes of each kind."""
        versions, documents = self.versions, self.versions * self.kinds
        return Counter(
            item=int(self.starts_item),
            item_theme=int(self.starts_item) * themes_of(self.form),
            situation=1,
            page=self.kinds,
            revision=documents,
            submission=versions,
            editor=versions,
            decision=STEPS * versions,
            workflow_state=versions,
            task_state=STEPS * versions,
            log=documents + (STEPS + 1) * versions,
            version=documents,
            state=self.kinds,
            state_facet=facets_of(self.form),
            event=documents,
            filing=versions,
        )


def themes_of(form: int) -> int:
    """Return the number of themes of a form: it is for persons, for enterprises, or for both."""
    return len(SIDES[form % len(SIDES)])


def facets_of(form: int) -> int:
    """Return by how many facets lists find a guide of a form: themes, audiences and a region."""
    return 2 * themes_of(form) + 1


def basic_code(seed: int, item: int) -> str:
    """Return the twelve digits of a generated item; those of one seed follow each other."""
    return f"9{seed % 1000:03d}{item:08d}"


def records_up_to(item: int, situations: int) -> int:
    """Return how many records are there when `item` is the last, with so many situations."""
    group, is_shared = divmod(item, 2)
    return GROUP * group + is_shared + situations
