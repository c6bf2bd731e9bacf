"""Addresses of this room in the admin."""

from django.urls import path

from quality import live_views, mend_views

urlpatterns = [
    path(
        "quality/live/<int:page_id>/",
        live_views.LiveFindingsView.as_view(),
        name="quality_live",
    ),
    path("quality/mend/<int:page_id>/", mend_views.mend, name="quality_mend"),
]
