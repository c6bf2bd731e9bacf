"""Addresses of this room, below /admin/operations/."""

from django.urls import path, re_path

from operations.views import board, drills, incidents, inspections, plan, reports, use

app_name = "operations"

urlpatterns = [
    path("", board.show_board, name="board"),
    path("inspect/", board.inspect_now, name="inspect_now"),
    path("inspections/", inspections.InspectionList.as_view(), name="inspections"),
    path(
        "inspections/results/",
        inspections.InspectionList.as_view(results_only=True),
        name="inspections_results",
    ),
    path("inspections/<int:run_id>/", inspections.show_inspection, name="inspection"),
    path("incidents/", incidents.show_incidents, name="incidents"),
    path("incidents/<int:incident_id>/take-up/", incidents.take_up_incident, name="take_up"),
    path("incidents/<int:incident_id>/close/", incidents.close_incident, name="close_incident"),
    path("plan/", plan.show_plan, name="plan"),
    path("plan/<int:year>/", plan.show_plan, name="plan_of_year"),
    path("use/", use.show_use, name="use"),
    path("drills/", drills.show_drills, name="drills"),
    path("drills/<int:drill_id>/", drills.show_drill, name="drill"),
    path("incidents/<int:incident_id>/report.docx", reports.fault_report, name="fault_report"),
    path("reports/", reports.show_reports, name="reports"),
    path("reports/<int:report_id>/", reports.show_report, name="report"),
    path("reports/<int:report_id>/close/", reports.close_report, name="close_report"),
    path("reports/<int:report_id>/figures.json", reports.report_figures, name="report_figures"),
    re_path(
        r"^reports/(?P<report_id>[0-9]{1,18})/report\.(?P<form>docx|pdf|html)$",
        reports.download_report,
        name="report_paper",
    ),
]
