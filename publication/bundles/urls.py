"""Addresses of bundles, below /admin/bundles/."""

from django.urls import path

from publication.bundles import views

urlpatterns = [
    path("bundles/", views.bundles, name="bundles_list"),
    path("bundles/new/", views.edit, name="bundles_new"),
    path("bundles/<int:pk>/", views.one, name="bundles_one"),
    path("bundles/<int:pk>/edit/", views.edit, name="bundles_edit"),
]
