"""People with their roles, and the notice of a year, from tables that offices write."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.choices import Role
from core.duties.working_days import Due, add_working_days
from core.models import Membership
from exchange.importing.holidays import load_holidays
from exchange.importing.people import import_people
from guides.models import Law
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE = """人员名册,,,,
用户名,姓名,邮箱,角色,部门编码
li.si,李四,li@example.org,编制人员,scjg
wang.wu,王五,wang@example.org,形式审查,
zhao.liu,赵六,,审计人员,
zhao.liu,赵六,,编制,scjg
sun.qi,孙七,not-a-mail,编制,scjg
zhou.ba,周八,,编制,nowhere
,无名,,编制,scjg
"""
HOLIDAYS = """日期,类型,名称
2027-01-01,放假,元旦
2027年1月2日,上班,元旦调休
"""


@pytest.fixture
def operator():
    """Who brings the tables in."""
    factories.DepartmentFactory(slug="scjg")
    return factories.person(Role.OPERATOR)


def written(tmp_path, text, name="table.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_people_get_accounts_without_passwords_and_roles_by_two(operator, tmp_path):
    report = import_people(written(tmp_path, PEOPLE), operator)

    # As a spreadsheet counts them: the title is row 1, the heading row 2.
    assert [problem["record"] for problem in report.refused] == [6, 7, 8, 9]
    li, wang = (get_user_model().objects.get(username=name) for name in ("li.si", "wang.wu"))
    assert (li.first_name, li.email, li.has_usable_password()) == ("李四", "li@example.org", False)
    assert not Membership.objects.get(user=li).is_proposed
    assert Membership.objects.get(user=wang).is_proposed
    assert not get_user_model().objects.filter(username__in=("sun.qi", "zhou.ba")).exists()


def test_same_table_again_changes_nothing(operator, tmp_path):
    path = written(tmp_path, "\n".join(PEOPLE.splitlines()[1:4]))
    import_people(path, operator)

    report = import_people(path, operator)

    assert dict(report.counts) == {"unchanged": 2}


def test_notice_settles_its_year(db, tmp_path):
    before = add_working_days(date(2026, 12, 30), 3)

    report = load_holidays(written(tmp_path, HOLIDAYS))

    assert (report.counts["created"], report.refused) == (2, [])
    assert before.is_provisional
    assert add_working_days(date(2026, 12, 30), 3) == Due(date(2027, 1, 4))


def test_notice_with_a_wrong_row_leaves_all_as_it_was(db, tmp_path):
    report = load_holidays(written(tmp_path, HOLIDAYS + "2027-02-30,放假,\n2027-02-06,也许,\n"))

    assert [one["pointer"] for one in report.refused] == ["day", "kind"]
    assert add_working_days(date(2026, 12, 30), 3).is_provisional


def test_page_says_what_was_refused_row_by_row(operator):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(operator, backend="core.access.authentication.RoleBackend")
    file = SimpleUploadedFile("人员.csv", PEOPLE.encode())

    answer = client.post(reverse("exchange_table", args=["people"]), {"file": file})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "新增 3" in text
    assert "nowhere" in text


LAWS = (
    "名称,文号,效力位阶,效力状态,废止日期\n"
    "云溪市夜市管理办法,云政发〔2020〕1号,规范性文件,现行有效,\n"
    "云溪市摊位办法,云政发〔2019〕2号,级别不明,现行有效,\n"
)


def test_operators_bring_laws_in_and_their_history_says_who(operator):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(operator, backend="core.access.authentication.RoleBackend")
    url = reverse("exchange_table", args=["laws"])

    first = client.post(url, {"file": SimpleUploadedFile("依据.csv", LAWS.encode())})
    repealed = LAWS.splitlines()[1].replace("现行有效,", "已废止,2026-11-01")
    table = f"{LAWS.splitlines()[0]}\n{repealed}\n"
    client.post(url, {"file": SimpleUploadedFile("依据.csv", table.encode())})

    assert first.status_code == 422
    assert "新增 1" in first.content.decode()
    law = Law.objects.get(title="云溪市夜市管理办法")
    assert law.status == "repealed"
    logged = ModelLogEntry.objects.for_instance(law).order_by("pk")
    assert [(one.action, one.user) for one in logged] == [
        ("wagtail.create", operator),
        ("wagtail.edit", operator),
    ]
    assert law.revisions.count() == 2


def test_the_page_of_imports_leads_operators_to_their_tables(client, operator):
    client.force_login(operator, backend="core.access.authentication.RoleBackend")

    shown = client.get(reverse("exchange_imports")).content.decode()

    assert reverse("exchange_table", args=["people"]) in shown
    assert reverse("exchange_table", args=["holidays"]) in shown
    assert reverse("exchange_table", args=["laws"]) in shown


def test_a_compiler_is_led_to_no_table_that_is_refused(client):
    compiler = factories.person(Role.COMPILER, factories.DepartmentFactory())
    client.force_login(compiler, backend="core.access.authentication.RoleBackend")

    assert "import/table/" not in client.get(reverse("exchange_imports")).content.decode()


@pytest.mark.parametrize("word", ["old", "旧局", "新局"])
def test_people_of_a_merged_department_belong_to_the_one_in_its_place(operator, tmp_path, word):
    new = factories.DepartmentFactory(slug="new", name="新局")
    factories.DepartmentFactory(slug="old", name="旧局", is_active=False, followed_by=new)
    factories.DepartmentFactory(slug="older", name="新局", is_active=False)
    table = f"用户名,姓名,邮箱,角色,部门编码\nli.si,李四,,编制人员,{word}\n"

    report = import_people(written(tmp_path, table), operator)

    assert report.refused == []
    assert Membership.objects.get(user__username="li.si").department == new
