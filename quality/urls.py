"""Addresses of this room in the admin."""

from django.urls import path

from quality import live_views

urlpatterns = [
    path(
        "quality/live/<int:page_id>/",
        live_views.LiveFindingsView.as_view(),
        name="quality_live",
    ),
]
