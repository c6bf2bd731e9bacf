"""Code lists of the field, with the values of the national standards (GB/T 39046—2020, C0109)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemType(TextChoices):
    """事项类型, GB/T 39046—2020 A.1."""

    POWER = "00", _("Administrative power")
    LICENCE = "01", _("Administrative licence")
    PENALTY = "02", _("Administrative penalty")
    COMPULSION = "03", _("Administrative compulsion")
    LEVY = "04", _("Administrative levy")
    PAYMENT = "05", _("Administrative payment")
    INSPECTION = "06", _("Administrative inspection")
    CONFIRMATION = "07", _("Administrative confirmation")
    REWARD = "08", _("Administrative reward")
    ADJUDICATION = "09", _("Administrative adjudication")
    OTHER = "10", _("Other administrative power")
    INTERNAL = "11", _("Internal approval")
    PUBLIC_SERVICE = "20", _("Public service")


class Level(TextChoices):
    """行使层级, GB/T 39046—2020 A.2."""

    STATE = "1", pgettext_lazy("level", "State")
    PROVINCE = "2", pgettext_lazy("level", "Province")
    CITY = "3", pgettext_lazy("level", "City")
    COUNTY = "4", pgettext_lazy("level", "County")
    TOWN = "5", _("Town or subdistrict")
    VILLAGE = "6", _("Village or community")
    SHARED = "7", _("Shared between levels")


class AuthorityNature(TextChoices):
    """实施主体性质, GB/T 39046—2020 A.3."""

    STATUTORY = "1", _("Statutory body")
    AUTHORISED = "2", _("Authorised organisation")
    ENTRUSTED = "3", _("Entrusted organisation")
    OTHER = "9", _("Other body")


class Audience(TextChoices):
    """服务对象, GB/T 39046—2020 A.4."""

    PERSON = "1", _("Individuals")
    ENTERPRISE = "2", _("Enterprises")
    INSTITUTION = "3", _("Public institutions")
    SOCIAL = "4", _("Social organisations")
    AGENCY = "5", _("Administrative bodies")
    OTHER = "6", _("Other organisations")


class AudienceInWords(TextChoices):
    """服务对象 as people call them: what a reader sees of `Audience`."""

    PERSON = Audience.PERSON.value, pgettext_lazy("whom it is for", "Individuals")
    ENTERPRISE = Audience.ENTERPRISE.value, pgettext_lazy("whom it is for", "Enterprises")
    INSTITUTION = Audience.INSTITUTION.value, pgettext_lazy("whom it is for", "Public institutions")
    SOCIAL = Audience.SOCIAL.value, pgettext_lazy("whom it is for", "Social organisations")
    AGENCY = Audience.AGENCY.value, pgettext_lazy("whom it is for", "Administrative bodies")
    OTHER = Audience.OTHER.value, pgettext_lazy("whom it is for", "Other organisations")


class PowerSource(TextChoices):
    """权力来源, C0109."""

    OWN = "1", _("Own statutory power")
    DELEGATED_DOWN = "2", _("Delegated from above")
    AUTHORISED_ABOVE = "3", _("Authorised from above")
    AUTHORISED_PEER = "4", _("Authorised by a peer")
    ENTRUSTED_ABOVE = "5", _("Entrusted from above")
    ENTRUSTED_PEER = "6", _("Entrusted by a peer")


class CodeScheme(TextChoices):
    """The standard that an item's codes follow; stored with the codes because several are alive."""

    C0109 = "c0109", _("C0109 / GB/T 39554 (12 and 31 characters)")
    GBT39046 = "gbt39046", _("GB/T 39046—2020 (10 and 24 characters)")
    LOCAL = "local", _("Local scheme")


class ChannelForm(TextChoices):
    """办理形式, GB/T 39046—2020 A.5."""

    WINDOW = "1", _("At the window")
    WEB = "2", _("Online on a computer")
    MOBILE = "3", _("Online on a phone")
    POST = "4", _("By post")
    OTHER = "9", _("Other way")


ONLINE_FORMS = frozenset({ChannelForm.WEB, ChannelForm.MOBILE})
"""Ways to apply for which nobody has to come."""


class CaseType(TextChoices):
    """办件类型, GB/T 39046—2020 A.6."""

    INSTANT = "1", _("Done on the spot")
    PROMISED = "2", _("Done within the promised time")
    OTHER = "9", _("Other case")


