"""Uploading in the admin: what may come in, who sees it, what becomes of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Comment

from core.choices import Role
from exchange.models import ColumnName, Upload
from exchange.uploads import records, working
from exchange.workbooks.writing import Entry, write_workbook
from guides.document import GuideDocument
from guides.models import GuidePage, ServiceItem
from guides.presenter import present_guide
from tests import factories
from tests.exchange.small_documents import small_guide

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
TEXT = """公共场所卫生许可新办办事指南
一、办理条件
1. 选址符合卫生标准；
2. 有相适应的卫生设施。
二、收费标准
不收费。
三、咨询电话
12345
本指南由本委负责解释，2019 年版同时作废。
"""


@pytest.fixture
def department():
    return factories.DepartmentFactory()


@pytest.fixture
def situation(department):
    item = factories.ServiceItemFactory(department=department, name="公共场所卫生许可")
    return factories.SituationFactory(item=item, name="新办")


@pytest.fixture
def compiler(department, client):
    user = factories.person(Role.COMPILER, department)
    client.force_login(user, backend=BACKEND)
    return user


def send(client, name, content, **more):
    department = factories.DepartmentFactory._meta.model.objects.first()
    data = {"department": department.pk, "files": SimpleUploadedFile(name, content), **more}
    return client.post(reverse("exchange_imports"), data)


def test_text_becomes_a_draft_and_nothing_is_lost(client, compiler, situation):
    factories.OutlineFactory(kind="guide", is_active=True)
    send(client, "指南.txt", TEXT.encode())
    upload = Upload.objects.get()
    url = reverse("exchange_upload", args=[upload.pk])

    answer = client.post(url, {"act": "save", "situation": situation.pk})

    page = GuidePage.objects.get(situation=situation)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    document = present_guide(page.get_latest_revision_as_object())
    assert [one.text for one in document.conditions.items][:1] == ["选址符合卫生标准"]
    assert document.fees.charged is False
    assert document.item.name == "公共场所卫生许可"
    notes = " ".join(Comment.objects.filter(page=page).values_list("text", flat=True))
    shown = document.model_dump_json() + notes
    assert "2019 年版同时作废" in shown
    upload.refresh_from_db()
    assert upload.state == Upload.State.DONE


def test_value_that_does_not_fit_is_refused_at_its_place_and_kept(client, compiler, situation):
    text = TEXT.replace("不收费。", "证照工本费 10 元，详见通知。")
    send(client, "指南.txt", text.encode())
    upload = Upload.objects.get()
    url = reverse("exchange_upload", args=[upload.pk])
    shown = client.get(url)
    entry = next(one for one in shown.context["entries"] if one.confidence == "look")
    field = next(one for one in entry.fields if one.pointer.endswith("/amount"))

    answer = client.post(
        url,
        {"act": "ok", "start": entry.start, "end": entry.end, f"f:{field.pointer}": "很多"},
    )

    assert answer.status_code == 422
    assert answer.context["wrong"] == entry.number
    assert open_field(answer)[1].value == "很多"
    upload.refresh_from_db()
    assert upload.answers == []


def open_field(page):
    """Return the entry of an import that is open, and its field of an amount."""
    entry = next(one for one in page.context["entries"] if one.confidence == "look")
    return entry, next(one for one in entry.fields if one.pointer.endswith("/amount"))


def test_what_was_typed_stays_when_its_place_has_moved(client, compiler, situation):
    send(client, "指南.txt", TEXT.replace("不收费。", "证照工本费 10 元，详见通知。").encode())
    url = reverse("exchange_upload", args=[Upload.objects.get().pk])
    _entry, field = open_field(client.get(url))
    typed = {"act": "ok", "start": 7_000, "end": 7_001, f"f:{field.pointer}": "12.50"}

    moved = client.post(url, typed)
    gone = client.post(url, typed | {"f:/faqs/0/answer": "没有栏位的内容"})

    assert (moved.status_code, gone.status_code) == (409, 409)
    assert open_field(moved)[1].value == "12.50"
    assert "这一处刚刚变了" in moved.content.decode()
    assert gone.context["homeless"] == ["没有栏位的内容"]
    assert "<span data-typed>没有栏位的内容</span>" in gone.content.decode()


def test_situation_of_another_department_is_refused(client, compiler, situation):
    foreign = factories.SituationFactory()
    send(client, "指南.txt", TEXT.encode())
    upload = Upload.objects.get()

    answer = client.post(
        reverse("exchange_upload", args=[upload.pk]), {"act": "save", "situation": foreign.pk}
    )

    assert answer.status_code == 422
    assert not GuidePage.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.txt", b""),
        ("a.txt", b"a\x00b"),
        ("a.docx", b"no zip at all"),
        ("a.pdf", b"no pdf"),
        ("a.xlsx", b"PK\x03\x04broken"),
    ],
)
def test_what_may_not_come_in_is_named(client, compiler, name, content):
    answer = send(client, name, content)

    assert answer.status_code == 422
    assert not Upload.objects.exists()
    assert answer.context["form"].errors["files"]


def test_colleagues_of_other_departments_find_nothing(client, compiler):
    send(client, "指南.txt", TEXT.encode())
    other = factories.person(Role.COMPILER, factories.DepartmentFactory())
    client.force_login(other, backend=BACKEND)

    assert client.get(reverse("exchange_upload", args=[Upload.objects.get().pk])).status_code == 404


@pytest.fixture
def scjg(client):
    """Return the compiler of the department that the small guides belong to."""
    department = factories.DepartmentFactory(slug="scjg")
    factories.OutlineFactory(kind="guide", is_active=True)
    user = factories.person(Role.COMPILER, department)
    client.force_login(user, backend=BACKEND)
    return user


def workbook_of(*documents):
    """Return the bytes of a workbook with these guides."""
    entries = [
        Entry(f"g{number}", GuideDocument.model_validate(one).model_dump(mode="json"), {})
        for number, one in enumerate(documents)
    ]
    return write_workbook("guide", entries)


def spoiled(content):
    """Return a workbook whose second guide has a date that is none."""
    book = load_workbook(BytesIO(content))
    cover = book.worksheets[1]
    keys = [cell.value for cell in cover[2]]
    cover.cell(4, keys.index("checked_on") + 1, "去年夏天")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_workbook_is_taken_in_and_comes_back_with_its_wrong_cell_marked(client, scjg):
    content = spoiled(workbook_of(small_guide(1), small_guide(2), small_guide(3)))
    send(client, "三份.xlsx", content)
    upload = Upload.objects.get()

    working.carry_out(upload.pk)

    upload.refresh_from_db()
    assert upload.counts == {"created": 2, "refused": 1}
    assert client.get(reverse("exchange_progress", args=[upload.pk])).json()["is_finished"]
    returned = client.get(reverse("exchange_returned", args=[upload.pk]))
    book = load_workbook(BytesIO(returned.content))
    comments = [cell.comment.text for row in book.worksheets[1] for cell in row if cell.comment]
    assert len([text for text in comments if "日期" in text]) == 1, comments


def test_killed_worker_is_gone_on_with_and_counts_each_record_once(client, scjg, monkeypatch):
    send(client, "三份.xlsx", workbook_of(*(small_guide(number) for number in (1, 2, 3))))
    upload = Upload.objects.get()
    taken = records.import_record

    def dies(record, user):
        if GuidePage.objects.count() == 2:
            raise KeyboardInterrupt
        return taken(record, user=user)

    monkeypatch.setattr(records, "import_record", dies)
    with pytest.raises(KeyboardInterrupt):
        working.carry_out(upload.pk)
    monkeypatch.setattr(records, "import_record", taken)
    Upload.objects.update(seen_at=timezone.now() - timedelta(minutes=5))

    assert [one.pk for one in working.waiting()] == [upload.pk]
    working.carry_out(upload.pk)

    upload.refresh_from_db()
    assert (upload.state, upload.counts, upload.done) == ("done", {"created": 3}, 3)


def test_upload_that_a_worker_is_at_is_left_to_it(client, scjg):
    send(client, "一份.xlsx", workbook_of(small_guide()))
    upload = Upload.objects.get()
    Upload.objects.update(state=Upload.State.RUNNING, seen_at=timezone.now())

    working.carry_out(upload.pk)

    assert not GuidePage.objects.exists()


CATALOGUE = "itemNo,taskTitle,dept,kind\n000131023000,食品经营许可,{name},行政许可\n"


@pytest.mark.parametrize("title", ["云溪市事项清单,,,", "某某市,事项清单,,\n,,,"])
def test_a_title_above_unknown_columns_is_not_taken_for_them(client, title):
    department = factories.DepartmentFactory()
    client.force_login(factories.person(Role.OPERATOR), backend=BACKEND)
    text = f"{title}\n{CATALOGUE.format(name=department.name)}"
    file = SimpleUploadedFile("目录.csv", text.encode())

    asked = client.post(reverse("exchange_imports"), {"catalogue": "1", "file": file}, follow=True)

    labels = [one.label for one in asked.context["form"].fields.values()]
    assert labels == ["itemNo", "taskTitle", "dept", "kind"]


def test_unknown_columns_of_a_catalogue_are_assigned_once(client):
    department = factories.DepartmentFactory()
    client.force_login(factories.person(Role.OPERATOR), backend=BACKEND)
    text = CATALOGUE.format(name=department.name)
    url = reverse("exchange_imports")
    data = {"catalogue": "1", "file": SimpleUploadedFile("目录.csv", text.encode())}

    asked = client.post(url, data, follow=True)

    form = asked.context["form"]
    proposed = {one.label: one.initial for one in form.fields.values()}
    assert proposed == {
        "itemNo": "basic_code",
        "taskTitle": "name",
        "dept": "department",
        "kind": "item_type",
    }
    upload = Upload.objects.get()
    chosen = {name: one.initial for name, one in form.fields.items()}
    client.post(reverse("exchange_upload", args=[upload.pk]), chosen)
    working.carry_out(upload.pk)
    assert ServiceItem.objects.get().name == "食品经营许可"
    assert ColumnName.objects.count() == 4

    data["file"] = SimpleUploadedFile("目录.csv", text.encode())
    client.post(url, data)

    second = Upload.objects.order_by("-pk").first()
    assert second.state == Upload.State.WAITING
    working.carry_out(second.pk)
    second.refresh_from_db()
    assert second.counts == {"unchanged": 1}


def test_command_maps_columns(run, tmp_path):
    department = factories.DepartmentFactory()
    path = tmp_path / "目录.csv"
    path.write_text(CATALOGUE.format(name=department.name), encoding="utf-8")
    maps = ("itemNo=basic_code", "taskTitle=name", "dept=department", "kind=item_type")

    outcome = run("import_catalogue", path, "--json", "-", *(f"--map={one}" for one in maps))

    assert outcome.json["created"] == 1
