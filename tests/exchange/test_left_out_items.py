"""A new catalogue cancels the items that it leaves out, and brings back those it names again."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.choices import Role
from core.models import Department
from exchange.choices import Extent
from exchange.uploads import working
from exchange.uploads.starting import start_catalogue
from guides.models import ServiceItem
from publication.models import CatalogueTask
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture(autouse=True)
def _departments(db):
    Department.objects.create(slug="scjg", name="市场监督管理局")
    Department.objects.create(slug="mzj", name="民政局")


def record(number, department="scjg", **more):
    facts = {"department": department, "basic_code": f"0001{number:02}", "name": f"事项{number}"}
    return facts | {"item_type": "01"} | more


@pytest.fixture
def brought(run, tmp_path):
    """Return a function that imports records as the command does, and returns its JSON."""

    def bring(*records, options=()):
        path = tmp_path / "items.json"
        path.write_text(json.dumps(records), encoding="utf-8")
        return run("import_catalogue", path, "--json", "-", *options).json

    return bring


def in_use(department="scjg"):
    rows = ServiceItem.objects.filter(is_active=True, department__slug=department)
    return sorted(rows.values_list("basic_code", flat=True))


def test_an_item_that_the_new_catalogue_lacks_is_cancelled_and_listed(brought):
    brought(record(1), record(2), record(3), record(1, "mzj"))

    outcome = brought(record(1), record(2, name="改名"), record(4))

    assert in_use() == ["000101", "000102", "000104"]
    assert in_use("mzj") == ["000101"], "a department that the file lacks is not looked at"
    assert (outcome["cancelled"], outcome["created"], outcome["updated"]) == (1, 1, 1)
    assert "市场监督管理局" in outcome["notes"][0]
    assert CatalogueTask.objects.get(item__basic_code="000103", change="cancelled").facts == {
        "is_active": ["是", "否"]
    }


def test_the_same_catalogue_again_cancels_nothing_more(brought):
    brought(record(1), record(2), record(3))
    brought(record(1), record(2))

    outcome = brought(record(1), record(2))

    assert "cancelled" not in outcome
    assert outcome["unchanged"] == 2


def test_an_item_that_is_named_again_is_in_use_again(brought):
    brought(record(1), record(2))
    brought(record(1))

    outcome = brought(record(1), record(2))

    assert in_use() == ["000101", "000102"]
    assert outcome["updated"] == 1


SHARES = [
    ((), 1, 4),
    ((), 2, 2),
    (("--whole",), 1, 1),
    (("--part",), 3, 4),
]  # fmt: skip


@pytest.mark.parametrize(("options", "named", "left"), SHARES)
def test_half_of_the_items_make_a_whole_catalogue_unless_the_person_says_so(
    brought, options, named, left
):
    brought(*(record(number) for number in range(4)))

    brought(*(record(number) for number in range(named)), options=options)

    assert len(in_use()) == left


def test_a_supplement_says_that_nothing_was_cancelled(brought):
    brought(*(record(number) for number in range(4)))

    outcome = brought(record(0), record(9))

    assert "补充目录" in outcome["notes"][0]
    assert len(in_use()) == 5


def test_a_refused_record_still_names_its_item(brought):
    brought(record(1), record(2))

    outcome = brought(record(1), record(2, item_type="没有的类型"))

    assert outcome["refused"] == 1
    assert len(in_use()) == 2


def test_a_row_that_names_no_item_keeps_everything_in_use(brought):
    brought(record(1), record(2))

    outcome = brought(record(1), record(2, basic_code=""))

    assert len(in_use()) == 2
    assert "1 行" in outcome["notes"][0]


def test_an_item_under_a_misspelt_department_is_not_cancelled(brought):
    brought(record(1), record(2))

    brought(record(1), record(2, "市监局"))

    assert len(in_use()) == 2


def test_a_codes_other_spelling_is_the_same_item(brought):
    brought(record(1), record(2))

    outcome = brought(record(1), record(2, basic_code=" ０００１０２ "))

    assert (outcome["unchanged"], len(in_use())) == (2, 2)


def uploaded(*records, extent=Extent.BY_SHARE, by=None):
    head = "部门,事项名称,基本编码,事项类型"
    lines = [
        f"{one['department']},{one['name']},{one['basic_code']},{one['item_type']}"
        for one in records
    ]
    content = "\n".join([head, *lines]).encode()
    upload = start_catalogue(by or factories.person(Role.OPERATOR), "目录.csv", content, extent)
    working.carry_out(upload.pk)
    upload.refresh_from_db()
    return upload


def test_an_uploaded_catalogue_cancels_and_its_page_says_which_department(client):
    operator = factories.person(Role.OPERATOR)
    uploaded(record(1), record(2), record(3), by=operator)

    upload = uploaded(record(1), record(2), by=operator)

    client.force_login(operator, backend=BACKEND)
    page = client.get(reverse("exchange_upload", args=[upload.pk])).content.decode()
    assert upload.counts == {"unchanged": 2, "cancelled": 1}
    assert (upload.done, upload.total) == (3, 3)
    assert "在用的 3 项中有 1 项不在文件里，按取消处理" in page
    assert reverse("catalogue_tasks") in page


def test_an_upload_that_was_interrupted_goes_on_with_what_it_found_at_its_start():
    uploaded(record(1), record(2), record(3), record(4))
    upload = start_catalogue(
        factories.person(Role.OPERATOR),
        "目录.csv",
        "部门,事项名称,基本编码,事项类型\nscjg,事项1,000101,01\n".encode(),
        Extent.WHOLE,
    )
    victim = ServiceItem.objects.get(basic_code="000104")
    upload.reading = {"left_out": [victim.pk]}
    upload.done, upload.counts = 1, {"unchanged": 1}
    upload.save()

    working.carry_out(upload.pk)

    upload.refresh_from_db()
    assert upload.counts == {"unchanged": 1, "cancelled": 1}
    assert in_use() == ["000101", "000102", "000103"]


def test_the_screen_takes_what_the_person_says_of_the_file(client):
    uploaded(record(1), record(2))
    client.force_login(factories.person(Role.OPERATOR), backend=BACKEND)
    text = "部门,事项名称,基本编码,事项类型\nscjg,事项1,000101,01\n"
    file = SimpleUploadedFile("目录.csv", text.encode())
    data = {"catalogue": "1", "file": file, "extent": Extent.PART}
    client.post(reverse("exchange_imports"), data)
    for pk in working.waiting().values_list("pk", flat=True):
        working.carry_out(pk)

    assert len(in_use()) == 2


def test_a_catalogue_that_names_a_merged_department_is_that_of_the_one_in_its_place(brought):
    new = Department.objects.get(slug="mzj")
    old = Department.objects.filter(slug="scjg")
    old.update(is_active=False, followed_by=new)
    Department.objects.create(slug="a-former-one", name="民政局", is_active=False)

    brought(record(1), record(2, "市场监督管理局"), record(3, "民政局"))

    assert (in_use("mzj"), in_use("scjg")) == (["000101", "000102", "000103"], [])
    assert in_use("a-former-one") == []
