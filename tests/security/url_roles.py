"""Which role gets which answer from which address: the table that `test_url_roles` holds to.

A row names addresses (view names, `*` allowed; a route for those without a name), then the ten
letters that GET gives to the ROLES of `world.py`, in their order:

    anonymous, compiler of A, compiler of B, department reviewer of A,
    formal reviewer, compliance reviewer, filing officer, operator, auditor, superuser

    o  answered          r  sent elsewhere      l  sent to the login
    x  refused: 403, or sent home with a message, as the stock admin does
    n  404, meant        m  405, not by this method      b  400      u  422

`post` gives the letters of a POST without useful data. Without it a POST must succeed for nobody,
and with `post=None` none is sent (the stock view fails on an empty form). Objects in an address
belong to department A unless `given` says otherwise; `OBJECTS` says which object a part names
(`namespace:part` before `part`), as a path in the world. The first row that fits counts; an address
without a row, and a row without an address, fail.

To add a room's addresses: add rows to a list of its own, as `PUBLICATION`, and the list to `ROWS`;
add what its addresses name to `world.py` and to `OBJECTS`.
"""

from tests.security.role_rows import (
    ALL,
    CITY,
    COMPILERS,
    EDITORS_OF_A,
    NOBODY,
    OPERATORS,
    PUBLIC,
    READERS_OF_A,
    SUPERUSERS,
    UNSAFE,
    UNSAFE_FOR_WATCHERS,
    WATCHERS,
    row,
)  # fmt: skip
from tests.security.rows_of_guides import GUIDES, HOME
from tests.security.rows_of_outlines import OUTLINES
from tests.security.rows_of_publication import PUBLICATION
from tests.security.rows_of_review import CALENDAR, MODERATION
from tests.security.rows_of_upper_rooms import (
    API,
    BUNDLES,
    EXCHANGE,
    FEEDBACK,
    OPERATIONS,
    SEARCH,
    SHARED_PARTS,
)

