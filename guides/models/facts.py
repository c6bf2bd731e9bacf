"""The facts of a guide that are searched, filtered or exchanged (`docs/template.md`: G, H, I)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from guides import choices
from guides.code_lists import CodeListField
from guides.line_lists import LineListField


def _number(label):
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )


def _code(label, code_list):
    return models.CharField(label, max_length=20, choices=code_list.choices, blank=True)


def _prose(label):
    return models.TextField(label, blank=True)


def _line(label):
    return models.CharField(label, max_length=500, blank=True)


def _flag(label):
    return models.BooleanField(label, null=True, blank=True)


class GuideFacts(models.Model):
    """时限、办理方式、收费 of a guide; names are `<part>_<field>` of the Document's parts."""

    statutory_value = _number(_("statutory time limit"))
    statutory_unit = _code(_("unit"), choices.StatutoryUnit)
    statutory_note = _prose(_("explanation of the statutory limit"))
    statutory_basis = _line(_("basis of the statutory limit"))
    promised_value = _number(_("promised time limit"))
    promised_unit = _code(_("unit"), choices.TimeUnit)
    promised_note = _prose(_("explanation of the promised limit"))
    promised_basis = _line(_("basis of the promised limit"))
    acceptance_value = _number(_("time limit of acceptance"))
    acceptance_unit = _code(_("unit"), choices.TimeUnit)
    acceptance_note = _prose(_("explanation of acceptance"))
    acceptance_basis = _line(_("basis of acceptance"))
    delivery_value = _number(_("time limit of delivery"))
    delivery_unit = _code(_("unit"), choices.TimeUnit)
    delivery_note = _prose(_("explanation of delivery"))
    delivery_basis = _line(_("basis of delivery"))
    silence = _prose(_("what follows when no answer comes in time"))

    handling_case_type = _code(_("case type"), choices.CaseType)
    handling_review_type = _code(_("review type"), choices.ReviewType)
    handling_forms = CodeListField(_("ways to apply"), code_list=choices.ChannelForm)
    handling_online = _flag(_("fully online"))
    handling_online_url = _line(_("address online"))
    handling_online_depth = CodeListField(_("depth online"), code_list=choices.OnlineDepth)
    handling_visits = _number(_("visits"))
    handling_visit_reason = _prose(_("why a visit is needed"))
    handling_scope = _code(_("where one can apply"), choices.HandlingScope)
    handling_commitment = _flag(_("by commitment"))
    handling_commitment_note = _prose(_("what may be promised"))
    handling_tolerance = _flag(_("accepted with gaps"))
    handling_tolerance_note = _prose(_("what may follow, and until when"))
    handling_booking = _flag(_("booking"))
    handling_booking_url = _line(_("booking address"))
    handling_express = _flag(_("express delivery"))
    handling_online_payment = _flag(_("online payment"))
    handling_kiosk = _flag(_("kiosk"))
    handling_assistance = _flag(_("help by an agent"))
    handling_authentication = _line(_("identification asked for"))
    handling_languages = LineListField(_("languages"))

    class Meta:
        abstract = True
