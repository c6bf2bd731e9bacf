"""The acts of this room that the audit log keeps."""

from django.utils.translation import gettext_lazy as _

INSPECTED = "operations.inspected"
TAKEN_UP = "operations.taken_up"
REPAIRED = "operations.repaired"
REPORT_WRITTEN = "operations.report_written"
REPORT_CLOSED = "operations.report_closed"
BACKED_UP = "operations.backed_up"
DRILLED = "operations.drilled"
EXPORTED_PAPER = "operations.exported_paper"

LABELS = {
    INSPECTED: _("Inspected by hand"),
    TAKEN_UP: _("Took up an incident"),
    REPAIRED: _("Closed an incident"),
    REPORT_WRITTEN: _("Wrote in a performance report"),
    REPORT_CLOSED: _("Closed a performance report"),
    BACKED_UP: _("Made a backup"),
    DRILLED: _("Made a recovery drill"),
    EXPORTED_PAPER: _("Took a report as a file"),
}
