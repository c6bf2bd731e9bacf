"""Addresses of search's screens, below /admin/search-care/."""

from django.urls import path

from search.overviews import views

urlpatterns = [
    path("search-care/", views.report, name="search_report"),
    path("search-care/words/", views.add_word, name="search_add_word"),
    path("search-care/health/", views.health, name="search_health"),
    path("search-care/health/act/", views.act, name="search_act"),
    path("search-care/explain/", views.explanation, name="search_explain"),
]
