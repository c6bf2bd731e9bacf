"""The parts of a Document: one class for each row of the unified template, B to P.

Titles are English msgids; the forms of the editor, the JSON Schema and the tests take them from
here, so that a field has one name everywhere.
"""

from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from guides import choices

from .fields import (
    INTERNAL,
    Amount,
    ClockTime,
    Coordinate,
    FileRef,
    Flag,
    IsoDate,
    Line,
    Lines,
    Part,
    Text,
    Texts,
    Weekdays,
    Whole,
    code,
    several,
)


def _text(title: str) -> str:
    return Field("", title=title)


def _line(title: str, max_length: int) -> str:
    return Field("", title=title, max_length=max_length)


def _none(title: str) -> None:
    return Field(None, title=title)


def _list(title: str) -> list:
    return Field(default_factory=list, title=title)


class Named(Part):
    """A code with its name, frozen as it was."""

    code: Line = _text(_("Code"))
    name: Line = _text(_("Name"))
    name_en: Line = _text(_("English name"))


class Organisation(Part):
    """A body (机构) as it was called when the Document was frozen."""

    name: Line = _text(_("Name"))
    code: Line = _text(_("Unified social credit code"))
    name_en: Line = _text(_("English name"))


class Authority(Organisation):
    """实施主体: the body that holds the power (B5)."""

    slug: Line = _text(_("Short code"))
    nature: code(choices.AuthorityNature) = _none(_("Nature of the authority"))
    region_code: Line = _text(_("Region code"))
    region: Line = _text(_("Region"))


class Codes(Part):
    """事项编码 (B3): stored with their scheme, warned about, never blocked."""

    scheme: code(choices.CodeScheme) = _none(_("Code scheme"))
    basic: Line = _text(_("Basic code"))
    implementation: Line = _text(_("Implementation code"))
    handling_item: Line = _text(_("Handling item code"))
    local_basic: Line = _text(_("Local basic code"))
    local_implementation: Line = _text(_("Local implementation code"))


class QuantityLimit(Part):
    """数量限制 (B8)."""

    limited: Flag = _none(_("Limited in number"))
    quantity: Line = _text(_("Number"))
    publication: Text = _text(_("How the number is made public"))
    ranking: Text = _text(_("How applicants are ranked"))


class Applicability(Part):
    """What a department says of its item beside the catalogue: bodies, scope, limits (B5–B8)."""

    accepting_body: Line = _text(_("Accepting body"))
    deciding_body: Line = _text(_("Deciding body"))
    undertaking_body: Line = _text(_("Undertaking unit"))
    entrusting_body: Line = _text(_("Entrusting body"))
    joint_bodies: Lines = _list(_("Joint bodies"))
    scope: Text = _text(_("Scope of application"))
    division_of_power: Text = _text(_("Division of power"))
    exercise_content: Text = _text(_("Content of the power"))
    quantity_limit: QuantityLimit = Field(default_factory=QuantityLimit, title=_("Quantity limit"))


class Item(Applicability):
    """事项基础 (B): what the catalogue says of the item, with what the department adds."""

    name: Line = _text(_("Item name"))
    name_en: Line = _text(_("English name"))
    situation: Named = Field(default_factory=Named, title=_("Handling item"))
    aliases: Lines = _list(_("Everyday names"))
    codes: Codes = Field(default_factory=Codes, title=_("Codes"))
    item_type: code(choices.ItemType) = _none(_("Item type"))
    levels: several(choices.Level) = _list(_("Levels"))
    power_source: code(choices.PowerSource) = _none(_("Source of the power"))
    authority: Authority = Field(default_factory=Authority, title=_("Competent authority"))
    audience: several(choices.Audience) = _list(_("Audience"))
    personal_themes: list[Named] = _list(_("Themes for individuals"))
    business_themes: list[Named] = _list(_("Themes for organisations"))
    local_themes: list[Named] = _list(_("Local themes"))
    life_events: list[Named] = _list(_("Life events"))


