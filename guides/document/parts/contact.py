"""Template parts K, L: windows and hours, advice, complaints, remedies."""

from django.utils.translation import gettext_noop as _
from pydantic import Field

from guides import choices
from guides.document.fields import (
    ClockTime,
    Coordinate,
    DayOfYear,
    Line,
    Lines,
    Part,
    Text,
    Texts,
    Url,
    Weekdays,
    code,
)

from .defaults import list_field, none_field, text_field


class OpeningHours(Part):
    """办公时间: weekdays 1 (Monday) to 7, a span of the day, a span of the year for seasons."""

    season_from: DayOfYear = text_field(_("Season from (MM-DD)"))
    season_to: DayOfYear = text_field(_("Season to (MM-DD)"))
    weekdays: Weekdays = list_field(_("Weekdays"))
    opens: ClockTime = text_field(_("Opens"))
    closes: ClockTime = text_field(_("Closes"))


class Address(Part):
    """地址: district, road, number."""

    district: Line = text_field(_("District"))
    road: Line = text_field(_("Road"))
    number: Line = text_field(_("House number, floor, window"))


class ServicePoint(Part):
    """窗口 (K)."""

    name: Line = text_field(_("Window name"))
    kind: code(choices.ServicePointKind) = none_field(_("Kind of place"))
    address: Address = Field(default_factory=Address, title=_("Address"))
    longitude: Coordinate = text_field(_("Longitude"))
    latitude: Coordinate = text_field(_("Latitude"))
    hours: list[OpeningHours] = list_field(_("Opening hours"))
    hours_note: Text = text_field(_("Note on the hours"))
    phone: Line = text_field(_("Phone"))
    transport: Text = text_field(_("How to get there"))
    accessibility: Text = text_field(_("Accessibility"))
    languages: Lines = list_field(_("Languages"))


class Contact(Part):
    """One way to ask or complain."""

    way: code(choices.ContactWay) = none_field(_("Way"))
    value: Line = text_field(_("Number or address"))
    note: Line = text_field(_("Note"))


class Remedy(Part):
    """复议或诉讼: where, until when."""

    body: Line = text_field(_("Body or court"))
    address: Line = text_field(_("Address"))
    phone: Line = text_field(_("Phone"))
    url: Url = text_field(_("Website"))
    period: Line = text_field(_("Period"))


class Remedies(Part):
    """法律救济."""

    review: Remedy = Field(default_factory=Remedy, title=_("Administrative review"))
    litigation: Remedy = Field(default_factory=Remedy, title=_("Administrative litigation"))


class Contacts(Part):
    """咨询·监督·救济 (L)."""

    enquiries: list[Contact] = list_field(_("Enquiries"))
    complaints: list[Contact] = list_field(_("Complaints"))
    progress: list[Contact] = list_field(_("Progress and result"))
    remedies: Remedies = Field(default_factory=Remedies, title=_("Remedies"))
    rights: Texts = list_field(_("Rights"))
    duties: Texts = list_field(_("Duties"))
