"""Looking at every line of the doctor, in order; what stands on something ill is not looked at."""

from typing import Any

from django.utils.translation import gettext as _

from operations.doctor import database, deployment, house, service_health, sign_in, stores
from operations.doctor.lines import LINES, Ailment

OK, WARN, FAIL = "ok", "warn", "fail"
PARTS = (database, service_health, stores, deployment, sign_in, house)
"""The modules whose lines register themselves, named so that none is forgotten."""


def examine() -> list[dict[str, Any]]:
    """Return [{"line", "state", "cause", "remedy"}] of every line, in order.

    A line whose needs are not well is not looked at, and says so.
    """
    found, bad = [], set()
    for one in LINES.values():
        missing = [LINES[name].label for name in one.needs if name in bad]
        ailment = _unlooked(missing) if missing else _looked(one)
        state = OK if ailment is None else WARN if ailment.is_warning else FAIL
        if state == FAIL or missing:
            bad.add(one.name)
        found.append(
            {
                "line": one.name,
                "label": str(one.label),
                "state": state,
                "cause": ailment.cause if ailment else "",
                "remedy": ailment.remedy if ailment else "",
            }
        )
    return found


def _looked(one):
    try:
        return one.look()
    except Exception as error:  # noqa: BLE001  whatever keeps it from looking is what is wrong
        words = _("It could not be looked at: %(error)s")
        cause = words % {"error": f"{type(error).__name__}: {error}"}
        return Ailment(cause, _("See docs/operations.md for this part."))


def _unlooked(missing):
    words = _("Not looked at, since this is not well: %(parts)s")
    return Ailment(
        words % {"parts": "、".join(str(one) for one in missing)},
        _("Mend that first."),
        is_warning=True,
    )
