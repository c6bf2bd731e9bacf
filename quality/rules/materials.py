"""L17, L18, L27: doubled and contradictory entries, incomplete rows, what is shared already."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import DeliveryMethod, MaterialForm, MaterialSource, Necessity
from quality.choices import Severity
from quality.finding import Hit, removed, replaced
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

LOOSE = re.compile(r"[\s“”\"'《》、，,。；;·]|（?(?:原件|复印件)(?:[一二两\d]+份)?）?")


@rule("L17", gettext_lazy("The same twice, or two fields that contradict each other"))
def twice(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield materials listed twice, and fields with opposite values."""
    seen: dict[tuple, str] = {}
    for pointer, row in document.rows("materials", "items"):
        key = (LOOSE.sub("", row["name"]), tuple(row["situations"]))
        if key[0] and key in seen:
            message = _("“%(name)s” is listed twice.")
            fix = removed(pointer, _("Remove this row."))
            yield Hit(f"{pointer}/name", message % {"name": row["name"]}, fix=fix)
        seen.setdefault(key, pointer)
    yield from _opposites(document)
    for pointer, first, second in terms.conflicts:
        message = _("The text says “%(first)s” and “%(second)s”.")
        yield Hit(pointer, message % {"first": first, "second": second})


def _opposites(document: Reading) -> Iterator[Hit]:
    handling = document["handling"]
    if document["materials"]["none_required"] and document["materials"]["items"]:
        message = _("No material is needed, yet materials are listed.")
        fix = replaced("/materials/none_required", False, _("Say that materials are needed."))
        yield Hit("/materials/none_required", message, fix=fix)
    ways = {way for _p, row in document.rows("results") for way in row["delivery_methods"]}
    for key, way, words in (
        ("express", DeliveryMethod.POST, _("sent by post")),
        ("kiosk", DeliveryMethod.KIOSK, _("printed at a kiosk")),
    ):
        if handling[key] is False and way in ways:
            message = _("The result is %(way)s, but “%(field)s” says no.")
            field = {"express": _("Express delivery"), "kiosk": _("Kiosk")}[key]
            yield Hit(f"/handling/{key}", message % {"way": words, "field": field})
    tolerated = [
        pointer for pointer, row in document.rows("materials", "items") if row["tolerated"]
    ]
    if handling["tolerance"] is False and tolerated:
        message = _("A material may follow later, but nothing is accepted with gaps.")
        yield Hit("/handling/tolerance", message)
        yield Hit(f"{tolerated[0]}/tolerated", message)


@rule(
    "L18",
    gettext_lazy("Material without count, type, source or necessity"),
    basis="国办函〔2017〕115号",
)
def complete(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield each material that lacks one of the four; what need not be handed in has no count."""
    for pointer, row in document.rows("materials", "items"):
        missing = []
        counted = row["originals"] or row["copies"] or row["form"] == MaterialForm.ELECTRONIC
        if not counted and not row["exempt"]:
            missing.append(("originals", _("count")))
        if row["kind"] is None and not row["exempt"]:
            missing.append(("kind", _("type")))
        if row["source"] is None:
            missing.append(("source", _("source")))
        if row["necessity"] is None:
            missing.append(("necessity", _("necessity")))
        if missing:
            message = _("“%(name)s” lacks: %(missing)s.")
            words = {"name": row["name"], "missing": "、".join(label for _k, label in missing)}
            yield Hit(f"{pointer}/{missing[0][0]}", message % words)


@rule(
    "L27",
    gettext_lazy("Demanded although the government has it"),
    severity=Severity.WARNING,
    basis="国务院令第716号第7条",
)
def shared(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield materials that a body issued or a list calls shareable, demanded without exemption."""
    shareable = [word.wrong for word in terms.word_list("shareable")]
    for pointer, row in document.rows("materials", "items"):
        if row["exempt"] or row["e_licence"] or row["necessity"] != Necessity.REQUIRED:
            continue
        listed = any(word in row["name"] for word in shareable)
        if row["source"] == MaterialSource.GOVERNMENT or listed:
            message = _("“%(name)s” can be had by data sharing: need it be handed in?")
            fix = replaced(
                f"{pointer}/exempt", True, _("Say that it need not be handed in."), certain=False
            )
            yield Hit(f"{pointer}/exempt", message % {"name": row["name"]}, fix=fix)