class LegalBasis(Part):
    """设定依据 (C): one provision, down to article, paragraph and item."""

    category: code(choices.BasisCategory) = _none(_("Category of the basis"))
    title: Line = _text(_("Title of the law"))
    document_no: Line = _text(_("Document number"))
    article: Line = _text(_("Article"))
    text: Text = _text(_("Text of the article"))
    issuer: Line = _text(_("Issuing body"))
    effective_on: IsoDate = _text(_("In force since"))
    status: code(choices.BasisStatus) = _none(_("Validity"))


class ConditionReview(Part):
    """D4: how officials check one condition; for the manual only."""

    points: Text = _text(_("Review points"))
    standard: Text = _text(_("Review standard"))
    method: Text = _text(_("Review method"))
    evidence: Text = _text(_("Proof"))


class Condition(Part):
    """准予条件 (D1): one condition that an applicant must meet."""

    key: Line = _text(_("Key"))
    text: Text = _text(_("Condition"))
    situations: Lines = _list(_("Only in these cases"))
    materials: Lines = _list(_("Proved by materials (keys)"))
    review: Annotated[ConditionReview, INTERNAL] = Field(
        default_factory=ConditionReview, title=_("Review of this condition")
    )


class Conditions(Part):
    """条件 (D): who may apply, and who may not."""

    items: list[Condition] = _list(_("Conditions"))
    prohibitions: Texts = _list(_("Cases of refusal and prohibitions"))


class Material(Part):
    """申请材料 (E): one thing that the applicant hands in."""

    key: Line = _text(_("Key"))
    name: Line = _text(_("Material name"))
    kind: code(choices.MaterialKind) = _none(_("Material type"))
    form: code(choices.MaterialForm) = _none(_("Material form"))
    necessity: code(choices.Necessity) = _none(_("Necessity"))
    originals: Whole = _none(_("Number of originals"))
    copies: Whole = _none(_("Number of copies"))
    page_format: Line = _text(_("Paper size"))
    source: code(choices.MaterialSource) = _none(_("Source"))
    source_note: Text = _text(_("Note on the source"))
    issuing_body: Line = _text(_("Issued by"))
    filling_notes: Text = _text(_("How to fill it in"))
    acceptance_standard: Text = _text(_("Standard of acceptance"))
    legal_basis: Text = _text(_("Basis for demanding it"))
    exempt: bool = Field(False, title=_("Need not be handed in"))
    tolerated: bool = Field(False, title=_("May follow later"))
    e_licence: Line = _text(_("Electronic licence used instead"))
    trust_level: code(choices.TrustLevel) = _none(_("Trust level"))
    reuse_key: Line = _text(_("Reuse key"))
    situations: Lines = _list(_("Only in these cases"))
    conditions: Lines = _list(_("Proves conditions (keys)"))
    blank_forms: list[FileRef] = _list(_("Blank forms"))
    samples: list[FileRef] = _list(_("Filled samples"))
    note: Text = _text(_("Note"))


class Materials(Part):
    """申请材料目录 (E), or the explicit statement that nothing is needed."""

    none_required: bool = Field(False, title=_("No material needed"))
    items: list[Material] = _list(_("Materials"))


class Step(Part):
    """环节 (F2): one step of the procedure."""

    key: Line = _text(_("Key"))
    stage: code(choices.Stage) = _none(_("Stage"))
    name: Line = _text(_("Step name"))
    action: Text = _text(_("What happens"))
    actor: code(choices.StepActor) = _none(_("Who acts"))
    body: Line = _text(_("Handling body"))
    limit: Whole = _none(_("Time limit"))
    unit: code(choices.TimeUnit) = _none(_("Unit"))
    counted: bool = Field(False, title=_("Counts towards the promised time"))
    standard_summary: Text = _text(_("Review standard in short"))
    result: Line = _text(_("What you get"))
    channels: several(choices.ChannelForm) = _list(_("Channels"))
    situations: Lines = _list(_("Only in these cases"))
    post: Annotated[Line, INTERNAL] = _text(_("Post and persons"))
    phone: Annotated[Line, INTERNAL] = _text(_("Internal phone"))
    standard: Annotated[Text, INTERNAL] = _text(_("Review standard"))
    document_form: Annotated[Line, INTERNAL] = _text(_("Document form used"))


