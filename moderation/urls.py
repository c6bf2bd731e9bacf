"""The addresses of review, below /admin/review/."""

from django.urls import path

from moderation.outside import views as outside_views
from moderation.views import (
    batches,
    bulk,
    cases,
    full_text,
    queue,
    review,
    saved_views,
    sending,
    statistics,
    waiving,
)

app_name = "moderation"
urlpatterns = [
    path("", queue.WaitingView.as_view(), name="queue"),
    path("results/", queue.WaitingView.as_view(results_only=True), name="queue_results"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("views/", saved_views.save_view, name="save_view"),
    path("views/<int:view_id>/forget/", saved_views.forget_view, name="forget_view"),
    path("sent/", queue.SentView.as_view(), name="sent"),
    path("sent/results/", queue.SentView.as_view(results_only=True), name="sent_results"),
    path("done/", queue.DoneView.as_view(), name="done"),
    path("done/results/", queue.DoneView.as_view(results_only=True), name="done_results"),
    path("submit/<int:page_id>/", sending.SubmitView.as_view(), name="submit"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("batches/", batches.batch_list, name="batches"),
    path("batches/new/", batches.new_batch, name="new_batch"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/decide/", batches.decide_batch, name="decide_batch"),
    path("batches/<int:pk>/withdraw/", batches.withdraw_batch_view, name="withdraw_batch"),
    path("<int:pk>/", review.ReviewView.as_view(), name="review"),
    path("<int:pk>/opinions/", outside_views.requests, name="outside"),
    path("opinions/<int:pk>/revoke/", outside_views.revoke, name="revoke_outside"),
    path("<int:pk>/withdraw/", sending.withdraw_view, name="withdraw"),
    path("<int:pk>/renew/", sending.renew_view, name="renew"),
    path("<int:pk>/waive/", waiving.waive, name="waive"),
    path("<int:pk>/cases/", cases.cases, name="cases"),
    path("<int:pk>/public/", full_text.public_look, name="public"),
    path("<int:pk>/text/<slug:kind>/", full_text.full_text, name="text"),
]
