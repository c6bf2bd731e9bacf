"""The acts of review that the audit log knows by name."""

from django.utils.translation import gettext_lazy as _

SUBMITTED = "review.submitted"
APPROVED = "review.approved"
RETURNED = "review.returned"
WITHDRAWN = "review.withdrawn"

HANDED_ON = "review.handed_on"
WAIVED = "review.rule_waived"

BATCH_SENT = "review.batch_sent"
BATCH_WITHDRAWN = "review.batch_withdrawn"

INVITED = "review.opinion_asked"
READ_OUTSIDE = "review.read_outside"
ANSWERED = "review.opinion_given"
REVOKED = "review.link_taken_back"

ARCHIVED = "review.revisions_archived"

LABELS = {
    SUBMITTED: _("Submitted for review"),
    APPROVED: _("Approved"),
    RETURNED: _("Returned for correction"),
    HANDED_ON: _("Handed on to a colleague"),
    WAIVED: _("Waived a rule"),
    BATCH_SENT: _("Sent a batch"),
    BATCH_WITHDRAWN: _("Withdrew a batch"),
    INVITED: _("Asked for an opinion from outside"),
    READ_OUTSIDE: _("Read by a link"),
    ANSWERED: _("Gave an opinion from outside"),
    REVOKED: _("Took a link back"),
    ARCHIVED: _("Archived old drafts"),
    WITHDRAWN: _("Withdrawn from review"),
}
