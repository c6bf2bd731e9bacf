"""What lower rooms ask and upper rooms answer, so that nobody imports upwards.

Each room registers its answers in its `answers.py`, and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q


class Registry:
    """A named question that lower rooms ask and upper rooms answer."""

    def __init__(self, question, *, default):
        self.question = question
        self.default = default
        self.answer = None

    def register(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Let `function` answer; raise RuntimeError when another function does."""
        if self.answer not in (None, function):
            raise RuntimeError(f"two answers to: {self.question}")
        self.answer = function
        return function

    def __call__(self, *args, **kwargs):
        return self.default if self.answer is None else self.answer(*args, **kwargs)


@dataclass
class PastedTable:
    """A pasted table (粘贴的表格) as it was understood.

    `columns` says what each column is, "" for one that is left out; `options` are the (key, word)
    that a column can be; `rows` are JSON data of the Document's part; `samples` the first rows.
    """

    header: list[str]
    columns: list[str]
    options: list[tuple[str, str]]
    rows: list[dict[str, Any]]
    samples: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class SimilarGuide:
    """A filed guide of another department that is like one under review (同类指南).

    `department` is its name, `address` its public page, `public` the JSON that readers get.
    """

    title: str
    department: str
    address: str
    public: dict[str, Any]


department_pages = Registry(
    "The pages of these department ids: an iterable of Page objects with `department_id`",
    default=(),
)
page_standings = Registry(
    "How these Page objects stand: {page id: [Standing, …]}; containers have none", default={}
)
users_of = Registry(
    "What uses this object: an ordered QuerySet of pages or of snippets, None when nobody knows",
    default=None,
)
filed_page_ids = Registry(
    "Of these Page objects, the ids of those that are or hold a guide submitted or filed",
    default=frozenset(),
)
bound_guides = Registry(
    "The condition (Q) on guide pages under which one was ever submitted or filed",
    default=Q(pk__in=[]),
)
revisable_guides = Registry(
    "The condition (Q) on guide pages that are filed, and whose next version may be filed too",
    default=Q(pk__in=[]),
)
guides_in_review = Registry(
    "The condition (Q) on guide pages under which one is under review", default=Q(pk__in=[])
)
filed_code = Registry("Has a guide of this code ever been filed?", default=False)
newest_filed = Registry(
    "The newest filed (kind → Document JSON text, version number) of this code", default=None
)
filed_text = Registry(
    "The canonical text of this code, kind and filed version number", default=None
)
changes_since_filing = Registry(
    "What this page's Document (JSON data) says otherwise than what is filed: version and changes",
    default=None,
)
draft_paper = Registry(
    "A paper of a draft as HTML: its form (short, notice), the guide's code, the public Document",
    default="",
)
submitting = Registry(
    'How this person submits this guide page: (address, why it is closed or ""), or None',
    default=None,
)
file_submission = Registry("File this Submission: publish its bytes under a number", default=None)
filed_as = Registry(
    "What a Submission was filed as: number, version, public_address, state_address; or None",
    default=None,
)
take_over = Registry("Take over this filed version of an older system", default=False)
withheld_contents = Registry(
    "Of these file hashes, those that a filed guide of another code than this keeps internal",
    default=frozenset(),
)
why_no_version_follows = Registry(
    "Why no version can be filed under this code any more: a sentence, or None", default=None
)
standard_address = Registry(
    "The address of the screen on which this person sees what this guide page inherits; empty for "
    "who sees none",
    default="",
)
guides_found = Registry(
    "The codes of filed guides that fit these words, best first: ten at most", default=()
)
similar_guides = Registry(
    "The filed guides of other departments that are like this guide (JSON of its Document), the "
    "most alike first: [SimilarGuide, …]",
    default=(),
)
guides_handed_over = Registry(
    "Write down that guides of these codes went from one department to another, by this person, in "
    "this `role` and on this `decision`",
    default=None,
)
guide_uses = Registry(
    "How much guides of these codes were used lately, with decay: {code: weight above 0}",
    default={},
)
write_uses = Registry(
    "Write down how often readers used what on a day: {(kind, code, channel): uses}", default=None
)
learn_uses = Registry("Read anew how much guides are used, when it is time", default=None)
house_status = Registry(
    "How the site is, as readers are told: see operations.status.facts; None when nobody watches",
    default=None,
)
status_html = Registry(
    "The HTML of the status page in the active language from these facts: what nginx shows while "
    "the site is down",
    default="",
)
satisfaction = Registry(
    "How satisfied people were from one day up to another (start, end, is_demo): {share, note, "
    "query}, the share in percent; None when nobody was asked",
    default=None,
)
pasted_table = Registry(
    "What pasted rows of cells say for a table of a guide (path, cells, columns or None)",
    default=None,
)
why_not_corrected = Registry(
    "Why the filed text of this code cannot be corrected: a sentence, or None", default=None
)