OBJECTS = {
    "app_label": "guides",
    "collection_id": "city.collection.pk",
    "content_type_app_name": "guides",
    "content_type_model_name": "guidepage",
    "code": "city.code",
    "destination_id": "a.folder.pk",
    "doc_id": "a.document.pk",
    "document_id": "a.document.pk",
    "filter_spec": "max-165x165",
    "image_id": "a.image.pk",
    "job_id": "city.branch_job.pk",
    "model_name": "guidepage",
    "number": "1",
    "object_id": "a.guide.pk",
    "page_id": "a.guide.pk",
    "page_pk": "a.guide.pk",
    "page_to_move_id": "a.guide.pk",
    "parent_page_id": "a.folder.pk",
    "revision_id": "a.revision.pk",
    "revision_id_a": "a.revision.pk",
    "revision_id_b": "a.later_revision.pk",
    "session_id": "city.session.pk",
    "task_id": "city.task.pk",
    "task_state_id": "a.task_state.pk",
    "uploaded_file_id": "city.upload.pk",
    "workflow_pk": "city.workflow.pk",
    "workflow_state_id": "a.submission.workflow_state_id",
    "bundles_*:pk": "a.bundle.pk",
    "reforms_*:pk": "city.reform.pk",
    "shared_parts_*:pk": "a.shared_part.pk",
    "outlines_version:pk": "city.outline.pk",
    "outlines_begin:pk": "city.outline.pk",
    "outlines_try_version:pk": "city.outline.pk",
    "outlines_upgrade:pk": "city.outline.pk",
    "outlines_run:pk": "city.outline_run.pk",
    "outlines_run_*:pk": "city.outline_run.pk",
    "outlines_*:pk": "city.outline_draft.pk",
    "outlines_field*:key": "parking",
    "outlines_*:key": "item",
    "exchange_*:pk": "a.imported.pk",
    "publication_deadletter_modeladmin_*:instance_pk": "city.dead_letter.pk",
    "publication_event_modeladmin_*:instance_pk": "city.event.pk",
    "publication_publishedversion_modeladmin_*:instance_pk": "city.version.pk",
    "moderation:*batch:pk": "a.batch.pk",
    "moderation:*:pk": "a.submission.pk",
    "wagtailadmin_api:documents:*:pk": "a.document.pk",
    "wagtailadmin_api:images:*:pk": "a.image.pk",
    "wagtailadmin_api:pages:*:pk": "a.guide.pk",
    "wagtailadmin_collections:*:pk": "city.collection.pk",
    "wagtailadmin_pages:*:pk": "a.guide.pk",
    "wagtailadmin_workflows:*_task:pk": "city.task.pk",
    "wagtailadmin_workflows:*:pk": "city.workflow.pk",
    "wagtaildocs_chooser:*:pk": "a.document.pk",
    "wagtailimages_chooser:*:pk": "a.image.pk",
    "wagtailsites:*:pk": "city.site.pk",
    "wagtailsnippet*_core_department:*:pk": "a.department.pk",
    "wagtailsnippet*_core_calendarday:*:pk": "city.calendar_day.pk",
    "wagtailsnippet*_core_holidaynotice:*:pk": "city.notice.pk",
    "wagtailsnippet*_moderation_stagelimit:*:pk": "city.stage_limit.pk",
    "wagtailsnippet*_moderation_checklist:*:pk": "city.checklist.pk",
    "wagtailsnippet*_core_membership:*:pk": "city.membership.pk",
    "wagtailsnippets_guides_law:*:revision_id": "city.law_revision.pk",
    "wagtailsnippets_guides_law:*:revision_id_a": "city.law_revision.pk",
    "wagtailsnippets_guides_law:*:revision_id_b": "city.law_revision.pk",
    "wagtailsnippet*_guides_law:*:pk": "city.law.pk",
    "wagtailsnippet*_guides_lifeevent:*:pk": "city.life_event.pk",
    "wagtailsnippet*_guides_outline:*:pk": "city.outline.pk",
    "wagtailsnippet*_guides_serviceitem:*:pk": "a.item.pk",
    "wagtailsnippet*_guides_theme:*:pk": "city.theme.pk",
    "wagtailsnippets_quality_rulesetting:*:revision_id": "city.rule_revision.pk",
    "wagtailsnippets_quality_rulesetting:*:revision_id_a": "city.rule_revision.pk",
    "wagtailsnippets_quality_rulesetting:*:revision_id_b": "city.rule_revision.pk",
    "wagtailsnippets_quality_wordentry:*:revision_id": "city.word_revision.pk",
    "wagtailsnippets_quality_wordentry:*:revision_id_a": "city.word_revision.pk",
    "wagtailsnippets_quality_wordentry:*:revision_id_b": "city.word_revision.pk",
    "wagtailsnippet*_quality_rulesetting:*:pk": "city.rule.pk",
    "wagtailsnippet*_quality_wordentry:*:pk": "city.word.pk",
    "wagtailsnippet*_feedback_correction:*:pk": "city.correction.pk",
    "wagtailsnippet*_feedback_rating:*:pk": "city.rating.pk",
    "wagtailsnippet*_feedback_ratingtask:*:pk": "city.rating_task.pk",
    "wagtailsnippet*_feedback_survey:*:pk": "city.survey.pk",
    "wagtailsnippet*_feedback_surveyanswer:*:pk": "city.survey_answer.pk",
    "wagtailsnippet*_search_askingword:*:pk": "city.asking_word.pk",
    "wagtailsnippet*_search_bestbet:*:pk": "city.best_bet.pk",
    "wagtailsnippet*_search_synonym:*:pk": "city.synonym.pk",
    "wagtailusers_groups:*:pk": "city.group.pk",
    "wagtailusers_users:*:pk": "city.user.pk",
    "membership_id": "city.membership.pk",
    "core_end_session:session_id": "city.sign_in_session.pk",
    "drill_id": "city.house.drill.pk",
    "incident_id": "city.house.incident.pk",
    "report_id": "city.house.report.pk",
    "run_id": "city.house.run.pk",
    "year": "city.house.year.year",
    "wagtailsnippet*_operations_effort:*:pk": "city.house.effort.pk",
    "wagtailsnippet*_operations_incident:*:pk": "city.house.incident.pk",
    "wagtailsnippet*_operations_indicator:*:pk": "city.house.indicator.pk",
    "wagtailsnippet*_operations_maintenanceyear:*:pk": "city.house.year.pk",
    "wagtailsnippet*_operations_plannode:*:pk": "city.house.node.pk",
    "wagtailsnippet*_operations_spending:*:pk": "city.house.spending.pk",
    "person_id": "city.user.pk",
}

