"""The handbook in the admin: a chapter, its pictures, and the way to it from any screen."""

from urllib.parse import urlsplit

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from core.access.scope import scope_of

from .chapters import CHAPTERS, INDEX, SHOTS, Chapter, chapter_named, chapters_of, section_of
from .rendering import Rendered, anchor_of, rendered


@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """Send a person to the section that explains the screen that the link was clicked on."""
    of_role = chapters_of(scope_of(request.user))
    others = [chapter for chapter in CHAPTERS if chapter not in of_role]
    heading = section_of(_screen_before(request))
    for one in (*of_role, *others):
        if heading in [name for _anchor, name in _read(one).sections]:
            return redirect(f"{address_of(one)}#{anchor_of(heading)}")
    return redirect(address_of(of_role[0]))


@require_safe
def chapter(request: HttpRequest, slug: str = INDEX) -> HttpResponse:
    """Show a chapter, with the way to the others; Http404 for a name that none has."""
    shown = chapter_named(slug)
    if shown is None:
        raise Http404
    of_role = chapters_of(scope_of(request.user))
    menu = [
        {
            "title": _read(one).title,
            "url": address_of(one),
            "is_of_role": one in of_role,
            "is_shown": one == shown,
            "is_english": one.is_english,
        }
        for one in CHAPTERS
    ]
    context = {"chapter": _read(shown), "is_english": shown.is_english, "menu": menu}
    return render(request, "core/handbook/chapter.html", context)


@require_safe
def shot(request: HttpRequest, name: str) -> FileResponse:
    """Return one of the pictures that chapters show; Http404 for any other name."""
    path = next((one for one in SHOTS.glob("*.png") if one.stem == name), None)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")


def address_of(chapter: Chapter) -> str:
    """Return where the admin shows a chapter."""
    return reverse("core_handbook_chapter", args=[chapter.slug])


def _read(chapter: Chapter) -> Rendered:
    return rendered(chapter.path)


def _screen_before(request: HttpRequest) -> str:
    """Return the name of the view that a person comes from; empty when nobody says so."""
    try:
        return resolve(urlsplit(request.headers.get("Referer", "")).path).view_name
    except (Resolver404, ValueError):
        return ""
