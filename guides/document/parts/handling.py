"""Template parts H, I, J: ways of handling, fees, results."""

from django.utils.translation import gettext_noop as _

from guides import choices
from guides.document.fields import (
    Amount,
    FileRef,
    Flag,
    Line,
    Lines,
    Part,
    Text,
    Url,
    Whole,
    code,
    several,
)

from .defaults import line_field, list_field, none_field, text_field


class Handling(Part):
    """办理方式 (H)."""

    case_type: code(choices.CaseType) = none_field(_("Case type"))
    review_type: code(choices.ReviewType) = none_field(_("Review type"))
    forms: several(choices.ChannelForm) = list_field(_("Ways to apply"))
    online: Flag = none_field(_("Fully online"))
    online_url: Url = line_field(_("Address online"), 500)
    online_depth: several(choices.OnlineDepth) = list_field(_("Depth online"))
    visits: Whole = none_field(_("Visits"))
    visit_reason: Text = text_field(_("Why a visit is needed"))
    scope: code(choices.HandlingScope) = none_field(_("Where one can apply"))
    commitment: Flag = none_field(_("By commitment"))
    commitment_note: Text = text_field(_("What may be promised"))
    tolerance: Flag = none_field(_("Accepted with gaps"))
    tolerance_note: Text = text_field(_("What may follow, and until when"))
    booking: Flag = none_field(_("Booking"))
    booking_url: Url = line_field(_("Booking address"), 500)
    express: Flag = none_field(_("Express delivery"))
    online_payment: Flag = none_field(_("Online payment"))
    kiosk: Flag = none_field(_("Kiosk"))
    assistance: Flag = none_field(_("Help by an agent"))
    authentication: Line = line_field(_("Identification asked for"), 500)
    languages: Lines = list_field(_("Languages"))


class Fee(Part):
    """收费项目 (I)."""

    name: Line = text_field(_("Fee name"))
    standard: Text = text_field(_("Fee standard"))
    amount: Amount = text_field(_("Amount in yuan"))
    basis: Text = text_field(_("Legal basis"))
    reducible: Flag = none_field(_("May be reduced"))
    reduction_basis: Text = text_field(_("Basis for reducing"))
    note: Text = text_field(_("Note"))


class Fees(Part):
    """收费 (I)."""

    charged: Flag = none_field(_("Charged"))
    items: list[Fee] = list_field(_("Fees"))


class Result(Part):
    """审批结果 (J)."""

    kind: code(choices.ResultKind) = none_field(_("Kind of result"))
    name: Line = text_field(_("Result name"))
    samples: list[FileRef] = list_field(_("Result samples"))
    validity: Line = text_field(_("Valid for"))
    content: Text = text_field(_("What it states"))
    delivery_methods: several(choices.DeliveryMethod) = list_field(_("Ways of delivery"))
    delivery_limit: Line = text_field(_("Delivered within"))
    e_licence: Flag = none_field(_("Electronic licence"))
    annual_check: Text = text_field(_("Annual check or report"))
