"""Chapters from Markdown to HTML: anchors of headings, links and pictures as the admin has them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown import Extension, Markdown
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.treeprocessors import Treeprocessor


@dataclass(frozen=True)
class Rendered:
    """A rendered chapter: its title, its HTML, and the headings of its sections by anchor."""

    title: str
    html: SafeString
    sections: tuple[tuple[str, str], ...]


def rendered(path: Path) -> Rendered:
    """Return a chapter as HTML, read anew when its file has changed."""
    return _rendered(path, path.stat().st_mtime_ns)


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading, as repositories on the web make it too."""
    return slugify_unicode(heading, "-")


@cache
def _rendered(path: Path, _changed: int) -> Rendered:
    toc = TocExtension(slugify=slugify_unicode, toc_depth="1-2")
    reader = Markdown(extensions=["tables", "sane_lists", toc, _Addresses()])
    html = reader.convert(path.read_text(encoding="utf-8"))
    (top,) = reader.toc_tokens  # type: ignore[attr-defined]
    sections = tuple((one["id"], one["name"]) for one in top["children"])
    # Safe: the files are the project's own, and nobody writes them from the admin.
    return Rendered(top["name"], mark_safe(html), sections)  # noqa: S308


class _Addresses(Extension):
    """Turns links to other chapters and to pictures into addresses of the admin."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_AddressTree(md), "addresses", 0)


class _AddressTree(Treeprocessor):
    """Rewrites the addresses of a chapter's tree."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                element.set("href", _link(element.get("href", "")))
            elif element.tag == "img":
                element.set(
                    "src", reverse("core_handbook_shot", args=[Path(element.get("src", "")).stem])
                )
                element.set("loading", "lazy")


def _link(address: str) -> str:
    path, _hash, anchor = address.partition("#")
    if not path.endswith(".md") or "/" in path:
        return address
    chapter = reverse("core_handbook_chapter", args=[path.removesuffix(".md")])
    return f"{chapter}#{anchor}" if anchor else chapter
