"""Addresses of campaigns and of what the catalogue asks for, below /admin/campaigns/."""

from django.urls import path

from publication.campaigns import task_views, views

urlpatterns = [
    path("campaigns/", views.campaigns, name="campaigns_list"),
    path("campaigns/new/", views.edit, name="campaigns_new"),
    path("campaigns/<int:pk>/", views.one, name="campaigns_one"),
    path("campaigns/<int:pk>/edit/", views.edit, name="campaigns_edit"),
    path("campaigns/<int:pk>/remind/", views.remind, name="campaigns_remind"),
    path("campaigns/catalogue/", task_views.tasks, name="catalogue_tasks"),
    path("campaigns/catalogue/<int:pk>/", task_views.settle_task, name="catalogue_settle"),
]