FRAME = [
    row("healthz readyz", PUBLIC, PUBLIC),
    # nginx shows it to monitoring alone (tests/config/test_nginx.py).
    row("metrics", PUBLIC, UNSAFE),
    # The picture itself; portraits are in `test_files_of_departments`.
    row("media/<path:path>", READERS_OF_A, READERS_OF_A, path="a.image.rendition.file.name"),
    row(
        r"wagtaildocs_serve",
        READERS_OF_A,
        READERS_OF_A,
        document_id="a.document.pk",
        filename="a.document.filename",
    ),
]

DOOR = [
    row("wagtailadmin_login", "oxxxxxxxxx", PUBLIC),
    # There is none until a city names its identity provider.
    row("core_provider core_provider_return", "nnnnnnnnnn"),
    row("wagtailadmin_logout", "lmmmmmmmmm", "llllllllll"),
    row("wagtailadmin_password_reset", PUBLIC, PUBLIC),
    row("wagtailadmin_password_reset_confirm", PUBLIC, PUBLIC, uidb64="MQ", token="x-y"),
    row("wagtailadmin_password_reset_done wagtailadmin_password_reset_complete", PUBLIC),
    row("wagtailadmin_sprite", PUBLIC, PUBLIC),
    row("wagtailadmin_javascript_catalog", PUBLIC),
    row("wagtail_modeladmin:javascript_catalog", ALL),
    row("wagtailadmin_home wagtailadmin_dismissibles", ALL),
    row("wagtailadmin_account", ALL, ALL),
    row("core_second_factor core_second_factor_setup", ALL, ALL),
    row("core_sessions", ALL, "lmmmmmmmmm"),
    # One's own alone; the session in this address is the operator's.
    row("core_end_session", "lmmmmmmmmm", "lnnnnnnrnn"),
    row("core_end_others", "lmmmmmmmmm", "lrrrrrrrrr"),
    row("core_handbook", "lrrrrrrrrr"),
    row("core_handbook_chapter", ALL, slug="compiler"),
    row("core_handbook_shot", ALL, name="editor-1280"),
    row("admin/test404/", ALL),
    row("admin/^.*/$", "lnnnnnnnnn"),
    row("wagtailadmin_error_test", NOBODY),
]

