"""The shapes of the API's answers; their keys stay."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from guides.choices import Audience, DocumentKind, ItemType, TimeUnit
from publication.choices import EventType, State


def _says(description: str, *examples: Any) -> Any:
    """Return what the description of the API tells of a property."""
    return Field(description=description, examples=list(examples))


Code = Annotated[str, _says("Code of the guide; it never changes.", "scjg-000131023000-01")]
Version = Annotated[int, _says("Number of the filed version, from 1.", 2)]
Title = Annotated[str, _says("Official title.", "食品经营许可（餐饮服务）新办办事指南")]
InPlainWords = Annotated[str, _says("What it is for, in one sentence.", "开饭店、小吃店先办这个。")]
Hash = Annotated[
    str,
    _says(
        "SHA-256 over the canonical JSON (RFC 8785) of the public Document, in hex.",
        "ffa75e802003ef1f84c06b5d917ac1c0f35cf5dec0f71d2f982786f051b7fd81",
    ),
]
Total = Annotated[int, _says("How many there are, up to the cap.", 24)]
IsCapped = Annotated[bool, _says("Whether there are more than `total` says.", False)]
ReaderState = Annotated[State, _says("What readers get of it now.", "current")]
Name = Annotated[str, _says("Name in Chinese.", "市场监督管理局")]
NameInEnglish = Annotated[
    str, _says("Name in English; empty when there is none.", "Market Regulation Bureau")
]


class Envelope(Schema):
    """What filing assigned to a version, with the state that readers get."""

    code: Code
    kind: Annotated[DocumentKind, _says("Always a guide: manuals are internal.", "guide")]
    version: Version
    filing_no: Annotated[str, _says("Filing number (备案号).", "云政服备〔2026〕0012号")]
    filed_on: Annotated[date, _says("Day of filing.", "2026-03-02")]
    published_on: Annotated[date, _says("Day of publication.", "2026-03-02")]
    effective_on: Annotated[date, _says("First day in force.", "2026-03-15")]
    state: ReaderState
    sha256: Hash
    seq: Annotated[int, _says("Sequence number of the event that published it.", 31)]


class GuideAnswer(Schema):
    """One guide: what filing assigned, and the public Document."""

    envelope: Annotated[Envelope, _says("What filing assigned.")]
    document: Annotated[
        dict[str, Any],
        Field(description="The Document; its JSON Schema is /api/v1/schemas/guide-1.json."),
    ]


class CaseOption(Schema):
    """One answer of a question."""

    key: Annotated[str, _says("What to send as `a`.", "agent")]
    label: Annotated[str, _says("The answer in words.", "请别人代办")]
    help: Annotated[str, _says("A word of help; may be empty.", "")]


class CaseQuestion(Schema):
    """The next question of a guide's question tree (情形引导)."""

    key: Annotated[str, _says("Key of the question.", "q2")]
    question: Annotated[str, _says("The question.", "谁来提交申请？")]
    help: Annotated[str, _says("A word of help; may be empty.", "")]
    options: Annotated[list[CaseOption], _says("The answers to choose from.")]


class CaseAnswer(Schema):
    """Where answers lead: the next question, or the guide of the case."""

    code: Code
    version: Version
    answered: Annotated[list[str], _says("The answers that hold, in order.", ["self"])]
    unknown: Annotated[list[str], _says("Answers that the tree does not offer.", [])]
    question: Annotated[CaseQuestion | None, _says("The next question; null at the end.")]
    conclusions: Annotated[list[str], _says("What the answers conclude.", ["现在就可以申请。"])]
    elsewhere: Annotated[bool, _says("Whether this guide is not for the case.", False)]
    document: Annotated[
        dict[str, Any] | None,
        Field(
            description="At the end the Document with the rows of the case alone; else null.",
            examples=[None],
        ),
    ]


class BundleFacts(Schema):
    """A bundle (一件事)."""

    slug: Annotated[str, _says("Address of the bundle.", "kai-can-guan")]
    title: Annotated[str, _says("Name.", "开一家小餐馆")]


class BundleList(Schema):
    """All bundles."""

    items: Annotated[list[BundleFacts], _says("The bundles by name.")]


class BundlePartFacts(Schema):
    """One guide of a bundle."""

    place: Annotated[int, _says("Its number in the bundle, from 1.", 1)]
    code: Code
    title: Title
    after: Annotated[list[int], _says("Numbers of the parts before it.", [1])]
    first_day: Annotated[int, _says("Working day on which it begins, from 1.", 1)]
    last_day: Annotated[int, _says("Working day on which it ends.", 5)]


