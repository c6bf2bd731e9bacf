"""Addresses of reforms, below /admin/reforms/."""

from django.urls import path

from publication.reforms import views

urlpatterns = [
    path("reforms/", views.reforms, name="reforms_list"),
    path("reforms/new/<slug:kind>/", views.new, name="reforms_new"),
    path("reforms/<int:pk>/", views.one, name="reforms_one"),
    path("reforms/<int:pk>/edit/", views.edit, name="reforms_edit"),
    path("reforms/<int:pk>/progress/", views.progress, name="reforms_progress"),
    path("reforms/<int:pk>/report/", views.report, name="reforms_report"),
    path("reforms/<int:pk>/touched/<slug:what>/", views.touched, name="reforms_touched"),
    path("reforms/<int:pk>/<slug:how>/", views.act, name="reforms_act"),
]