PAGES = [
    row(
        "wagtailadmin_pages:add wagtailadmin_pages:add_subpage wagtailadmin_pages:choose_parent"
        " wagtailadmin_pages:collect_workflow_action_data"
        " wagtailadmin_pages:confirm_workflow_cancellation wagtailadmin_pages:convert_alias"
        " wagtailadmin_pages:copy wagtailadmin_pages:move wagtailadmin_pages:move_confirm"
        " wagtailadmin_pages:preview_on_add wagtailadmin_pages:revisions_unschedule"
        " wagtailadmin_pages:set_page_position wagtailadmin_pages:set_privacy"
        " wagtailadmin_pages:unpublish wagtailadmin_pages:workflow_action"
        " wagtailadmin_pages:workflow_history wagtailadmin_pages:workflow_history_detail"
        " wagtailadmin_pages:workflow_preview",
        NOBODY,
        action_name="approve",
    ),
    row("wagtail_bulk_action", NOBODY, query="?id=1", action="delete"),
    # Under review, so nobody deletes it; the draft of A is in `test_closed_actions`.
    row("wagtailadmin_pages:delete", NOBODY),
    row(
        "wagtailadmin_pages:edit wagtailadmin_pages:preview_on_edit"
        " wagtailadmin_pages:revisions_revert",
        EDITORS_OF_A,
        post=None,
    ),
    row("wagtailadmin_pages:lock wagtailadmin_pages:unlock", "lmmmmmmmmm", "lrxxxxxxxr"),
    row("wagtailadmin_pages:view_draft", READERS_OF_A, "loxxxxxxxo"),
    row(
        "wagtailadmin_pages:history wagtailadmin_pages:history_results wagtailadmin_pages:usage"
        " wagtailadmin_pages:revisions_compare wagtailadmin_pages:revisions_view",
        READERS_OF_A,
    ),
    row("wagtailadmin_pages:revisions_index", "lrrrrrrrrr", "lrrrrrrrrr"),
    row("wagtailadmin_pages:search wagtailadmin_pages:search_results", ALL),
    row("wagtailadmin_pages:type_use wagtailadmin_pages:type_use_results", NOBODY),
    row("wagtailadmin_explore_root", "lrrroooooo"),
    row("wagtailadmin_explore wagtailadmin_explore_results", "lorooooooo"),
    row("wagtailadmin_choose_page_child", READERS_OF_A),
    row("wagtailadmin_choose_page_chosen_multiple", READERS_OF_A, query="?id={a.guide.pk}"),
    row("wagtailadmin_choose_page wagtailadmin_choose_page_search", ALL),
    row("wagtailadmin_choose_page_*_link", NOBODY),
    row("wagtailadmin_editing_sessions:ping", "lmmmmmmmmm", "lonnnnnnno"),
    # Ends one's own session and nobody else's.
    row("wagtailadmin_editing_sessions:release", "lmmmmmmmmm", ALL),
    row("wagtailadmin_block_preview", "lnnnnnnnnn"),
    row("wagtailadmin_api:pages:action", NOBODY, action_name="publish"),
    row("wagtailadmin_api:pages:detail", "lonooooooo"),
    row("wagtailadmin_api:pages:find", "lrnrrrrrrr", query="?id={a.guide.pk}"),
    row("wagtailadmin_api:pages:listing", ALL),
]

FILES = [
    row(
        "wagtaildocs:create_multiple_from_uploaded_document wagtailimages:url_generator*"
        " wagtailimages:create_multiple_from_uploaded_image wagtailembeds:*"
        " wagtailadmin_tag_autocomplete",
        NOBODY,
    ),
    row("wagtailadmin_tag_model_autocomplete", NOBODY, app_name="taggit", model_name="tag"),
    row("wagtaildocs:add wagtailimages:add", COMPILERS, COMPILERS),
    row("wagtaildocs:add_multiple wagtailimages:add_multiple", COMPILERS, "lbbxxxxxxb"),
    row("wagtaildocs_chooser:create wagtailimages_chooser:create", COMPILERS, COMPILERS),
    row("wagtaildocs:edit wagtailimages:edit", EDITORS_OF_A, "lrxxxxxxxr"),
    row("wagtaildocs:delete wagtailimages:delete", EDITORS_OF_A, "lrxxxxxxxr"),
    row("wagtaildocs:*_usage wagtailimages:image_usage", EDITORS_OF_A),
    row("wagtaildocs:edit_multiple wagtailimages:edit_multiple", "lmxmmmmmmm", EDITORS_OF_A),
    row("wagtaildocs:delete_multiple wagtailimages:delete_multiple", "lmxmmmmmmm", EDITORS_OF_A),
    row("wagtaildocs:delete_upload_multiple", "lmmmmmmmmm", "lnnnnnnnnn"),
    row("wagtailimages:delete_upload_multiple", "lmmmmmmmmm", "lnnnnnnnnn"),
    row("wagtaildocs:index* wagtailimages:index*", ALL),
    row("wagtailimages:preview", READERS_OF_A, "loxxxxxxxo"),
    row("wagtaildocs_chooser:chosen wagtailimages_chooser:chosen", READERS_OF_A),
    row("wagtaildocs_chooser:chosen_multiple", READERS_OF_A, query="?id={a.document.pk}"),
    row("wagtailimages_chooser:chosen_multiple", READERS_OF_A, query="?id={a.image.pk}"),
    row("wagtailimages_chooser:select_format", READERS_OF_A, READERS_OF_A),
    row("wagtaildocs_chooser:choose* wagtailimages_chooser:choose*", ALL),
    row("wagtailadmin_api:documents:find", "lxxxrrrrrr", query="?id={a.document.pk}"),
    row("wagtailadmin_api:images:find", "lxxxrrrrrr", query="?id={a.image.pk}"),
    row("wagtailadmin_api:documents:* wagtailadmin_api:images:*", CITY),
]

