"""Every address that changes something for somebody has its act in the audit log, or a reason."""

from fnmatch import fnmatchcase

import pytest

from core.audit import acts
from tests.security.answers import row_of
from tests.security.resolver import every_address
from tests.security.role_rows import UNSET

WAGTAIL = ("wagtail.create", "wagtail.edit", "wagtail.delete")
ROLE = ("core.role.granted", "core.role.proposed", "core.role.ended")
AUDITED = {
    "wagtailsnippets_core_membership:*": ROLE,
    "wagtailsnippets_*": (acts.SET, *WAGTAIL),
    "wagtailusers_users:*": ("core.account.created", "core.account.changed"),
    "wagtailsites:*": (acts.SET, *WAGTAIL),
    "wagtailadmin_account": ("core.account.changed", "core.account.password"),
    "wagtailadmin_login": (acts.SIGNED_IN, acts.SIGN_IN_FAILED),
    "wagtailadmin_password_reset_confirm": ("core.account.password",),
    "wagtailadmin_pages:lock": ("wagtail.lock",),
    "wagtailadmin_pages:unlock": ("wagtail.unlock",),
    "wagtailadmin_pages:edit": ("wagtail.edit",),
    "wagtailadmin_pages:revisions_revert": ("wagtail.edit",),
    "wagtaildocs_serve": (acts.DOWNLOADED,),
    "wagtaildocs*": WAGTAIL,
    "wagtailimages*": WAGTAIL,
    "core_*_membership": ("core.role.confirmed", "core.role.ended"),
    "core_sign_in_link": ("core.account.link",),
    "core_delegations": ("core.delegation.proposed",),
    "core_confirm_delegation": ("core.delegation.confirmed",),
    "core_end_delegation": ("core.delegation.ended",),
    "core_hand_over": ("core.work_handed_over",),
    "exchange_table": ("core.account.created", "core.role.proposed", acts.SET),
    "exchange_*": ("wagtail.create", "wagtail.edit"),
    "quality_mend": ("wagtail.edit",),
    "guides_new*": ("wagtail.create",),
    "guides_replace": ("wagtail.edit",),
    "guides_upgrade": ("wagtail.edit",),
    "guides_*branch_job": ("publication.transferred", "wagtail.delete"),
    "moderation:review": ("review.approved", "review.returned"),
    "moderation:bulk": ("review.returned",),
    "moderation:withdraw": ("review.withdrawn",),
    "moderation:new_batch": ("review.batch_sent", "review.submitted"),
    "moderation:decide_batch": ("review.approved",),
    "moderation:withdraw_batch": ("review.batch_withdrawn",),
    "moderation:outside": ("review.opinion_asked",),
    "moderation:revoke_outside": ("review.link_taken_back",),
    "publication:act": ("publication.act_proposed", "publication.resumed"),
    "publication:successions": ("publication.act_proposed",),
    "campaigns_remind": ("publication.campaign_reminded",),
    "campaigns_*": ("publication.campaign_saved",),
    "reforms_act": ("publication.reform_sent", "publication.reform_confirmed"),
    "reforms_*": ("publication.reform_written",),
    "catalogue_settle": ("publication.catalogue_change_checked",),
    "moderation:renew": ("review.withdrawn", "review.submitted"),
    "shared_parts_back": (
        "publication.part_change_taken_back",
        "publication.part_change_dropped",
    ),
    "shared_parts_send": ("publication.part_change_sent",),
    "shared_parts_decide": ("publication.part_change_decided", "publication.part_change_filed"),
    "shared_parts_join": ("publication.part_joined",),
    "shared_parts_mark": ("publication.standard_marked",),
    "shared_parts_inherit": ("publication.standard_joined",),
    "shared_parts_leave": ("publication.standard_left", "wagtail.edit"),
    "shared_parts_*": ("publication.part_change_written",),
    "outlines_new": ("publication.outline_begun",),
    "outlines_begin": ("publication.outline_begun",),
    "outlines_try*": ("publication.outline_tried",),
    "outlines_upgrade": ("publication.outline_upgraded",),
    "outlines_*": ("publication.outline_changed",),
    "publication:end_proposal": ("publication.act_confirmed", "publication.act_refused"),
}
"""The acts that a deed at these addresses writes, the first pattern that fits."""

NOT_AUDITED = {
    "healthz readyz home:* media/<path:path>": "reading, and readers' own words and clicks",
    "wagtailadmin_editing_sessions:* wagtailadmin_sprite wagtailadmin_password_reset": "no change",
    "wagtailadmin_pages:preview_on_edit wagtailadmin_pages:view_draft": "reading",
    "wagtailadmin_pages:revisions_index wagtailimages:preview": "reading",
    "moderation:public moderation:text": "reading",
    "moderation:forget_view moderation:save_view": "one's own view of a list",
    "core_audit_check": "verifying changes nothing",
    "core_end_others core_end_session core_second_factor*": "sign-in of one's own account",
    "guides_pasted": "answers the editor, stores nothing",
    "operations:*": "records of work, which the log of the operations room keeps",
    "quality_settle_law search_act search_add_word": "Wagtail's log and the followed rows tell it",
    "bundles_*": "drafts of bundles; agreeing and filing have acts of their own",
}


def changing():
    """Return the names of the addresses at which a POST succeeds for somebody."""
    found = set()
    for address in every_address():
        row = row_of(address)
        if row and row.post is not UNSET and (row.post is None or set(row.post) & set("oru")):
            found.add(address.name)
    return sorted(found)


def acts_of(name):
    return next((found for pattern, found in AUDITED.items() if fnmatchcase(name, pattern)), ())


def is_excused(name):
    patterns = " ".join(NOT_AUDITED).split()
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def test_every_change_has_its_act_or_a_reason():
    assert [name for name in changing() if not acts_of(name) and not is_excused(name)] == []


@pytest.mark.parametrize("act", sorted({act for found in AUDITED.values() for act in found}))
def test_every_act_of_the_table_is_registered(act):
    assert str(acts.label_of(act))


def test_every_pattern_of_the_table_has_an_address():
    names = changing()
    patterns = [*AUDITED, *" ".join(NOT_AUDITED).split()]

    assert [one for one in patterns if not any(fnmatchcase(name, one) for name in names)] == []