class BundleAnswer(BundleFacts):
    """A bundle with its guides in force now."""

    summary: InPlainWords
    version: Version
    filing_no: Annotated[str, _says("Filing number (备案号).", "云政服备〔2026〕0012号")]
    working_days: Annotated[int, _says("The promise: working days along the longest path.", 6)]
    materials: Annotated[list[str], _says("What to bring once.", ["食品经营许可申请书"])]
    parts: Annotated[list[BundlePartFacts], _says("The guides in order.")]


class DepartmentFacts(Schema):
    """A department."""

    slug: Annotated[str, _says("Short code, as in `department=`.", "scjg")]
    name: Name
    name_en: NameInEnglish


class RegionFacts(Schema):
    """A region."""

    code: Annotated[str, _says("Code of the region, as in `region=`.", "350100")]
    name: Annotated[str, _says("Name in Chinese.", "云溪市")]


class NamedFacts(Schema):
    """A code with its name."""

    code: Annotated[str, _says("Code.", "01")]
    name: Annotated[str, _says("Name in Chinese.", "新办")]
    name_en: Annotated[str, _says("Name in English; empty when there is none.", "New application")]


class Promise(Schema):
    """How long the department promises to take at most."""

    value: Annotated[int | None, _says("How many units; null when nothing is promised.", 5)]
    unit: Annotated[TimeUnit | None, _says("The unit.", "working_day")]


class Summary(Schema):
    """One line of a list: the state, and the list facts of the public Document."""

    code: Code
    state: ReaderState
    version: Version
    seq: Annotated[int, _says("Sequence number of the guide's last event.", 31)]
    updated_at: Annotated[datetime, _says("Moment of its last event.", "2026-03-02T09:30:00+08:00")]
    title: Title
    summary: InPlainWords
    name: Annotated[str, _says("Name of the item.", "食品经营许可（餐饮服务）")]
    name_en: Annotated[
        str, _says("Its name in English; empty when there is none.", "Food business licence")
    ]
    aliases: Annotated[list[str], _says("Everyday names.", ["开饭店"])]
    department: Annotated[DepartmentFacts, _says("Who publishes it.")]
    situation: Annotated[NamedFacts, _says("Its handling item (业务办理项).")]
    region: Annotated[RegionFacts, _says("Where it holds.")]
    themes: Annotated[list[NamedFacts], _says("Themes under which it is found.")]
    life_events: Annotated[list[NamedFacts], _says("Life events (一件事) to which it belongs.")]
    audience: Annotated[list[Audience], _says("Whom it is for.", ["2"])]
    item_type: Annotated[ItemType | None, _says("Kind of power.", "01")] = None
    promised: Annotated[Promise, _says("What is promised.")]
    charged: Annotated[bool | None, _says("Whether it costs money.", False)] = None
    online: Annotated[bool | None, _says("Whether it can be done fully online.", True)] = None
    visits: Annotated[int | None, _says("How often one must go there.", 0)] = None
    instant: Annotated[bool, _says("Whether it is done on the spot.", False)] = False
    commitment: Annotated[
        bool | None, _says("Whether a promise may stand for a proof (告知承诺).", False)
    ] = None


class GuideList(Schema):
    """A page of guides."""

    items: Annotated[list[Summary], _says("The guides of this page.")]
    next: Annotated[str | None, _says("`cursor` of the next page; null at the end.", "s31")]
    total: Total
    total_is_capped: IsCapped


class Change(Schema):
    """One event of the change feed."""

    seq: Annotated[int, _says("Place in the log of events, without gaps for all documents.", 31)]
    type: Annotated[EventType, _says("What happened.", "revised")]
    code: Code
    kind: Annotated[DocumentKind, _says("Always a guide.", "guide")]
    version: Version
    sha256: Hash
    at: Annotated[datetime, _says("Moment of the event.", "2026-03-02T09:30:00+08:00")]
    tombstone: Annotated[bool, _says("Whether to take the guide away.", False)]


class Changes(Schema):
    """A stretch of the change feed."""

    items: Annotated[list[Change], _says("Events in the order in which they were committed.")]
    next_after: Annotated[int, _says("`after` of the next stretch.", 31)]
    has_more: Annotated[bool, _says("Whether there is a next stretch already.", False)]


