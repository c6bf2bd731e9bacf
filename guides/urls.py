"""Addresses that compiling adds to the admin."""

from django.urls import path

from guides import views

urlpatterns = [
    path("guides/new/", views.new_guide, name="guides_new"),
    path("guides/<int:guide_id>/manual/", views.new_manual, name="guides_new_manual"),
]
