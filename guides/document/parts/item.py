"""Template part B: the item, its codes and bodies, whom it is for."""

from django.utils.translation import gettext_noop as _
from pydantic import Field

from guides import choices
from guides.document.fields import CodeLine, Flag, Line, Lines, Part, Text, code, several

from .defaults import list_field, none_field, text_field


class Named(Part):
    """A code with its name, frozen as it was."""

    code: CodeLine = text_field(_("Code"))
    name: Line = text_field(_("Name"))
    name_en: Line = text_field(_("English name"))


class Organisation(Part):
    """A body (机构) as it was called when the Document was frozen."""

    name: Line = text_field(_("Name"))
    code: CodeLine = text_field(_("Unified social credit code"))
    name_en: Line = text_field(_("English name"))


class Authority(Organisation):
    """实施主体: the body that holds the power (B5)."""

    slug: CodeLine = text_field(_("Short code"))
    nature: code(choices.AuthorityNature) = none_field(_("Nature of the authority"))
    region_code: CodeLine = text_field(_("Region code"))
    region: Line = text_field(_("Region"))


class Codes(Part):
    """事项编码 (B3): stored with their scheme, warned about, never blocked."""

    scheme: code(choices.CodeScheme) = none_field(_("Code scheme"))
    basic: CodeLine = text_field(_("Basic code"))
    implementation: CodeLine = text_field(_("Implementation code"))
    handling_item: CodeLine = text_field(_("Handling item code"))
    local_basic: CodeLine = text_field(_("Local basic code"))
    local_implementation: CodeLine = text_field(_("Local implementation code"))


class QuantityLimit(Part):
    """数量限制 (B8)."""

    limited: Flag = none_field(_("Limited in number"))
    quantity: Line = text_field(_("Number"))
    publication: Text = text_field(_("How the number is made public"))
    ranking: Text = text_field(_("How applicants are ranked"))


class Applicability(Part):
    """What a department says of its item beside the catalogue: bodies, scope, limits (B5–B8)."""

    accepting_body: Line = text_field(_("Accepting body"))
    deciding_body: Line = text_field(_("Deciding body"))
    undertaking_body: Line = text_field(_("Undertaking unit"))
    entrusting_body: Line = text_field(_("Entrusting body"))
    joint_bodies: Lines = list_field(_("Joint bodies"))
    scope: Text = text_field(_("Scope of application"))
    division_of_power: Text = text_field(_("Division of power"))
    exercise_content: Text = text_field(_("Content of the power"))
    quantity_limit: QuantityLimit = Field(default_factory=QuantityLimit, title=_("Quantity limit"))


class Item(Applicability):
    """事项基础 (B): what the catalogue says of the item, with what the department adds."""

    name: Line = text_field(_("Item name"))
    name_en: Line = text_field(_("English name"))
    situation: Named = Field(default_factory=Named, title=_("Handling item"))
    aliases: Lines = list_field(_("Everyday names"))
    codes: Codes = Field(default_factory=Codes, title=_("Codes"))
    item_type: code(choices.ItemType) = none_field(_("Item type"))
    levels: several(choices.Level) = list_field(_("Levels"))
    power_source: code(choices.PowerSource) = none_field(_("Source of the power"))
    authority: Authority = Field(default_factory=Authority, title=_("Competent authority"))
    audience: several(choices.Audience) = list_field(_("Audience"))
    personal_themes: list[Named] = list_field(_("Themes for individuals"))
    business_themes: list[Named] = list_field(_("Themes for organisations"))
    local_themes: list[Named] = list_field(_("Local themes"))
    life_events: list[Named] = list_field(_("Life events"))


class Standard(Part):
    """标准指南: the filed version of the city's guide from which a district's guide inherits."""

    code: CodeLine = text_field(_("Code"))
    version: int = Field(0, title=_("Version"))
    title: Line = text_field(_("Title"))
    authority: Line = text_field(_("Competent authority"))
