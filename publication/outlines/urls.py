"""The addresses of outlines in the admin, below /admin/outlines/."""

from django.urls import path, register_converter

from publication.outlines import (
    extra_views,
    new_outline,
    previewing,
    run_views,
    section_views,
    views,
)


class SectionKeyConverter:
    """The key of a section: a path in the Document, such as `service_points.*.hours`."""

    regex = r"[a-z_*]+(?:\.[a-z_*]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ExtraKeyConverter(SectionKeyConverter):
    """The key of an extra field, such as `yearly_cases`."""

    regex = r"[a-z][a-z0-9_]{0,39}"


register_converter(ExtraKeyConverter, "extra_key")
register_converter(SectionKeyConverter, "section_key")

urlpatterns = [
    path("outlines/", views.outlines, name="outlines_list"),
    path("outlines/new/", new_outline.new, name="outlines_new"),
    path("outlines/versions/<int:pk>/", views.version, name="outlines_version"),
    path("outlines/versions/<int:pk>/next/", views.begin_version, name="outlines_begin"),
    path("outlines/versions/<int:pk>/try/", run_views.try_version, name="outlines_try_version"),
    path("outlines/versions/<int:pk>/upgrade/", run_views.upgrade, name="outlines_upgrade"),
    path("outlines/runs/<int:pk>/", run_views.run, name="outlines_run"),
    path("outlines/runs/<int:pk>/progress/", run_views.progress, name="outlines_run_progress"),
    path("outlines/runs/<int:pk>/act/", run_views.act, name="outlines_run_act"),
    path("outlines/<int:pk>/try/", run_views.try_draft, name="outlines_try"),
    path("outlines/<int:pk>/", views.draft, name="outlines_draft"),
    path("outlines/<int:pk>/act/", views.act, name="outlines_act"),
    path("outlines/<int:pk>/cover/", section_views.cover, name="outlines_cover"),
    path("outlines/<int:pk>/move/", section_views.move, name="outlines_move"),
    path("outlines/<int:pk>/add/", section_views.add, name="outlines_add"),
    path("outlines/<int:pk>/fields/", extra_views.add, name="outlines_field_add"),
    path("outlines/<int:pk>/move-field/", extra_views.move, name="outlines_field_move"),
    path("outlines/<int:pk>/fields/<extra_key:key>/", extra_views.field, name="outlines_field"),
    path(
        "outlines/<int:pk>/fields/<extra_key:key>/take-out/",
        extra_views.take_out,
        name="outlines_field_take_out",
    ),
    path("outlines/<int:pk>/preview/", previewing.preview, name="outlines_preview"),
    path("outlines/<int:pk>/preview/page/", previewing.page, name="outlines_preview_page"),
    path(
        "outlines/<int:pk>/sections/<section_key:key>/",
        section_views.section,
        name="outlines_section",
    ),
    path(
        "outlines/<int:pk>/sections/<section_key:key>/leave-out/",
        section_views.leave_out,
        name="outlines_leave_out",
    ),
]