class Hit(Schema):
    """One search result."""

    code: Code
    title: Title
    summary: InPlainWords
    highlights: Annotated[
        dict[str, list[str]],
        _says(
            "Found texts by field, as HTML with `<mark>`.",
            {"name": ["<mark>食品经营许可</mark>"]},
        ),
    ]
    score: Annotated[float, _says("How well it fits; comparable within one answer only.", 12.5)]
    tier: Annotated[
        Literal["strict", "relaxed"],
        _says(
            "`strict`: a hit; `relaxed`: follows the hits, holds only some of the words.", "strict"
        ),
    ] = "strict"
    missing: Annotated[
        list[str], _says("Words of the query that a relaxed one says nothing of.", ["多少钱"])
    ] = []


class AnswerOut(Schema):
    """The straight answer to a question, only when it is certain."""

    text: Annotated[str, _says("The fact in words.", "承诺 15 天")]
    code: Code
    section: Annotated[str, _says("The Document's section it is taken from.", "time_limits")]
    version: Annotated[int, _says("The version of the guide that says so.", 3)]


class FacetValue(Schema):
    """One value of a facet with its count."""

    value: Annotated[str, _says("Value, as in the parameter of the facet's name.", "scjg")]
    label: Annotated[str, _says("Its name in Chinese.", "市场监督管理局")]
    count: Annotated[int, _says("How many guides have it under the other filters.", 4)]


class FoundBundle(BundleFacts):
    """A bundle that fits the words of a search."""

    summary: InPlainWords


class SearchAnswer(Schema):
    """Search results with facets."""

    items: Annotated[
        list[Hit],
        _says(
            "The hits of this page, best first; where it has room, guides follow that hold only"
            " some of the words."
        ),
    ]
    bundles: Annotated[
        list[FoundBundle],
        _says("Bundles (一件事) that fit the words, apart from the guides; on page 1 only."),
    ]
    facets: Annotated[
        dict[str, list[FacetValue]],
        _says(
            "Counted properties by the name of their parameter; on page 1 only.",
            {"department": [{"value": "scjg", "label": "市场监督管理局", "count": 4}]},
        ),
    ]
    total: Total
    total_is_capped: IsCapped
    engine: Annotated[str, _says("Which engine answered.", "elasticsearch")]
    degraded: Annotated[
        bool, _says("Whether a simpler engine stands in: all is found, order is plainer.", False)
    ]
    expanded: Annotated[
        list[str], _says("Official names that were looked for as well.", ["食品经营许可"])
    ]
    did_you_mean: Annotated[
        str | None, _says("Words to try when little was found.", "食品经营许可")
    ] = None
    corrected: Annotated[
        str | None,
        _says("The query as its words are usually spelt, if that was looked for.", "居住证"),
    ] = None
    answer: Annotated[
        AnswerOut | None, _says("What the question asks for, when that is certain.")
    ] = None


class SuggestionOut(Schema):
    """One suggestion while somebody types."""

    text: Annotated[str, _says("What to show.", "食品经营许可")]
    code: Annotated[
        str | None, _says("Code of the guide when it leads to one.", "scjg-000131023000-01")
    ] = None


class Suggestions(Schema):
    """Suggestions, best first."""

    items: Annotated[list[SuggestionOut], _says("The suggestions.")]


class ParameterProblem(Schema):
    """What is wrong with one parameter."""

    parameter: Annotated[str, _says("Name of the parameter.", "limit")]
    message: Annotated[str, _says("What it may be.", "不能大于 100。")]


class Problem(Schema):
    """A fault as problem details (RFC 9457), in Chinese, or in English by `Accept-Language`."""

    type: Annotated[str, _says("Always this: the status says it all.", "about:blank")]
    title: Annotated[str, _says("The status in words.", "没有找到")]
    status: Annotated[int, _says("The HTTP status.", 404)]
    detail: Annotated[str, _says("What to do about it.", "没有这个资源，请看 /api/v1/docs。")]


class InvalidParameters(Problem):
    """Parameters that are not as they are described."""

    errors: Annotated[list[ParameterProblem], _says("What is wrong, by parameter.")]


class Abolished(Problem):
    """A guide that has been abolished; `detail` holds the reason."""

    code: Code
    state: Annotated[State, _says("Always abolished.", "abolished")]
    since: Annotated[date | None, _says("Day from which it is not handled.", "2026-05-01")]
    successor: Annotated[
        str | None, _says("Code of the guide that takes its place.", "scjg-000131023000-02")
    ]
    successor_title: Annotated[str | None, _says("Its name in Chinese.", "食品经营许可变更")]
    last_version: Version
