"""Rows of `url_roles.py` for the state of guides, the register and its events."""

from tests.security.role_rows import (
    ALL,
    CITY,
    NOBODY,
    row,
)  # fmt: skip

PUBLICATION = [
    row("coverage_board", ALL, "lmmmmmmmmm"),
    row("campaigns_list catalogue_tasks", ALL, "lmmmmmmmmm"),
    row("campaigns_new", "lxxxooooxo", "lxxxuuuuxu"),
    row("campaigns_edit", "lxxxooooxo", "lxxxuuuuxu", pk="city.campaign.pk"),
    row("campaigns_one", ALL, "lmmmmmmmmm", pk="city.campaign.pk"),
    row("campaigns_remind", "lmmmmmmmmm", "lxxxrrrrxr", pk="city.campaign.pk"),
    row("reforms_list reforms_one reforms_progress reforms_report", CITY, "lmmmmmmmmm"),
    row("reforms_touched", CITY, "lmmmmmmmmm", what="published"),
    row("reforms_new", "lxxxooooxo", "lxxxuuuuxu", kind="rename"),
    row("reforms_edit", "lxxxooooxo", "lxxxuuuuxu"),
    row("reforms_act", "lmmmmmmmmm", "lxxxrrrrxr", how="send"),
    row("catalogue_settle", "lonxxxxxxo", "lonxxxxxxo", pk="a.catalogue_task.pk"),
    row("coverage_lacking", ALL, "lmmmmmmmmm"),
    row(
        "quality_overview quality_departments quality_list quality_list_results quality_waivers"
        " quality_laws quality_laws_results",
        ALL,
        "lmmmmmmmmm",
    ),
    # Without a form there is nothing to check; without the right to edit, nobody looks.
    row("quality_live", "lmxxxxxxxm", "lbxxxxxxxb"),
    row("quality_mend", "lmmmmmmmmm", "lrxxxxxxxr"),
    row("quality_settle_law", "lonxxxxxxo", "lonxxxxxxo", pk="a.law_task.pk"),
    row("quality_open", "lrrrrrrrrr", "lmmmmmmmmm"),
    row(
        "publication:end_proposal", "lmmmmmmmmm", "lxxxxrrxxx", pk="city.proposal.pk", how="confirm"
    ),
    row("publication:successions", CITY, "lxxxxxoxxx"),
    row("publication:state", CITY, "lxxxmmmmmm"),
    row("publication:act", "lxxxxxoxxx", "lxxxxxoxxx", act="suspend"),
    row("*_modeladmin_create *_modeladmin_edit *_modeladmin_delete", NOBODY),
    row("publication_*_modeladmin_*", CITY),
]
