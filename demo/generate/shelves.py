"""Where generated pages stand in the tree: folders of a department, filled one after the other."""

from dataclasses import dataclass

from wagtail.models import Page

from core.wagtail_changes.tree_paths import child_path, step_of
from guides.models import GuideFolder


@dataclass(frozen=True)
class Place:
    """A page's place: its parent, its path in treebeard's form, and the parent's address."""

    parent: int
    path: str
    url_path: str


class Shelf:
    """The folders (目录) of one department: the one in use, and how full it is."""

    def __init__(self, department_page):
        self._top = Page.objects.get(pk=department_page)
        folder = GuideFolder.objects.child_of(self._top).order_by("-path").first()
        self._folders = _last_step(Page.objects.child_of(self._top))
        self._folder = folder and Place(folder.pk, folder.path, folder.url_path)
        self._children = folder.numchild if folder else GuideFolder.MAX_CHILDREN
        self._step = _last_step(Page.objects.child_of(folder)) if folder else 0

    @property
    def is_full(self) -> bool:
        """Whether the next page needs a new folder."""
        return self._children >= GuideFolder.MAX_CHILDREN

    def begin_folder(self, pk: int) -> tuple[int, Place]:
        """Begin a folder with this primary key; return its number and Place."""
        self._folders += 1
        self._children = self._step = 0
        path = child_path(self._top.path, self._folders)
        self._folder = Place(pk, path, f"{self._top.url_path}{self._folders:03d}/")
        return self._folders, Place(self._top.pk, path, self._folder.url_path)

    def next_place(self) -> Place:
        """Return the Place of the next page."""
        self._children += 1
        self._step += 1
        path = child_path(self._folder.path, self._step)
        return Place(self._folder.parent, path, self._folder.url_path)


def _last_step(children):
    last = children.order_by("-path").values_list("path", flat=True).first()
    return step_of(last) if last else 0