SETTINGS = [
    row("wagtailadmin_workflows:index* wagtailadmin_workflows:task_index*", WATCHERS),
    row("wagtailadmin_workflows:add_task", NOBODY, app_label="moderation", model_name="filingtask"),
    row("wagtailadmin_workflows:*", NOBODY),
    row("wagtailadmin_collections:* wagtailusers_groups:*", NOBODY),
    row("wagtailsites:delete", SUPERUSERS, "lxxxxxxxxr"),
    row("wagtailsites:add wagtailsites:copy wagtailsites:edit", SUPERUSERS, SUPERUSERS),
    row("wagtailsites:*", SUPERUSERS),
    row("wagtailusers_users:delete wagtailusers_users:copy", NOBODY),
    row("wagtailusers_users:add wagtailusers_users:edit", OPERATORS, OPERATORS),
    row("wagtailusers_users:usage", OPERATORS),
    row("wagtailusers_users:*", WATCHERS),
    row(
        "wagtailadmin_reports:workflow* wagtailadmin_reports:site_history*"
        " wagtailadmin_reports:aging_pages* wagtailadmin_reports:page_types_usage*",
        NOBODY,
    ),
    row("core_site_history", WATCHERS, UNSAFE_FOR_WATCHERS),
    row("core_audit_check", UNSAFE_FOR_WATCHERS, "lxxxxxxrrr"),
    row("core_session", ALL),
    row("wagtailadmin_reports:*", CITY),
]

ORGANISATION = [
    row("wagtailsnippetchoosers_*:create", NOBODY),
    row("wagtailsnippetchoosers_core_membership:*", WATCHERS),
    row("wagtailsnippetchoosers_core_department:*", ALL),
    # Every snippet has a menu of its own.
    row("wagtailsnippets:index", NOBODY),
    row("wagtailsnippets_core_department:delete", NOBODY),
    row(
        "wagtailsnippets_core_department:add wagtailsnippets_core_department:edit"
        " wagtailsnippets_core_membership:add wagtailsnippets_core_membership:edit",
        OPERATORS,
        OPERATORS,
    ),
    row("wagtailsnippets_core_department:usage wagtailsnippets_core_membership:usage", OPERATORS),
    row("wagtailsnippets_core_membership:delete", OPERATORS, "lxxxxxxrxr"),
    row("core_proposed_memberships", OPERATORS, "lmmmmmmmmm"),
    row("core_confirm_membership core_refuse_membership", "lmmmmmmmmm", "lxxxxxxrxr"),
    row("core_sign_in_link", OPERATORS, OPERATORS),
    row("core_hand_over", OPERATORS, "lxxxxxxuxu"),
    row("core_delegations", ALL, "luuuuuuuuu"),
    row(
        "core_confirm_delegation",
        "lmmmmmmmmm",
        "lxxxxxxrxr",
        delegation_id="city.delegation.pk",
    ),
    row("core_end_delegation", "lmmmmmmmmm", "lrxxxxxrxr", delegation_id="city.delegation.pk"),
    row("wagtailsnippets_core_department:*", ALL),
    row("wagtailsnippets_core_membership:*", WATCHERS),
]


ROWS = [
    *FRAME,
    *DOOR,
    *PAGES,
    *FILES,
    *SETTINGS,
    *ORGANISATION,
    *GUIDES,
    *CALENDAR,
    *MODERATION,
    *SEARCH,
    *PUBLICATION,
    *BUNDLES,
    *SHARED_PARTS,
    *OUTLINES,
    *EXCHANGE,
    *OPERATIONS,
    *API,
    *FEEDBACK,
    *HOME,
]
