"""In which sentences the extra fields (补充字段) of an outline differ from those before."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import ExtraKind
from guides.outlines.sentences import rows_moved, text_changed

TEXTS = {
    "label": gettext_lazy("name"),
    "label_en": gettext_lazy("English name"),
    "kind": gettext_lazy("What it holds"),
    "section": gettext_lazy("Stands after"),
    "guidance": gettext_lazy("what to write"),
    "rows": gettext_lazy("Choices or columns"),
}


def of_extra_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each extra field that is new, gone, changed, or stands elsewhere."""
    was, now = before.get("extra_fields", []), after.get("extra_fields", [])
    known = {one["key"]: one for one in was}
    left = {one["key"] for one in now}
    labels = {one["key"]: one["label"] for one in (*before["sections"], *after["sections"])}
    for one in was:
        if one["key"] not in left:
            facts = {"label": one["label"]}
            yield (
                _(
                    "Extra field “%(label)s” is taken out; what guides say there stays in them as "
                    "a field of an earlier outline."
                )
                % facts
            )
    for one in now:
        if one["key"] not in known:
            yield _("New extra field: %(field)s.") % {"field": field_in_words(one, labels)}
        elif known[one["key"]] != one:
            yield from _of_field(known[one["key"]], one, labels)
    yield from rows_moved(was, now)


def field_in_words(declared: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Return an extra field in one line: name, kind, place, readers, duty."""
    facts = _shown(declared, labels)
    words = [f"“{facts['label']}”", facts["kind"], f"{_('Stands after')} {facts['section']}"]
    words += [_readers(declared), _duty(declared), *filter(None, [facts["rows"]])]
    return " · ".join(map(str, words))


def _of_field(was, now, labels) -> Iterator[str]:
    name, before, after = f"“{was['label']}”", _shown(was, labels), _shown(now, labels)
    for part, label in TEXTS.items():
        if before[part] != after[part]:
            yield text_changed(name, label, before[part], after[part])
    if was["required"] != now["required"]:
        yield text_changed(name, _("Requirement"), _duty(was), _duty(now))
    if was["internal"] != now["internal"]:
        yield text_changed(name, _("Who reads it"), _readers(was), _readers(now))


def _shown(declared, labels):
    """Return what a person reads of an extra field."""
    rows = [
        " ".join(filter(None, (one["label"], one["label_en"], f"({code})" if code else "")))
        for one in [*declared["choices"], *declared["columns"]]
        for code in [one.get("value") or one.get("key")]
    ]
    return declared | {
        "kind": str(ExtraKind(declared["kind"]).label),
        "section": f"“{labels.get(declared['section'], declared['section'])}”",
        "rows": "、".join(rows),
    }


def _duty(declared):
    return _("must be filled in") if declared["required"] else _("optional")


def _readers(declared):
    return _("Internal") if declared["internal"] else _("Public")
