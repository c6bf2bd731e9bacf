"""The acts of publication that the audit log knows by name: one for each kind of event."""

from django.utils.translation import gettext_lazy as _

from publication.choices import EventType

PROPOSED = "publication.act_proposed"
CONFIRMED = "publication.act_confirmed"
REFUSED = "publication.act_refused"
BUNDLE_CHANGED = "publication.bundle_changed"
BUNDLE_AGREED = "publication.bundle_agreed"
CATALOGUE_CHECKED = "publication.catalogue_change_checked"
CAMPAIGN_SAVED = "publication.campaign_saved"
CAMPAIGN_REMINDED = "publication.campaign_reminded"
BUNDLE_FILED = "publication.bundle_filed"
PART_CHANGE_WRITTEN = "publication.part_change_written"
PART_CHANGE_SENT = "publication.part_change_sent"
PART_CHANGE_TAKEN_BACK = "publication.part_change_taken_back"
PART_CHANGE_DECIDED = "publication.part_change_decided"
PART_CHANGE_FILED = "publication.part_change_filed"
PART_CHANGE_DROPPED = "publication.part_change_dropped"
PART_JOINED = "publication.part_joined"
STANDARD_MARKED = "publication.standard_marked"
STANDARD_LEFT = "publication.standard_left"
OUTLINE_BEGUN = "publication.outline_begun"
OUTLINE_CHANGED = "publication.outline_changed"
OUTLINE_SENT = "publication.outline_sent"
OUTLINE_TAKEN_BACK = "publication.outline_taken_back"
OUTLINE_RETURNED = "publication.outline_returned"
OUTLINE_RELEASED = "publication.outline_released"
OUTLINE_GIVEN_UP = "publication.outline_given_up"
OUTLINE_TRIED = "publication.outline_tried"
OUTLINE_UPGRADED = "publication.outline_upgraded"
STANDARD_JOINED = "publication.standard_joined"
STANDARD_UNMARKED = "publication.standard_unmarked"
REFORM_WRITTEN = "publication.reform_written"
REFORM_SENT = "publication.reform_sent"
REFORM_CONFIRMED = "publication.reform_confirmed"
REFORM_RETURNED = "publication.reform_returned"
REFORM_DROPPED = "publication.reform_dropped"
REFORM_AGAIN = "publication.reform_taken_up_again"
REFORM_ENDED = "publication.reform_ended"
DEPARTMENT_REFORMED = "publication.department_reformed"

LABELS = {f"publication.{code}": label for code, label in EventType.choices} | {
    PROPOSED: _("Proposed an act"),
    CONFIRMED: _("Confirmed an act"),
    REFUSED: _("Refused an act"),
    BUNDLE_CHANGED: _("Changed a bundle"),
    BUNDLE_AGREED: _("Agreed to a bundle"),
    BUNDLE_FILED: _("Filed a bundle"),
    CATALOGUE_CHECKED: _("Checked a change of the catalogue"),
    CAMPAIGN_SAVED: _("Set up a campaign"),
    CAMPAIGN_REMINDED: _("Reminded departments of a campaign"),
    PART_CHANGE_WRITTEN: _("Wrote a change of a shared part"),
    PART_CHANGE_SENT: _("Sent a change of a shared part"),
    PART_CHANGE_TAKEN_BACK: _("Took a change of a shared part back"),
    PART_CHANGE_DECIDED: _("Decided about a change of a shared part"),
    PART_CHANGE_FILED: _("Approved a change of a shared part for all its guides"),
    PART_CHANGE_DROPPED: _("Gave a change of a shared part up"),
    PART_JOINED: _("Let a guide follow a shared part"),
    STANDARD_MARKED: _("Made a guide the standard of its item"),
    STANDARD_LEFT: _("Let a guide leave its standard guide"),
    OUTLINE_BEGUN: _("Began a new version of an outline"),
    OUTLINE_CHANGED: _("Changed the draft of an outline"),
    OUTLINE_SENT: _("Sent the draft of an outline to review"),
    OUTLINE_TAKEN_BACK: _("Took the draft of an outline back"),
    OUTLINE_RETURNED: _("Returned the draft of an outline"),
    OUTLINE_RELEASED: _("Released a version of an outline"),
    OUTLINE_GIVEN_UP: _("Gave the draft of an outline up"),
    OUTLINE_TRIED: _("Asked for a dry run of an outline"),
    OUTLINE_UPGRADED: _("Asked for drafts to be upgraded to an outline"),
    STANDARD_JOINED: _("Let a guide join its standard guide"),
    STANDARD_UNMARKED: _("Made a guide no standard any more"),
    REFORM_WRITTEN: _("Wrote a reform of departments"),
    REFORM_SENT: _("Sent a reform of departments to be confirmed"),
    REFORM_CONFIRMED: _("Confirmed a reform of departments"),
    REFORM_RETURNED: _("Returned a reform of departments"),
    REFORM_DROPPED: _("Gave a reform of departments up"),
    REFORM_AGAIN: _("Took up the rest of a reform of departments"),
    REFORM_ENDED: _("Carried out a reform of departments"),
    DEPARTMENT_REFORMED: _("Reformed a department"),
}


def act_of(event_type: str) -> str:
    """Return the act of the audit log for a kind of event."""
    return f"publication.{EventType(event_type).value}"
