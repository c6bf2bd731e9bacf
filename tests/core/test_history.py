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

from core.choices import Role
from core.files.content_store import ContentStore
from core.history import guarding
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
    """Return the rows of the site history as (label, message, who), read by a role."""
    answer = browser(factories.person(role)).get(reverse("core_site_history") + query)
    return [(entry.label, str(entry.message), entry.who) for entry in answer.context["entries"]]


def sent(client, name, password):
    return client.post(LOGIN, {"username": name, "password": password})


@pytest.mark.parametrize("reader", [Role.OPERATOR, Role.AUDITOR])
def test_signing_in_and_out_is_seen_by_those_who_watch(client, compiler, reader):
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    answer = sent(client, "li.si", factories.PASSWORD)
    client.post(reverse("wagtailadmin_logout"))

    rows = seen_by(reader)

    assert answer.status_code == 302
    assert ("li.si", "登录 · 来自 192.0.2.7", "li.si") in rows
    assert ("li.si", "退出 · 来自 192.0.2.7", "li.si") in rows


def test_wrong_password_is_seen_with_whom_it_was_meant_for(client, compiler):
    sent(client, "li.si", "wrong")

    [(label, message, who)] = seen_by(Role.AUDITOR, "?action=core.sign_in_failed")

    assert (label, message.split(" · ")[0]) == ("li.si", "密码错误")
    assert who == "–"


def test_unknown_name_is_not_kept_since_it_may_be_a_password(client, compiler):
    sent(client, "MyPassword!23", "x")

    [entry] = ModelLogEntry.objects.filter(action="core.sign_in_failed")
    assert (entry.label, entry.user_id) == ("–", None)
    assert "MyPassword" not in str(entry.data)
    assert seen_by(Role.AUDITOR, "?action=core.sign_in_failed")


def test_flood_of_wrong_passwords_fills_no_history(client, compiler, settings):
    settings.LOGIN_FAILURE_LIMIT = 3

    for _attempt in range(8):
        sent(client, "li.si", "wrong")

    acts = list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))
    assert acts.count("core.sign_in_failed") == 3
    assert acts.count("core.sign_in_shut") == 1


def test_export_is_seen_with_what_was_taken(compiler):
    address = reverse("wagtailsnippets_core_department:list")

    answer = browser(compiler).get(f"{address}?export=csv&level=3")

    assert b"".join(answer.streaming_content)
    [(label, message, who)] = seen_by(Role.AUDITOR, "?action=core.exported")
    assert (label, who) == ("li.si", "li.si")
    day = timezone.localdate().isoformat()
    assert message == (f"导出列表 · 部门-{day}.csv · 1 行 · 筛选条件：level=3 · 来自 192.0.2.7")


def test_register_is_exported_with_its_row_too():
    operator = factories.person(Role.OPERATOR)

    browser(operator).get("/admin/publication/publishedversion/?export=xlsx")

    assert ".xlsx" in seen_by(Role.AUDITOR, "?action=core.exported")[0][1]


def test_download_of_a_file_is_seen(compiler):
    client = browser(compiler)
    client.post(reverse("wagtaildocs:add"), {"title": "x", "file": upload("申请表.docx", docx())})
    document = DepartmentDocument.objects.get()

    answer = client.get(reverse("wagtaildocs_serve", args=[document.pk, document.filename]))

    assert answer.status_code == 200
    assert "申请表.docx" in seen_by(Role.AUDITOR, "?action=core.downloaded")[0][1]


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
    assert [message.split(" · ")[1] for _label, message, _who in rows] == ["内部.txt"]


def test_new_password_and_new_role_are_seen(compiler):
    from core.people.changes_log import PASSWORD_SET, log_change

    log_change(compiler, PASSWORD_SET, by=compiler)
    membership = compiler.memberships.get()
    log(membership, "wagtail.edit", user=compiler)

    rows = seen_by(Role.AUDITOR)

    assert [label for label, _message, _who in rows[-3:]].count("li.si") == 1
    assert str(membership) in [label for label, _message, _who in rows]


@pytest.fixture
def written(compiler):
    """One entry in each table of the log."""
    log(compiler, "wagtail.edit", user=compiler)
    log(factories.guide_page(), "wagtail.edit", user=compiler)


@pytest.mark.parametrize("table", guarding.TABLES)
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
        app_label = guarding.WAGTAIL

    sender = type("App", (), {"label": guarding.WAGTAIL})
    guarding.lift_for_wagtail(sender, connection.alias, plan=[(Migration, False)])
    PageLogEntry.objects.update(action="wagtail.edit")

    call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PageLogEntry.objects.update(action="wagtail.edit")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "table", [*guarding.TABLES, "publication_event", "moderation_decision", "moderation_submission"]
)
def test_guarded_table_is_not_emptied_at_once_on_postgresql(db, table):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table} CASCADE")


def test_history_of_a_person_stays_when_the_account_is_shut(compiler):
    log(compiler, "wagtail.edit", user=compiler)
    get_user_model().objects.filter(pk=compiler.pk).update(is_active=False)

    assert ("li.si", "li.si") in [(label, who) for label, _message, who in seen_by(Role.AUDITOR)]