class ReviewType(TextChoices):
    """事项审查类型."""

    INSTANT = "1", _("Reviewed and done at once")
    TWO_STEPS = "2", _("Reviewed first, approved later")


class OnlineDepth(TextChoices):
    """网上办理深度."""

    ADVICE = "1", _("Advice online")
    RECEIPT = "2", _("Submission online")
    PRE_REVIEW = "3", _("Pre-review online")
    ACCEPTANCE = "4", _("Acceptance online")
    HANDLING = "5", _("Handling online")
    FEEDBACK = "6", _("Result reported online")
    E_LICENCE = "7", _("Electronic licence")
    OTHER = "8", _("Other online step")


class HandlingScope(TextChoices):
    """通办范围."""

    STATE = "1", _("Nationwide")
    PROVINCE = "2", _("Across the province")
    CITY = "3", _("Across the city")
    COUNTY = "4", _("Across the county")
    TOWN = "5", _("Across the town")
    VILLAGES = "6", _("Across villages")


class TimeUnit(TextChoices):
    """时限单位."""

    WORKING_DAY = "working_day", _("working days")
    CALENDAR_DAY = "calendar_day", _("calendar days")
    MONTH = "month", _("months")
    HOUR = "hour", _("hours")
    INSTANT = "instant", _("on the spot")


class StatutoryUnit(TextChoices):
    """法定时限单位: those of any time limit, and that the state has set none."""

    WORKING_DAY = TimeUnit.WORKING_DAY.value, TimeUnit.WORKING_DAY.label
    CALENDAR_DAY = TimeUnit.CALENDAR_DAY.value, TimeUnit.CALENDAR_DAY.label
    MONTH = TimeUnit.MONTH.value, TimeUnit.MONTH.label
    HOUR = TimeUnit.HOUR.value, TimeUnit.HOUR.label
    INSTANT = TimeUnit.INSTANT.value, TimeUnit.INSTANT.label
    UNSET = "unset", _("none set by the state")


class BasisCategory(TextChoices):
    """依据类别."""

    ESTABLISHMENT = "establishment", _("Basis for establishing")
    IMPLEMENTATION = "implementation", _("Basis for implementing")
    SUPERVISION = "supervision", _("Basis for supervising")
    FEE = "fee", _("Basis for charging")
    MATERIAL = "material", _("Basis for a material")


class BasisStatus(TextChoices):
    """效力状态."""

    IN_FORCE = "in_force", _("In force")
    AMENDED = "amended", _("Amended")
    REPEALED = "repealed", _("Repealed")


class LawRank(TextChoices):
    """效力位阶: what kind of body made a law or document, 立法法."""

    LAW = "law", _("Law")
    REGULATION = "regulation", _("Administrative regulation")
    LOCAL_REGULATION = "local_regulation", _("Local regulation")
    RULE = "rule", _("Departmental rule")
    LOCAL_RULE = "local_rule", _("Rule of a local government")
    DOCUMENT = "document", _("Normative document")
    STANDARD = "standard", _("Standard")


class MaterialKind(TextChoices):
    """材料类型."""

    ORIGINAL = "1", _("Original")
    COPY = "2", pgettext_lazy("a material", "Copy")
    BOTH = "3", _("Original and copy")


class MaterialForm(TextChoices):
    """材料形式."""

    PAPER = "1", _("Paper")
    ELECTRONIC = "2", _("Electronic")
    BOTH = "3", _("Paper or electronic")


class Necessity(TextChoices):
    """材料必要性."""

    REQUIRED = "1", _("Required")
    OPTIONAL = "2", _("In certain cases")
    LATER = "3", _("May follow later")


class MaterialSource(TextChoices):
    """来源渠道."""

    APPLICANT = "10", _("Applicant")
    GOVERNMENT = "20", _("Issued by a government body")
    INTERMEDIARY = "30", _("Issued by an intermediary")
    OTHER = "99", _("Other source")


class TrustLevel(TextChoices):
    """电子材料可信等级, 国办函〔2016〕108号."""

    A = "A", _("A: made by the authority, directly usable")
    B = "B", _("B: checked at the window, reusable")
    C = "C", _("C: uploaded by the user, original to be checked")
    D = "D", _("D: made and vouched for by the user")


class Stage(TextChoices):
    """环节."""

    RECEIPT = "receipt", pgettext_lazy("a stage", "Application")
    ACCEPTANCE = "acceptance", _("Acceptance")
    REVIEW = "review", _("Examination")
    DECISION = "decision", _("Decision")
    ISSUE = "issue", _("Making the certificate")
    DELIVERY = "delivery", _("Delivery")
    PUBLICATION = "publication", _("Making public")
    ARCHIVING = "archiving", _("Archiving")


