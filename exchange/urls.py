"""Addresses that importing adds to the admin."""

from django.urls import path

from exchange.papers import views as papers
from exchange.uploads import tables, views

urlpatterns = [
    path("import/", views.imports, name="exchange_imports"),
    path("import/table/<slug:kind>/", tables.table, name="exchange_table"),
    path("import/<int:pk>/", views.upload, name="exchange_upload"),
    path("import/<int:pk>/progress/", views.progress, name="exchange_progress"),
    path("import/<int:pk>/returned.xlsx", views.returned, name="exchange_returned"),
    path("import/<int:pk>/remove/", views.remove, name="exchange_remove"),
    path("papers/<int:page_id>/", papers.papers, name="exchange_papers"),
    path("papers/<int:page_id>/<slug:source>/<slug:form>/", papers.paper, name="exchange_paper"),
    path("certificates/<int:pk>/", papers.certificate, name="exchange_certificate"),
]
