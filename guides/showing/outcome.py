"""What it costs and what one gets: fees, results, attachments."""

from collections.abc import Mapping
from typing import Any

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.words import label, labels, listed, rows, yes_no


def fees(public: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return `{"free", "charged", "rows", "online_payment"}`, or None when nothing is known."""
    given = public["fees"]
    if given["charged"] is None and not given["items"]:
        return None
    return {
        "free": given["charged"] is False,
        "charged": bool(given["charged"]),
        "rows": [
            {
                "name": fee["name"],
                "standard": fee["standard"],
                "amount": fee["amount"],
                "basis": fee["basis"],
                "reduction": _reduction(fee),
                "note": fee["note"],
            }
            for fee in given["items"]
        ],
    }


def _reduction(fee):
    return "\n".join(text for text in (yes_no(fee["reducible"]), fee["reduction_basis"]) if text)


def results(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the results with their samples and rows of facts."""
    return [
        {
            "name": one["name"],
            "kind": label(choices.ResultKind, one["kind"]),
            "samples": one["samples"],
            "facts": rows(
                (_("Kind of result"), label(choices.ResultKind, one["kind"])),
                (_("Valid for"), one["validity"]),
                (_("What it states"), one["content"]),
                (
                    _("Ways of delivery"),
                    listed(labels(choices.DeliveryMethod, one["delivery_methods"])),
                ),
                (_("Delivered within"), one["delivery_limit"]),
                (_("Electronic licence"), yes_no(one["e_licence"])),
                (_("Annual check or report"), one["annual_check"]),
            ),
        }
        for one in public["results"]
    ]


def attachments(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the attachments with the label of their kind."""
    return [
        {
            "name": one["name"],
            "kind": label(choices.AttachmentKind, one["kind"]),
            "file": one["file"],
            "note": one["note"],
        }
        for one in public["attachments"]
    ]
