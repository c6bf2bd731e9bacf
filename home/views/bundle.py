"""One thing (一件事): `/bundles/` lists the bundles, `/bundles/<slug>/` shows the guides as one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.models import Department
from guides.showing.words import limit_text, picked
from home.errors import not_found
from home.html_page import page
from home.reading_only import reading_only
from publication.bundles.lanes import lanes
from publication.bundles.reading import filed_bundle, filed_bundles, joint_of, left_out


@reading_only
def bundles(request: HttpRequest) -> HttpResponse:
    """Return the list of bundles."""
    rows = [{"slug": one.slug, **one.content} for one in filed_bundles()]
    return page(request, "home/bundles.html", {"rows": rows})


@reading_only
def bundle(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a bundle with the guides in force now: what to bring once, what follows what."""
    found = filed_bundle(slug)
    if found is None:
        return not_found(request)
    joint, gone = joint_of(found.content)
    if not joint.parts:
        return not_found(request)
    context = {
        "bundle": found.content,
        "filed": found,
        "joint": joint,
        "names": {one.place: picked(one.document["item"])["text"] for one in joint.parts},
        "rows": [_row(one) for one in joint.parts],
        "lanes": lanes(joint),
        "gone": left_out(gone),
        "lead": Department.objects.filter(slug=found.content["department"])
        .values("name", "name_en")
        .first(),
        "address": settings.PUBLIC_BASE_URL + reverse("home:bundle", args=[slug]),
    }
    return page(request, "home/bundle.html", context)


def _row(part):
    document = part.document
    results = [one["name"] for one in document["results"] if one["name"]]
    phones = [one["value"] for one in document["contacts"]["enquiries"] if one["way"] == "phone"]
    return {
        "place": part.place,
        "code": part.code,
        "name": picked(document["item"]),
        "situation": picked(document["item"]["situation"]),
        "authority": document["item"]["authority"],
        "limit": limit_text(document["time_limits"]["promised"]),
        "begins": part.begins,
        "ends": part.ends,
        "after": part.after,
        "results": results,
        "phone": phones[0] if phones else "",
    }
