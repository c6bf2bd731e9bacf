"""What is written down beside edits, who sees it, and that nobody takes it away."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from core.audit import acts, record, wagtail_log_guards
from core.audit.following import followed
from core.audit.models import AuditEntry
from core.choices import Role
from core.files.content_store import ContentStore
from core.models import DepartmentDocument
from publication.models import PublishedFile
from tests import factories
from tests.core.uploads import docx, upload

pytestmark = [pytest.mark.django_db, pytest.mark.city]
BACKEND = "core.access.authentication.RoleBackend"
LOGIN = "/admin/login/"


@pytest.fixture
def compiler():
    """A compiler whose deeds are looked at."""
    return factories.person(Role.COMPILER, factories.DepartmentFactory(), username="li.si")


def browser(user):
    client = Client(headers={"accept-language": "zh-hans"}, REMOTE_ADDR="192.0.2.7")
    client.force_login(user, backend=BACKEND)
    return client


def seen_by(role, query=""):
    """Return the rows of the audit log as (what, act, who, from where), read by a role."""
    answer = browser(factories.person(role)).get(reverse("core_site_history") + query)
    return [
        (told.label, str(told.message), str(told.who), told.entry.origin)
        for told in answer.context["entries"]
    ]


def sent(client, name, password):
    return client.post(LOGIN, {"username": name, "password": password})


@pytest.mark.parametrize("reader", [Role.OPERATOR, Role.AUDITOR])
def test_signing_in_and_out_is_seen_by_those_who_watch(client, compiler, reader):
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    answer = sent(client, "li.si", factories.PASSWORD)
    client.post(reverse("wagtailadmin_logout"))

    rows = seen_by(reader)

    assert answer.status_code == 302
    assert ("li.si", "登录", "li.si", "192.0.2.7") in rows
    assert ("li.si", "退出", "li.si", "192.0.2.7") in rows


def test_wrong_password_is_seen_with_whom_it_was_meant_for(client, compiler):
    sent(client, "li.si", "wrong")

    [(label, message, who, _origin)] = seen_by(Role.AUDITOR, "?action=core.sign_in_failed")

    assert (label, message, who) == ("li.si", "密码错误", "–")


def test_unknown_name_is_not_kept_since_it_may_be_a_password(client, compiler):
    sent(client, "MyPassword!23", "x")

    [entry] = AuditEntry.objects.filter(act="core.sign_in_failed")
    assert (entry.about, entry.actor_id) == ("–", None)
    assert "MyPassword" not in str(vars(entry))
    assert seen_by(Role.AUDITOR, "?action=core.sign_in_failed")


def test_flood_of_wrong_passwords_fills_no_history(client, compiler, settings):
    settings.LOGIN_FAILURE_LIMIT = 3

    for _attempt in range(8):
        sent(client, "li.si", "wrong")

    written = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))
    assert written.count("core.sign_in_failed") == 3
    assert written.count("core.sign_in_shut") == 1


def test_export_is_seen_with_what_was_taken(compiler):
    address = reverse("wagtailsnippets_core_department:list")

    answer = browser(compiler).get(f"{address}?export=csv&level=3")

    assert b"".join(answer.streaming_content)
    [row] = seen_by(Role.AUDITOR, "?action=core.exported")
    day = timezone.localdate().isoformat()
    assert row == (f"部门-{day}.csv", "导出列表", "li.si", "192.0.2.7")
    entry = AuditEntry.objects.get(act="core.exported")
    assert entry.facts == {"rows": 1, "query": "level=3"}


def test_register_is_exported_with_its_row_too():
    operator = factories.person(Role.OPERATOR)

    browser(operator).get("/admin/publication/publishedversion/?export=xlsx")

    assert ".xlsx" in seen_by(Role.AUDITOR, "?action=core.exported")[0][0]


def test_download_of_a_file_is_seen(compiler):
    client = browser(compiler)
    client.post(reverse("wagtaildocs:add"), {"title": "x", "file": upload("申请表.docx", docx())})
    document = DepartmentDocument.objects.get()

    answer = client.get(reverse("wagtaildocs_serve", args=[document.pk, document.filename]))

    assert answer.status_code == 200
    assert "申请表.docx" in seen_by(Role.AUDITOR, "?action=core.downloaded")[0][0]


def test_download_of_an_internal_file_of_a_filed_guide_is_seen_and_of_a_public_one_not(compiler):
    from tests.home.test_files import CONTENT, SHA256

    for name, is_public in (("内部.txt", False), ("公开.txt", True)):
        ContentStore().save(name, upload(name, CONTENT))
        PublishedFile.objects.create(
            sha256=SHA256, name=name, media_type="text/plain", size=9, is_public=is_public
        )
        for method in ("get", "head"):
            getattr(browser(compiler), method)(f"/files/{SHA256}/{name}")
        Client().get(f"/files/{SHA256}/{name}")

    rows = seen_by(Role.AUDITOR, "?action=core.downloaded")
    assert [label for label, *_rest in rows] == ["内部.txt"]


def test_new_password_and_new_role_are_seen(compiler):
    from core.people.changes_log import PASSWORD_SET, log_change

    log_change(compiler, PASSWORD_SET, by=compiler)
    membership = compiler.memberships.get()
    log(membership, "wagtail.edit", user=compiler)

    rows = seen_by(Role.AUDITOR)

    labels = [label for label, *_rest in rows]
    assert "li.si" in labels
    assert str(membership) in labels


@pytest.fixture
def written(compiler):
    """One entry in each table of the log."""
    log(compiler, "wagtail.edit", user=compiler)
    log(factories.guide_page(), "wagtail.edit", user=compiler)


@pytest.mark.parametrize("table", wagtail_log_guards.TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET action = 'x'"])
def test_history_is_changed_by_no_plain_statement(written, table, statement):
    before = PageLogEntry.objects.count() + ModelLogEntry.objects.count()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement.format(table))

    assert PageLogEntry.objects.count() + ModelLogEntry.objects.count() == before


@pytest.mark.parametrize("model", [PageLogEntry, ModelLogEntry])
def test_nor_through_the_models(written, model):
    for attempt in (
        model.objects.all().delete,
        lambda: model.objects.update(action="x"),
        lambda: model.objects.first().delete(),
        lambda: model.objects.first().save(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_guards_are_set_again_by_every_migrate_and_lifted_for_wagtails_own(written):
    class Migration:
        app_label = wagtail_log_guards.WAGTAIL

    sender = type("App", (), {"label": wagtail_log_guards.WAGTAIL})
    wagtail_log_guards.lift_for_wagtail(sender, connection.alias, plan=[(Migration, False)])
    PageLogEntry.objects.update(action="wagtail.edit")

    call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PageLogEntry.objects.update(action="wagtail.edit")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "table",
    [
        *wagtail_log_guards.TABLES,
        "publication_event",
        "moderation_decision",
        "moderation_submission",
    ],
)
def test_guarded_table_is_not_emptied_at_once_on_postgresql(db, table):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table} CASCADE")


def test_history_of_a_person_stays_when_the_account_is_shut(compiler):
    log(compiler, "wagtail.edit", user=compiler)
    get_user_model().objects.filter(pk=compiler.pk).update(is_active=False)

    assert ("li.si", "li.si") in [(row[0], row[2]) for row in seen_by(Role.AUDITOR)]


def test_changed_setting_is_written_with_before_and_after_whoever_saves_it():
    department = factories.DepartmentFactory(name="旧名")

    department.name = "新名"
    department.save()
    department.delete()

    made, changed, gone = AuditEntry.objects.filter(act=acts.SET).order_by("pk")
    assert changed.facts == {"before": {"name": "旧名"}, "after": {"name": "新名"}}
    assert (made.facts["before"], gone.facts["after"]) == ({}, {})


NOT_FOLLOWED = {
    "core.membership": "each step is logged about its person, with before and after",
    "guides.serviceitem": "the catalogue is imported; who edited one is in Wagtail's log",
    "guides.law": "has drafts and revisions of its own",
    "feedback.survey": "Wagtail's log says who edited it",
    "feedback.surveyanswer": "readers' words",
    "feedback.rating": "readers' words",
    "feedback.ratingtask": "has a course of its own",
    "feedback.correction": "has a course of its own",
    "operations.incident": "has a course of its own",
    "operations.indicator": "Wagtail's log says who edited it",
    "operations.maintenanceyear": "Wagtail's log says who edited it",
    "operations.plannode": "Wagtail's log says who edited it",
    "operations.effort": "Wagtail's log says who edited it",
    "operations.spending": "Wagtail's log says who edited it",
}


def test_every_setting_of_the_admin_is_followed_or_it_is_said_why_not():
    from wagtail.snippets.models import get_snippet_models

    snippets = {model._meta.label_lower for model in get_snippet_models()}

    assert snippets - {model._meta.label_lower for model in followed()} == set(NOT_FOLLOWED)


def test_act_that_nobody_registered_is_refused(compiler):
    with pytest.raises(acts.UnknownActError):
        record("core.nobody_knows", by=compiler)


def test_deed_that_is_rolled_back_leaves_no_entry(compiler):
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        record(acts.EXPORTED, by=compiler)
        raise ValueError("no")

    assert not AuditEntry.objects.filter(act=acts.EXPORTED).exists()


def test_log_is_read_by_key_without_gaps_or_repeats(compiler, monkeypatch):
    monkeypatch.setattr("core.lists.audit_log.ROWS", 4)
    client = browser(factories.person(Role.AUDITOR))
    for number in range(11):
        record(acts.EXPORTED, by=compiler, label=str(number))
    address, seen, query = reverse("core_site_history"), [], "action=core.exported"

    while query:
        context = client.get(f"{address}?{query}").context
        seen += [told.label for told in context["entries"]]
        query = context["more"]

    assert seen == [str(number) for number in reversed(range(11))]


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=-1", "since=1970-01-01&until=2100-12-31", "group=none"],
)
def test_odd_filters_answer(query):
    answer = browser(factories.person(Role.AUDITOR)).get(f"{reverse('core_site_history')}?{query}")

    assert answer.status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_is_itself_written_down(compiler, form):
    record(acts.DOWNLOADED, by=compiler, label="名册.xlsx", sha256="a" * 64)
    client = browser(factories.person(Role.AUDITOR, username="auditor"))

    answer = client.get(f"{reverse('core_site_history')}?q={'a' * 64}&export={form}")

    content = b"".join(answer.streaming_content)
    assert form != "csv" or "名册.xlsx" in content.decode()
    entry = AuditEntry.objects.filter(act=acts.EXPORTED).get()
    assert (entry.signed_username, entry.facts["rows"]) == ("auditor", 1)


def test_check_on_the_screen_finds_what_was_altered(compiler, written):
    from core.audit.chain import chain

    record(acts.EXPORTED, by=compiler)
    chain()
    client = browser(factories.person(Role.AUDITOR))

    fine = client.post(reverse("core_audit_check"), follow=True).content.decode()

    assert "与写入时一致" in fine


def test_saves_of_drafts_are_left_out_until_they_are_asked_for(compiler):
    log(factories.guide_page(), "wagtail.edit", user=compiler)

    without = seen_by(Role.AUDITOR, "?user=li.si")
    with_saves = seen_by(Role.AUDITOR, "?user=li.si&saves=on")

    assert (without, len(with_saves)) == ([], 1)