class StepActor(TextChoices):
    """Who acts in a step: the applicant (您来做) or the office."""

    APPLICANT = "applicant", _("You do this")
    OFFICE = "office", _("The office does this")


class SpecialProcedureKind(TextChoices):
    """特别程序, 行政许可法 art. 45."""

    HEARING = "hearing", _("Hearing")
    TENDER = "tender", _("Tender")
    AUCTION = "auction", _("Auction")
    INSPECTION = "inspection", _("Inspection")
    TESTING = "testing", _("Testing")
    QUARANTINE = "quarantine", _("Quarantine")
    APPRAISAL = "appraisal", _("Appraisal")
    EXAMINATION = "examination", _("Examination of persons")
    ASSESSMENT = "assessment", _("Assessment")
    EXPERT_REVIEW = "expert_review", _("Expert review")
    SITE_CHECK = "site_check", _("On-site check")
    CONSULTATION = "consultation", _("Consultation of others")


class ResultKind(TextChoices):
    """审批结果类型."""

    CERTIFICATE = "certificate", _("Certificate or licence")
    APPROVAL = "approval", _("Approval document")
    OTHER = "other", _("Other result")
    NONE = "none", _("No result document")


class DeliveryMethod(TextChoices):
    """送达方式."""

    WINDOW = "window", _("Collected at the window")
    POST = "post", _("Sent by post")
    ONLINE = "online", _("Sent online")
    KIOSK = "kiosk", _("Printed at a kiosk")


class ServicePointKind(TextChoices):
    """受理地点分类."""

    CENTRE = "1", _("Government service centre")
    WINDOW = "2", _("Department window")
    OFFICE = "3", _("Office of the body")
    SCENE = "4", _("Place of the case")
    AGENT = "5", _("Agent point")
    COMMUNITY = "6", _("Community service centre")


class ContactWay(TextChoices):
    """咨询、投诉方式."""

    WINDOW = "window", _("Window")
    WEB = "web", _("Website")
    PHONE = "phone", _("Phone")
    LETTER = "letter", _("Letter")
    EMAIL = "email", _("E-mail")


class FaqKind(TextChoices):
    """A frequent question or a common mistake (常见错误)."""

    QUESTION = "question", _("Frequent question")
    MISTAKE = "mistake", _("Common mistake")


class FormClass(TextChoices):
    """文书格式: the three classes of document forms in a manual."""

    ACCEPTANCE = "acceptance", _("Application and acceptance")
    DECISION = "decision", _("Review and decision")
    SPECIAL = "special", _("Special procedures")


class AttachmentKind(TextChoices):
    """附件."""

    BLANK_FORM = "blank_form", _("Blank form")
    SAMPLE = "sample", _("Filled sample")
    TEMPLATE = "template", _("Sample sheet")
    COMMITMENT = "commitment", _("Letter of commitment")
    OTHER = "other", _("Other attachment")


class DocumentKind(TextChoices):
    """The two kinds of document: 办事指南 and 业务手册."""

    GUIDE = "guide", _("Service guide")
    MANUAL = "manual", _("Business manual")


class Requirement(TextChoices):
    """Whether a section of an outline must be there: M, C, O of the template specification."""

    MANDATORY = "M", _("Mandatory")
    CONDITIONAL = "C", _("Mandatory under a condition")
    OPTIONAL = "O", _("Optional")


class ExtraKind(TextChoices):
    """What an extra field (补充字段) of an outline holds."""

    TEXT = "text", pgettext_lazy("an extra field", "Text")
    DATE = "date", pgettext_lazy("an extra field", "Date")
    NUMBER = "number", pgettext_lazy("an extra field", "Number")
    CHOICE = "choice", pgettext_lazy("an extra field", "Choice")
    TABLE = "table", pgettext_lazy("an extra field", "Table")


class Origin(TextChoices):
    """Where a filed version came from: our own flow, or an older system."""

    OWN = "own", _("Compiled here")
    TAKEN_OVER = "taken_over", _("Taken over")


class PartKind(TextChoices):
    """What can be entered once and used by many guides (共用), besides the law register."""

    MATERIAL = "material", _("Material")
    SERVICE_POINT = "service_point", _("Window")
    FEE = "fee", _("Fee")
    CONTACT = "contact", _("Contact")
    GUIDE = "guide", _("Standard guide")
