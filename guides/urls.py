"""Addresses that compiling adds to the admin."""

from django.urls import path

from guides import views
from guides.branches import views as branches
from guides.cases import views as cases
from guides.compiling import pasting, replacing_views, sharing, upgrading_views
from guides.laws import citing

urlpatterns = [
    path("guides/new/", views.new_guide, name="guides_new"),
    path("guides/new/inherited/", views.inherit_guide, name="guides_new_inherited"),
    path("guides/<int:guide_id>/manual/", views.new_manual, name="guides_new_manual"),
    path("guides/<int:guide_id>/cases/", cases.cases_of_draft, name="guides_cases"),
    path("guides/<int:page_id>/replace/", replacing_views.replace, name="guides_replace"),
    path("guides/<int:page_id>/outline/", upgrading_views.upgrade_one, name="guides_upgrade"),
    path("guides/cited/", citing.cited, name="guides_cited"),
    path("guides/shared/", sharing.found, name="guides_shared"),
    path("guides/shared/row/", sharing.compared, name="guides_shared_row"),
    path("guides/pasted/", pasting.pasted, name="guides_pasted"),
    path("branch-jobs/", branches.BranchJobsView.as_view(), name="guides_branch_jobs"),
    path(
        "branch-jobs/results/",
        branches.BranchJobsView.as_view(results_only=True),
        name="guides_branch_jobs_results",
    ),
    path("branch-jobs/<int:job_id>/", branches.branch_job, name="guides_branch_job"),
    path(
        "branch-jobs/<int:job_id>/progress/",
        branches.branch_job_progress,
        name="guides_branch_job_progress",
    ),
    path("branch-jobs/<int:job_id>/stop/", branches.stop_branch_job, name="guides_stop_branch_job"),
    path(
        "branch-jobs/<int:job_id>/go-on/",
        branches.go_on_with_branch_job,
        name="guides_go_on_with_branch_job",
    ),
    path(
        "branch-jobs/new/<int:page_id>/<slug:kind>/",
        branches.new_branch_job,
        name="guides_new_branch_job",
    ),
]