class SpecialProcedure(Part):
    """特别程序 (F3)."""

    kind: code(choices.SpecialProcedureKind) = _none(_("Kind"))
    basis: Text = _text(_("Legal basis"))
    limit: Whole = _none(_("Time limit"))
    unit: code(choices.TimeUnit) = _none(_("Unit"))
    charged: Flag = _none(_("Charged"))
    counted: Flag = _none(_("Counts towards the statutory time"))
    note: Text = _text(_("Note"))


class FlowChart(Part):
    """流程图 (F4): drawn from the steps; an own picture may be added, its text never left out."""

    image: FileRef | None = _none(_("Picture"))
    text: Text = _text(_("The same in words"))


class Process(Part):
    """办理流程 (F): steps, special procedures, flow charts."""

    steps: list[Step] = _list(_("Steps"))
    special_procedures: list[SpecialProcedure] = _list(_("Special procedures"))
    window_chart: FlowChart = Field(default_factory=FlowChart, title=_("Flow at the window"))
    online_chart: FlowChart = Field(default_factory=FlowChart, title=_("Flow online"))


class Limit(Part):
    """A time limit: number, unit, explanation, basis."""

    value: Whole = _none(_("Number"))
    unit: code(choices.TimeUnit) = _none(_("Unit"))
    note: Text = _text(_("Explanation"))
    basis: Line = _line(_("Legal basis"), 500)


class TimeLimits(Part):
    """办理时限 (G)."""

    statutory: Limit = Field(default_factory=Limit, title=_("Statutory time limit"))
    promised: Limit = Field(default_factory=Limit, title=_("Promised time limit"))
    acceptance: Limit = Field(default_factory=Limit, title=_("Time limit of acceptance"))
    delivery: Limit = Field(default_factory=Limit, title=_("Time limit of delivery"))
    silence: Text = _text(_("What follows when no answer comes in time"))


class Handling(Part):
    """办理方式 (H)."""

    case_type: code(choices.CaseType) = _none(_("Case type"))
    review_type: code(choices.ReviewType) = _none(_("Review type"))
    forms: several(choices.ChannelForm) = _list(_("Ways to apply"))
    online: Flag = _none(_("Fully online"))
    online_url: Line = _line(_("Address online"), 500)
    online_depth: several(choices.OnlineDepth) = _list(_("Depth online"))
    visits: Whole = _none(_("Visits"))
    visit_reason: Text = _text(_("Why a visit is needed"))
    scope: code(choices.Scope) = _none(_("Where one can apply"))
    commitment: Flag = _none(_("By commitment"))
    commitment_note: Text = _text(_("What may be promised"))
    tolerance: Flag = _none(_("Accepted with gaps"))
    tolerance_note: Text = _text(_("What may follow, and until when"))
    booking: Flag = _none(_("Booking"))
    booking_url: Line = _line(_("Booking address"), 500)
    express: Flag = _none(_("Express delivery"))
    online_payment: Flag = _none(_("Online payment"))
    kiosk: Flag = _none(_("Kiosk"))
    assistance: Flag = _none(_("Help by an agent"))
    authentication: Line = _line(_("Identification asked for"), 500)
    languages: Lines = _list(_("Languages"))


class Fee(Part):
    """收费项目 (I)."""

    name: Line = _text(_("Fee name"))
    standard: Text = _text(_("Fee standard"))
    amount: Amount = _text(_("Amount in yuan"))
    basis: Text = _text(_("Legal basis"))
    reducible: Flag = _none(_("May be reduced"))
    reduction_basis: Text = _text(_("Basis for reducing"))
    note: Text = _text(_("Note"))


class Fees(Part):
    """收费 (I)."""

    charged: Flag = _none(_("Charged"))
    items: list[Fee] = _list(_("Fees"))


class Result(Part):
    """审批结果 (J)."""

    kind: code(choices.ResultKind) = _none(_("Kind of result"))
    name: Line = _text(_("Result name"))
    samples: list[FileRef] = _list(_("Result samples"))
    validity: Line = _text(_("Valid for"))
    content: Text = _text(_("What it states"))
    delivery_methods: several(choices.DeliveryMethod) = _list(_("Ways of delivery"))
    delivery_limit: Line = _text(_("Delivered within"))
    e_licence: Flag = _none(_("Electronic licence"))
    annual_check: Text = _text(_("Annual check or report"))


