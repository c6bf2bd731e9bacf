"""The acts of review that the audit log knows by name."""

from django.utils.translation import gettext_lazy as _

SUBMITTED = "review.submitted"
APPROVED = "review.approved"
RETURNED = "review.returned"
WITHDRAWN = "review.withdrawn"

LABELS = {
    SUBMITTED: _("Submitted for review"),
    APPROVED: _("Approved"),
    RETURNED: _("Returned for correction"),
    WITHDRAWN: _("Withdrawn from review"),
}
