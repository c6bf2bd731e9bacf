"""What uses a department, an item, an outline or a theme, for its 用途 screen."""

from functools import singledispatch
from typing import Any

from wagtail.models import Page

from core.access.page_permissions import GUIDE_DEPTH
from core.models import Department
from guides.choices import DocumentKind
from guides.models import LifeEvent, Outline, ServiceItem, Theme


@singledispatch
def users(used: Any) -> Any:
    """Return the pages or items that use an object, None when it is of another kind."""
    return None


@users.register
def _of_department(used: Department):
    page = getattr(used, "page", None)
    below = Page.objects.filter(depth=GUIDE_DEPTH)
    return below.filter(path__startswith=page.path).order_by("path") if page else below.none()


@users.register
def _of_outline(used: Outline):
    kind = "guidepage" if used.kind == DocumentKind.GUIDE else "manualpage"
    return Page.objects.filter(**{f"{kind}__outline": used}).order_by(f"-{kind}__page_ptr")


@users.register
def _of_item(used: ServiceItem):
    return Page.objects.filter(guidepage__situation__item=used).order_by("pk")


@users.register
def _of_theme(used: Theme):
    return ServiceItem.objects.filter(themes=used).order_by("-pk")


@users.register
def _of_life_event(used: LifeEvent):
    return ServiceItem.objects.filter(life_events=used).order_by("-pk")
