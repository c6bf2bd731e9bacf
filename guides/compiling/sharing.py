"""Shared parts in the editor: found by words, put into a table, held against what a row says."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access.scope import scope_of
from guides.blocks.reference_block import parse_reference
from guides.compiling.pasting import block_at, states
from guides.document.shareable import KIND_OF_TABLE, KINDS, REFERENCE
from guides.models import SharedPart
from guides.shared_parts.resolving import texts_of

MOST = 20
ROW = "row"


@require_GET
def found(request: HttpRequest) -> JsonResponse:
    """Answer words (`q`) with the approved parts for a table (`table`), as rows to put in."""
    kind = _kind_of(request)
    rows = SharedPart.objects.filter(kind=kind, version__gt=0).select_related("department")
    for word in request.GET.get("q", "")[:100].split():
        rows = rows.filter(name__icontains=word)
    shown = list(rows.order_by("name", "pk")[:MOST])
    rows_of_table = states(request.GET["table"], [_row(part) for part in shown])
    return JsonResponse({
        "found": [
            {
                "name": part.name,
                "of": part.department.name if part.department else _("The whole city"),
                "version": part.version,
                "row": row,
            }
            for part, row in zip(shown, rows_of_table, strict=True)
        ]
    })  # fmt: skip


@require_POST
def compared(request: HttpRequest) -> JsonResponse:
    """Answer the fields of one row, named `row-…`, with those in which it differs from its part."""
    kind = _kind_of(request)
    block = block_at(request.GET["table"]).child_block
    try:
        value = block.clean(block.value_from_datadict(request.POST, request.FILES, ROW))
    except ValidationError:
        # Half-typed: the editor asks again after the next key.
        return JsonResponse({"part": None})
    row = block.get_api_representation(value)
    reference = parse_reference(row.pop(REFERENCE, ""))
    part = SharedPart.objects.filter(key=reference[0]).first() if reference else None
    was = texts_of([part], {reference}).get(reference) if part and reference else None
    if part is None or was is None or part.kind != kind:
        return JsonResponse({"part": None})
    fields = KINDS[kind].part.model_fields
    return JsonResponse({
        "part": {"name": part.name, "version": part.version, "reference": part.reference},
        "own": [
            {"name": name, "label": _(fields[name].title or name)}
            for name in part.shareable.own_fields(row, was)
        ],
    })  # fmt: skip


def _kind_of(request: HttpRequest) -> str:
    """Return the kind of the table that a request names; PermissionDenied for who compiles not."""
    scope = scope_of(request.user)
    if not (scope.everything or scope.compiles):
        raise PermissionDenied
    kind = KIND_OF_TABLE.get(request.GET.get("table", ""))
    if kind is None:
        raise Http404
    return kind


def _row(part: SharedPart) -> dict[str, Any]:
    """Return the row that follows a part; its files it has without naming them."""
    shareable = part.shareable
    data = {name: value for name, value in part.data.items() if name not in shareable.files}
    return shareable.part.model_validate(data).model_dump(mode="json") | {REFERENCE: part.reference}
