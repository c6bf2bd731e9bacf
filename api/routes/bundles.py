"""`bundles`: what is done as one thing (一件事)."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Router

from api.schemas import BundleAnswer, BundleList
from publication.bundles.reading import filed_bundle, filed_bundles, joint_of

router = Router(tags=["bundles"])


@router.get("bundles", response=BundleList, operation_id="list_bundles", summary="All bundles")
def bundles(request: HttpRequest) -> dict[str, Any]:
    """Return every filed bundle by name."""
    rows = filed_bundles()
    return {"items": [{"slug": one.slug, "title": one.content["name"]} for one in rows]}


@router.get(
    "bundles/{slug:slug}",
    response=BundleAnswer,
    operation_id="get_bundle",
    summary="A bundle with its guides in force",
)
def bundle(
    request: HttpRequest,
    slug: str = Path(
        ..., max_length=60, description="Address of the bundle.", examples=["kai-can-guan"]
    ),
) -> dict[str, Any]:
    """Return the parts of a bundle, their order and the joint promise."""
    found = filed_bundle(slug)
    if found is None:
        raise Http404
    joint, _gone = joint_of(found.content)
    return {
        "slug": slug,
        "title": found.content["name"],
        "summary": found.content["summary"],
        "version": found.version,
        "filing_no": found.filing_no,
        "working_days": joint.promise,
        "materials": [one.name for one in joint.bring],
        "parts": [
            {
                "place": one.place,
                "code": one.code,
                "title": one.document["title"],
                "after": one.after,
                "first_day": one.begins,
                "last_day": one.ends,
            }
            for one in joint.parts
        ],
    }
