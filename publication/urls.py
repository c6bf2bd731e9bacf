"""The addresses of publication, below /admin/publication/."""

from django.urls import path

from publication.successions.views import successions
from publication.views import ActView, StateView, end_proposal

app_name = "publication"
urlpatterns = [
    path("successions/", successions, name="successions"),
    path("proposals/<int:pk>/<slug:how>/", end_proposal, name="end_proposal"),
    path("state/<slug:code>/", StateView.as_view(), name="state"),
    path("state/<slug:code>/<slug:act>/", ActView.as_view(), name="act"),
]
