"""Addresses of shared parts, below /admin/shared/."""

from django.urls import path

from publication.shared_parts import alike_views, change_views, similar_views, standard_views, views

urlpatterns = [
    path("shared/", views.parts, name="shared_parts_list"),
    path("shared/similar/", similar_views.similar, name="shared_parts_similar"),
    path("shared/similar/propose/", similar_views.propose, name="shared_parts_propose"),
    path("shared/<int:pk>/join/", similar_views.join, name="shared_parts_join"),
    path("shared/new/<slug:kind>/", views.new, name="shared_parts_new"),
    path("shared/<int:pk>/", views.one, name="shared_parts_one"),
    path("shared/<int:pk>/edit/", views.edit, name="shared_parts_edit"),
    path("shared/<int:pk>/newest/", standard_views.take_up, name="shared_parts_take_up"),
    path("shared/guides/<int:pk>/", standard_views.heir, name="shared_parts_heir"),
    path("shared/guides/<int:pk>/mark/", standard_views.make_standard, name="shared_parts_mark"),
    path("shared/guides/<int:pk>/join/", standard_views.join_standard, name="shared_parts_inherit"),
    path("shared/<int:pk>/unmark/", standard_views.unmark_standard, name="shared_parts_unmark"),
    path("shared/guides/<int:pk>/leave/", standard_views.leave, name="shared_parts_leave"),
    path("shared/<int:pk>/uses/", views.uses, name="shared_parts_uses"),
    path("shared/<int:pk>/alike/", alike_views.alike, name="shared_parts_alike"),
    path("shared/changes/<int:pk>/", change_views.show, name="shared_parts_change"),
    path("shared/changes/<int:pk>/send/", change_views.send_change, name="shared_parts_send"),
    path("shared/changes/<int:pk>/back/", change_views.take_change_back, name="shared_parts_back"),
    path("shared/changes/<int:pk>/decide/", change_views.decide_change, name="shared_parts_decide"),
    path("shared/changes/<int:pk>/progress/", change_views.progress, name="shared_parts_progress"),
    path("shared/changes/<int:pk>/report/", change_views.report, name="shared_parts_report"),
    path("shared/changes/<int:pk>/carry/", change_views.carry_over, name="shared_parts_carry"),
]
