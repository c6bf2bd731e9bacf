"""The acts of review that the audit log knows by name."""

from django.utils.translation import gettext_lazy as _

SUBMITTED = "review.submitted"
APPROVED = "review.approved"
RETURNED = "review.returned"
WITHDRAWN = "review.withdrawn"

BATCH_SENT = "review.batch_sent"
BATCH_WITHDRAWN = "review.batch_withdrawn"

LABELS = {
    SUBMITTED: _("Submitted for review"),
    APPROVED: _("Approved"),
    RETURNED: _("Returned for correction"),
    BATCH_SENT: _("Sent a batch"),
    BATCH_WITHDRAWN: _("Withdrew a batch"),
    WITHDRAWN: _("Withdrawn from review"),
}
