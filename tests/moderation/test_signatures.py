"""What people did stays signed with the names and roles that they had when they did it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from core.choices import Role
from core.models import Membership
from moderation.models import Decision, Submission
from moderation.submit import submit
from publication import states
from publication.models import Event, PublishedVersion
from tests.factories import person
from tests.moderation.steps import act, file_guide, save_draft

BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def filed(city):
    """A filed guide, all whose people have other names and roles by now."""
    for who in (city.compiler, city.reviewer, city.formal, city.compliance, city.filing):
        who.first_name = f"名{who.username}"
        who.save()
    file_guide(city)
    states.suspend(city.guide.code, city.filing, "系统升级")
    for who in (city.compiler, city.reviewer, city.formal, city.compliance, city.filing):
        who.first_name, who.username = "改名", f"renamed-{who.pk}"
        who.save()
    Membership.objects.filter(user=city.reviewer).delete()
    return city


def test_decisions_name_people_and_roles_as_they_were(filed):
    decisions = Decision.objects.select_related("decided_by").order_by("pk")

    assert [one.signed_role for one in decisions] == [
        "department_reviewer", "formal_reviewer", "compliance_reviewer", "filing_officer",
    ]  # fmt: skip
    assert all(one.signed_name == f"名{one.signed_username}" for one in decisions)
    assert not any("改名" in one.signature for one in decisions)


def test_submission_version_and_event_are_signed(filed):
    submission, version = Submission.objects.get(), PublishedVersion.objects.get(kind="guide")
    event = Event.objects.filter(type="suspended").first()

    assert (submission.signed_role, version.signed_role) == ("compiler", "filing_officer")
    assert submission.signed_name.startswith("名")
    assert version.signed_name.startswith("名")
    assert event.payload["signed_name"] == version.signed_name
    assert event.payload["by"] == version.signed_username


@pytest.mark.parametrize("address", ["moderation:review", "publication:state", "core_site_history"])
def test_no_screen_shows_a_past_deed_under_a_new_name(filed, client, address):
    arguments = {
        "moderation:review": [Submission.objects.get().pk],
        "publication:state": [filed.guide.code],
    }
    client.force_login(person(Role.AUDITOR), backend=BACKEND)

    text = client.get(reverse(address, args=arguments.get(address, []))).content.decode()

    assert "改名" not in text
    assert f"名{PublishedVersion.objects.first().signed_username}" in text


def test_histories_of_pages_and_people_keep_the_name(filed, client):
    save_draft(filed.guide, filed.compiler, summary="新")
    filed.compiler.first_name = "再改"
    filed.compiler.save()
    client.force_login(person(Role.AUDITOR), backend=BACKEND)

    rows = reverse("wagtailadmin_pages:history_results", args=[filed.guide.pk])
    text = client.get(rows).content.decode()

    entry = PageLogEntry.objects.filter(user=filed.compiler).order_by("-pk").first()
    assert entry.user_display_name == f"改名（用户名 {filed.compiler.username}）"
    assert "再改" not in text


def test_an_entry_of_old_shows_the_name_of_today(db):
    somebody = person(Role.OPERATOR, first_name="今")
    entry = ModelLogEntry(user=somebody, data={}, action="wagtail.edit")

    assert entry.user_display_name == "今"


def test_the_database_keeps_signatures_from_being_changed(filed):
    for table in ("moderation_decision", "moderation_submission", "publication_publishedversion"):
        for column in ("signed_name", "signed_username", "signed_role"):
            statement = f"UPDATE {table} SET {column} = 'x'"
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                connection.cursor().execute(statement)


@pytest.mark.city
@pytest.mark.django_db(transaction=True)
def test_the_migrations_sign_what_was_there_and_guard_it_again(request):
    city = request.getfixturevalue("city")
    act(submit(city.guide, city.compiler), city.reviewer)
    expected = Decision.objects.values("signed_name", "signed_username", "signed_role").get()

    for room, before in {"moderation": "0004", "publication": "0006"}.items():
        call_command("migrate", room, before, verbosity=0)
    call_command("migrate", verbosity=0)

    assert (
        Decision.objects.values("signed_name", "signed_username", "signed_role").get() == expected
    )
    assert Submission.objects.get().signed_role == "compiler"
    for table in ("moderation_decision", "moderation_submission"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {table}")
