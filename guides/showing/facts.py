"""The facts that look the same in every list, page and notice: time, fee, visits, way."""

from collections.abc import Mapping
from typing import Any

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.language import ngettext, pgettext
from guides.showing.words import duration, label, labels, limit_text, listed


def facts_line(facts: Mapping[str, Any], *, with_way: bool = True) -> list[dict[str, Any]]:
    """Return the facts line as `[{"before", "strong"}]`; what is not known is left out.

    `facts` holds `promised {value, unit}`, `charged`, `online`, `visits`, `instant` as
    `publication.summary` keeps them.
    """
    parts = [
        _promise(facts),
        _plain(_("Free of charge") if facts.get("charged") is False else ""),
        _plain(_("With a fee") if facts.get("charged") else ""),
        _plain(pgettext("a fact", "Fully online") if with_way and facts.get("online") else ""),
        _visits(facts.get("visits")),
    ]
    return [part for part in parts if part]


def facts_of(public: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that `facts_line` takes from a public cut."""
    handling = public["handling"]
    return {
        "promised": public["time_limits"]["promised"],
        "charged": public["fees"]["charged"],
        "online": handling["online"],
        "visits": handling["visits"],
        "instant": handling["case_type"] == choices.CaseType.INSTANT,
    }


def cards(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the summary card: four questions, each with its answer; unknown ones left out."""
    found = [_time_card(public), _fee_card(public), _visit_card(public), _way_card(public)]
    return [card for card in found if card]


def _plain(text):
    return {"before": "", "strong": text} if text else None


def _promise(facts):
    promised = facts.get("promised") or {}
    if facts.get("instant") or promised.get("unit") == "instant":
        return _plain(pgettext("a fact", "Done on the spot"))
    found = duration(promised.get("value"), promised.get("unit"))
    return {"before": _("Promised in"), "strong": found["text"]} if found else None


def _visits(visits):
    if visits is None:
        return None
    count = ngettext("%(n)s time", "%(n)s times", visits) % {"n": visits}
    return {"before": _("Visits in person"), "strong": count}


def _card(key, question, number="", unit="", text="", note=""):
    """`number` and `unit` or `text` is the big answer; `note` the small line below."""
    return {
        "key": key,
        "question": question,
        "number": number,
        "unit": unit,
        "text": text,
        "note": note,
    }


def _time_card(public):
    limits = public["time_limits"]
    question = _("How long is promised?")
    statutory = limit_text(limits["statutory"])
    note = _by_law(limits["statutory"])
    if public["handling"]["case_type"] == choices.CaseType.INSTANT:
        return _card("time", question, text=_("On the spot"), note=note)
    promised = duration(limits["promised"]["value"], limits["promised"]["unit"])
    if promised is None:
        return _card("time", question, text=statutory, note=_("By law")) if statutory else None
    if not promised["number"]:
        return _card("time", question, text=promised["text"], note=note)
    return _card("time", question, promised["number"], promised["unit"], note=note)


def _by_law(statutory):
    """Return the statutory limit in the small line below the promise."""
    if statutory["unit"] == choices.StatutoryUnit.UNSET:
        return _("No limit is set by the state")
    limit = limit_text(statutory)
    return _("%(limit)s by law") % {"limit": limit} if limit else ""


def _fee_card(public):
    charged = public["fees"]["charged"]
    if charged is None:
        return None
    question = _("Does it cost money?")
    if not charged:
        return _card("fee", question, text=_("Free of charge"))
    items = public["fees"]["items"]
    if len(items) == 1 and items[0]["amount"]:
        return _card("fee", question, items[0]["amount"], _("yuan"), note=_("See the fees below"))
    return _card("fee", question, text=_("With a fee"), note=_("See the fees below"))


def _visit_card(public):
    visits = public["handling"]["visits"]
    if visits is None:
        return None
    unit = ngettext("time", "times", visits)
    return _card("visits", _("Must I go there?"), str(visits), unit, note=_("Visits in person"))


def _way_card(public):
    handling = public["handling"]
    forms = handling["forms"]
    question = _("How do I apply?")
    names = {
        code: label(choices.ChannelForm, code)
        for code in forms
        if not (handling["online"] and code in choices.ONLINE_FORMS)
    }
    if handling["online"]:
        note = _("Also: %(ways)s") % {"ways": listed(names.values())} if names else ""
        return _card("way", question, text=pgettext("a fact", "Fully online"), note=note)
    if not forms:
        return None
    first, *others = labels(choices.ChannelForm, forms)
    note = _("Also: %(ways)s") % {"ways": listed(others)} if others else ""
    return _card("way", question, text=first, note=note)
