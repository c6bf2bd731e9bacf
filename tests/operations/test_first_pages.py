"""The first pages of operators and auditors: what is not as it should be is said first."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from core.audit import acts, recording
from core.choices import Role
from operations import board
from operations.choices import CheckState
from operations.models import CheckResult, InspectionRun
from tests.factories import person

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


def checked(name="audit_chain", state=CheckState.OK, **fields):
    run = InspectionRun.objects.create(started_at=timezone.now())
    fields = {"value": 0, "detail": "12 条", "at": timezone.now()} | fields
    return CheckResult.objects.create(run=run, check_name=name, state=state, **fields)


def first_page(client, role):
    client.force_login(person(role), backend=BACKEND)
    answer = client.get(reverse("wagtailadmin_home"))
    return BeautifulSoup(answer.content.decode(), "html.parser").select_one("main#main")


def test_a_house_without_a_backup_is_not_in_order(client):
    checked()

    heading = first_page(client, Role.OPERATOR).h1.get_text(strip=True)

    assert heading == "没有故障，2 项要留意：备份距今、上次恢复演练"


def test_a_house_with_everything_done_is_in_order():
    well = [{"label": "备份距今", "state": ""}]

    assert str(board.headline([board.Row(checked(), "", "", "")], well)) == (
        "一切正常，没有要处理的"
    )


def test_an_auditor_sees_the_chain_what_stands_out_and_the_register(client):
    checked()
    recording.write(acts.SIGN_IN_FAILED)

    main = first_page(client, Role.AUDITOR)

    assert main.h1.get_text(strip=True) == "审计日志有 1 条要看"
    headings = [one.get_text(" ", strip=True) for one in main.select("section h2")]
    assert headings == ["审计链", "近 7 天要看的 1", "今年备案 0"]
    assert "与写入时一致" in main.get_text()
    assert "group=failed" in main.select_one("#audit_unusual-block th a")["href"]


def test_a_broken_chain_is_the_first_thing_that_an_auditor_reads(client):
    checked(state=CheckState.FAILED, detail="第 7 条：内容被改动")

    main = first_page(client, Role.AUDITOR)

    assert main.h1.get_text(strip=True).startswith("审计日志与写入时不一致")
    assert "第 7 条：内容被改动" in main.get_text()
