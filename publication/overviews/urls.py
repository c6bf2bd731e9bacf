"""Addresses of the overviews, below /admin/quality/."""

from django.urls import path

from publication.overviews import coverage_views, law_views, quality_views

urlpatterns = [
    path("coverage/", coverage_views.board, name="coverage_board"),
    path("coverage/lacking/", coverage_views.lacking, name="coverage_lacking"),
    path("quality/", quality_views.overview, name="quality_overview"),
    path("quality/departments/", quality_views.by_department, name="quality_departments"),
    path("quality/list/", quality_views.ResultListView.as_view(), name="quality_list"),
    path(
        "quality/list/results/",
        quality_views.ResultListView.as_view(results_only=True),
        name="quality_list_results",
    ),
    path("quality/waivers/", quality_views.waivers, name="quality_waivers"),
    path("quality/laws/", law_views.LawTaskListView.as_view(), name="quality_laws"),
    path(
        "quality/laws/results/",
        law_views.LawTaskListView.as_view(results_only=True),
        name="quality_laws_results",
    ),
    path("quality/laws/<int:pk>/", law_views.settle_law, name="quality_settle_law"),
    path("quality/open/<guide_code:code>/", quality_views.open_document, name="quality_open"),
]