class OpeningHours(Part):
    """办公时间: weekdays 1 (Monday) to 7, a span of the day, a span of the year for seasons."""

    season_from: Annotated[Line, Field(pattern=r"^(\d\d-\d\d)?$")] = _text(_("Season from (MM-DD)"))
    season_to: Annotated[Line, Field(pattern=r"^(\d\d-\d\d)?$")] = _text(_("Season to (MM-DD)"))
    weekdays: Weekdays = _list(_("Weekdays"))
    opens: ClockTime = _text(_("Opens"))
    closes: ClockTime = _text(_("Closes"))


class Address(Part):
    """地址: district, road, number."""

    district: Line = _text(_("District"))
    road: Line = _text(_("Road"))
    number: Line = _text(_("House number, floor, window"))


class ServicePoint(Part):
    """窗口 (K)."""

    name: Line = _text(_("Window name"))
    kind: code(choices.ServicePointKind) = _none(_("Kind of place"))
    address: Address = Field(default_factory=Address, title=_("Address"))
    longitude: Coordinate = _text(_("Longitude"))
    latitude: Coordinate = _text(_("Latitude"))
    hours: list[OpeningHours] = _list(_("Opening hours"))
    hours_note: Text = _text(_("Note on the hours"))
    phone: Line = _text(_("Phone"))
    transport: Text = _text(_("How to get there"))
    accessibility: Text = _text(_("Accessibility"))
    languages: Lines = _list(_("Languages"))


class Contact(Part):
    """One way to ask or complain."""

    way: code(choices.ContactWay) = _none(_("Way"))
    value: Line = _text(_("Number or address"))
    note: Line = _text(_("Note"))


class Remedy(Part):
    """复议或诉讼: where, until when."""

    body: Line = _text(_("Body or court"))
    address: Line = _text(_("Address"))
    phone: Line = _text(_("Phone"))
    url: Line = _text(_("Website"))
    period: Line = _text(_("Period"))


class Remedies(Part):
    """法律救济."""

    review: Remedy = Field(default_factory=Remedy, title=_("Administrative review"))
    litigation: Remedy = Field(default_factory=Remedy, title=_("Administrative litigation"))


class Contacts(Part):
    """咨询·监督·救济 (L)."""

    enquiries: list[Contact] = _list(_("Enquiries"))
    complaints: list[Contact] = _list(_("Complaints"))
    progress: list[Contact] = _list(_("Progress and result"))
    remedies: Remedies = Field(default_factory=Remedies, title=_("Remedies"))
    rights: Texts = _list(_("Rights"))
    duties: Texts = _list(_("Duties"))


class Faq(Part):
    """常见问题、常见错误 (M)."""

    kind: code(choices.FaqKind) = _none(_("Kind"))
    question: Text = _text(_("Question"))
    answer: Text = _text(_("Answer"))


class Effect(Part):
    """What an answer changes: materials, steps and conditions by key, or a conclusion."""

    add_materials: Lines = _list(_("Add materials (keys)"))
    drop_materials: Lines = _list(_("Drop materials (keys)"))
    add_steps: Lines = _list(_("Add steps (keys)"))
    drop_steps: Lines = _list(_("Drop steps (keys)"))
    add_conditions: Lines = _list(_("Add conditions (keys)"))
    drop_conditions: Lines = _list(_("Drop conditions (keys)"))
    conclusion: Text = _text(_("Conclusion"))


class Option(Part):
    """One answer of a question."""

    label: Line = _text(_("Answer"))
    help: Text = _text(_("Help"))
    next: Line = _text(_("Next question (key)"))
    effect: Effect = Field(default_factory=Effect, title=_("Effect"))


class Question(Part):
    """One question of the tree."""

    key: Line = _text(_("Key"))
    question: Line = _text(_("Question"))
    help: Text = _text(_("Help"))
    options: list[Option] = _list(_("Answers"))


class QuestionTree(Part):
    """情形引导 (N): the first question is where it starts."""

    questions: list[Question] = _list(_("Questions"))


class Attachment(Part):
    """附件 (P)."""

    kind: code(choices.AttachmentKind) = _none(_("Kind"))
    name: Line = _text(_("Name"))
    file: FileRef | None = _none(_("File"))
    note: Text = _text(_("Note"))
