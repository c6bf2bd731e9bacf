"""The addresses of publication, below /admin/publication/."""

from django.urls import path

from publication.views import ActView, StateView

app_name = "publication"
urlpatterns = [
    path("state/<slug:code>/", StateView.as_view(), name="state"),
    path("state/<slug:code>/<slug:act>/", ActView.as_view(), name="act"),
]
