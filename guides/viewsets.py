"""The catalogue and the outlines in the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.snippets.views.snippets import EditView, SnippetViewSetGroup

from core.lists.snippet_viewsets import ScopedIndexView, ScopedSnippetViewSet
from guides.compiling.item_panel import ItemGuidesPanel
from guides.editor.forms import ServiceItemForm
from guides.models import Law, LifeEvent, Outline, ServiceItem, Theme


class _CatalogueViewSet(ScopedSnippetViewSet):
    """Base: what can be looked at by all."""

    inspect_view_enabled = True


class ItemListView(ScopedIndexView):
    """The list of items: half a million, in the order of departments and codes and no other."""

    sortable = ()


class ServiceItemViewSet(_CatalogueViewSet):
    """Items (事项) with their situations."""

    model = ServiceItem
    index_view_class = ItemListView
    icon = "clipboard-list"
    list_display = ["name", "department", "basic_code", "item_type", "is_active"]
    list_filter = ["department", "item_type", "is_active"]
    list_select_related = ["department"]
    search_backend_name = "default"
    edit_handler = ObjectList(
        [
            ItemGuidesPanel(heading=_("Guides")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
                    FieldRowPanel([FieldPanel("department"), FieldPanel("item_type")]),
                    FieldRowPanel([FieldPanel("code_scheme"), FieldPanel("basic_code")]),
                    FieldPanel("implementation_code"),
                    FieldRowPanel([FieldPanel("levels"), FieldPanel("power_source")]),
                    FieldPanel("is_active"),
                ],
                heading=_("Basic elements"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("aliases"),
                    FieldPanel("audience"),
                    FieldRowPanel(
                        [FieldPanel("local_basic_code"), FieldPanel("local_implementation_code")]
                    ),
                    FieldPanel("themes"),
                    FieldPanel("life_events"),
                ],
                heading=_("What the department adds"),
            ),
            InlinePanel(
                "situations",
                [
                    FieldRowPanel([FieldPanel("code"), FieldPanel("name")]),
                    FieldRowPanel([FieldPanel("name_en"), FieldPanel("handling_item_code")]),
                ],
                heading=_("Handling items"),
                label=_("Handling item"),
            ),
        ],
        base_form_class=ServiceItemForm,
    )


class ThemeViewSet(_CatalogueViewSet):
    """Themes (主题) under which citizens browse."""

    model = Theme
    icon = "tag"
    list_display = ["name", "side", "code", "order"]
    list_filter = ["side"]
    search_fields = ["name", "code"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("side"), FieldPanel("order")]),
    ]


class LifeEventViewSet(_CatalogueViewSet):
    """Life events (一件事)."""

    model = LifeEvent
    icon = "link"
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]), FieldPanel("code")]


class ReleasedVersionView(EditView):
    """A released version is not edited: it is shown, with the way to the draft of the next one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("outlines_version", self.object.pk)

    post = get


class OutlineViewSet(_CatalogueViewSet):
    """Outlines (模板), each version with its sections; written in `publication.outlines`."""

    model = Outline
    edit_view_class = ReleasedVersionView
    icon = "list-ul"
    list_display = ["label", "kind", "key", "version", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["label", "key"]


class LawViewSet(_CatalogueViewSet):
    """The law register (依据库), with articles where the text is at hand."""

    model = Law
    icon = "doc-full"
    list_display = ["title", "document_no", "rank", "status", "effective_on", "updated_at"]
    list_filter = ["rank", "status"]
    search_fields = ["title", "document_no", "issuer", "short_titles"]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("document_no"), FieldPanel("issuer"), FieldPanel("rank")]),
        FieldRowPanel([FieldPanel("adopted_on"), FieldPanel("effective_on")]),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("amended_on"), FieldPanel("amendment")]),
                FieldRowPanel([FieldPanel("repealed_on"), FieldPanel("replaced_by")]),
            ],
            heading=_("Validity"),
        ),
        FieldRowPanel([FieldPanel("short_titles"), FieldPanel("topics")]),
        FieldPanel("source"),
        FieldPanel("text_at_hand"),
        InlinePanel(
            "articles",
            [FieldPanel("number"), FieldPanel("text")],
            heading=_("Articles"),
            label=_("Article"),
        ),
    ]


class CatalogueViewSetGroup(SnippetViewSetGroup):
    """The menu of the catalogue."""

    items = (ServiceItemViewSet, ThemeViewSet, LifeEventViewSet, OutlineViewSet, LawViewSet)
    menu_label = _("Catalogue")
    menu_icon = "clipboard-list"
    menu_order = 250
