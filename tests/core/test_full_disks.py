"""A full or read-only disk, and a process killed while writing: said at the form, nothing left."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.users.models import UserProfile

from core.choices import Role
from core.files import whole_files
from core.files.content_store import ContentStore
from core.models import DepartmentDocument, DepartmentImage
from tests import factories, small_disks
from tests.core.uploads import docx, picture, upload

pytestmark = pytest.mark.django_db
FULL = "服务器磁盘已满，文件没有保存"
READ_ONLY = "服务器存储目前不能写入，文件没有保存"
BIG = docx({"word/big.bin": os.urandom(200_000)})


@pytest.fixture
def compiler_client(client):
    """A browser where a compiler is logged in."""
    compiler = factories.person(Role.COMPILER, factories.DepartmentFactory(slug="a"))
    client.force_login(compiler, backend="core.access.authentication.RoleBackend")
    return client


@pytest.fixture
def store_disk():
    """The disk of the content store, 4 MB."""
    with small_disks.mounted(Path(settings.CONTENT_STORE_ROOT)) as disk:
        yield disk


@pytest.fixture
def media_disk():
    """The disk of pictures, 4 MB."""
    with small_disks.mounted(Path(settings.MEDIA_ROOT)) as disk:
        yield disk


def files_on(disk):
    return [path for path in disk.path.rglob("*") if path.is_file() and path.name != "filler"]


def ways_of_uploading(name, content):
    """Return {address: the posted form} of every way by which a file comes in."""
    kind, app = ("image", "images") if name.endswith("png") else ("document", "docs")
    prefix = f"{kind}-chooser-upload"
    return {
        f"wagtail{app}:add": {"title": "申请表", "file": upload(name, content)},
        f"wagtail{app}:add_multiple": {"title": "申请表", "files[]": upload(name, content)},
        f"wagtail{app}_chooser:create": {
            f"{prefix}-title": "申请表", f"{prefix}-file": upload(name, content),
        },
    }  # fmt: skip


def said(response):
    """Return the text of an answer, whatever its form."""
    text = response.content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("{") else text


@pytest.mark.parametrize("address", ways_of_uploading("a.docx", b""))
def test_a_full_or_read_only_disk_is_said_at_the_form_of_a_file(
    compiler_client, store_disk, address
):
    store_disk.fill()
    full = post(compiler_client, address, ways_of_uploading("a.docx", BIG))
    left = files_on(store_disk)
    store_disk.make_room()
    store_disk.make_read_only()
    read_only = post(compiler_client, address, ways_of_uploading("a.docx", BIG))
    store_disk.make_writable()
    again = post(compiler_client, address, ways_of_uploading("a.docx", BIG))

    assert (full.status_code, FULL in said(full)) == (200, True)
    assert (read_only.status_code, READ_ONLY in said(read_only)) == (200, True)
    assert left == []
    assert again.status_code in (200, 302)
    assert DepartmentDocument.objects.get().file.read() == BIG


@pytest.mark.parametrize("address", ways_of_uploading("a.png", b""))
def test_a_full_or_read_only_disk_is_said_at_the_form_of_a_picture(
    compiler_client, media_disk, address
):
    content = picture(size=(4000, 4000))
    media_disk.fill()
    full = post(compiler_client, address, ways_of_uploading("a.png", content))
    left = files_on(media_disk)
    media_disk.make_room()
    media_disk.make_read_only()
    read_only = post(compiler_client, address, ways_of_uploading("a.png", content))
    media_disk.make_writable()
    post(compiler_client, address, ways_of_uploading("a.png", content))

    assert (full.status_code, FULL in said(full)) == (200, True)
    assert (read_only.status_code, READ_ONLY in said(read_only)) == (200, True)
    assert left == []
    assert DepartmentImage.objects.get().file.size > 1000


def post(client, address, ways):
    return client.post(
        reverse(address), ways[address], headers={"X-Requested-With": "XMLHttpRequest"}
    )


def test_a_new_file_of_an_old_document_that_finds_no_room_leaves_the_old_one(
    compiler_client, store_disk
):
    post(compiler_client, "wagtaildocs:add", {"wagtaildocs:add": {
        "title": "申请表", "file": upload("a.docx", docx()),
    }})  # fmt: skip
    document = DepartmentDocument.objects.get()
    store_disk.fill()

    response = compiler_client.post(
        reverse("wagtaildocs:edit", args=[document.pk]),
        {"title": "新表", "file": upload("b.docx", BIG)},
    )

    document.refresh_from_db()
    assert (response.status_code, FULL in said(response)) == (200, True)
    assert (document.title, document.file.read()) == ("申请表", docx())


def test_a_portrait_that_finds_no_room_is_said_at_its_form(compiler_client, media_disk):
    media_disk.fill()
    full = send_portrait(compiler_client)
    left = files_on(media_disk)
    media_disk.make_room()
    send_portrait(compiler_client)

    assert (full.status_code, FULL in said(full)) == (200, True)
    assert left == []
    assert UserProfile.objects.get().avatar.size > 0


def send_portrait(client):
    """Send the account page as it came, with a portrait."""
    address = reverse("wagtailadmin_account")
    tabs = client.get(address).context["panels_by_tab"].values()
    fields = [field for panels in tabs for panel in panels for field in panel.get_form()]
    data = {field.html_name: field.value() or "" for field in fields}
    return client.post(address, data | {"avatar-avatar": upload("me.png", picture())})


def test_the_words_are_english_for_who_works_in_english(compiler_client, store_disk):
    profile = UserProfile.get_for_user(get_user_model().objects.get())
    profile.preferred_language = "en"
    profile.save()
    store_disk.fill()

    response = post(compiler_client, "wagtaildocs:add", ways_of_uploading("a.docx", BIG))

    assert "disk is full, so the file was not stored" in said(response)


def test_a_picture_that_the_disk_does_not_let_go_costs_nobody_an_error(compiler_client, media_disk):
    post(compiler_client, "wagtailimages:add", ways_of_uploading("a.png", picture()))
    image = DepartmentImage.objects.get()
    media_disk.make_read_only()

    response = compiler_client.post(reverse("wagtailimages:delete", args=[image.pk]))

    assert response.status_code == 302
    assert not DepartmentImage.objects.exists()
    assert default_storage.exists(image.file.name)


def test_a_list_of_pictures_is_shown_when_the_disk_takes_no_smaller_versions(
    compiler_client, media_disk
):
    post(compiler_client, "wagtailimages:add", ways_of_uploading("a.png", picture()))
    media_disk.make_read_only()

    response = compiler_client.get(reverse("wagtailimages:index"))

    assert response.status_code == 200
    assert "申请表" in response.content.decode()


WRITER = """
import os, sys, types
sys.path[:0] = [{root!r}]
from core.files.whole_files import write_whole

def chunks():
    yield b"half"
    print("written", flush=True)
    sys.stdin.read()

write_whole({store!r}, {target!r}, types.SimpleNamespace(chunks=chunks), file_mode=0o600,
            folder_mode=0o700)
"""


def test_what_a_killed_process_left_is_gone_a_day_later(tmp_path):
    target = tmp_path / "ab" / "file"
    code = WRITER.format(root=str(settings.BASE_DIR), store=str(tmp_path), target=str(target))
    writer = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    (left,) = (tmp_path / whole_files.INCOMING).iterdir()

    keep(tmp_path, "cd")
    is_left_for_a_day = left.exists()
    yesterday = time.time() - whole_files.ABANDONED_SECONDS - 1
    os.utime(left, (yesterday, yesterday))
    keep(tmp_path, "ef")

    assert not target.exists()
    assert is_left_for_a_day
    assert not left.exists()
    assert (tmp_path / "cd").read_bytes() == (tmp_path / "ef").read_bytes() == b"whole"


def keep(folder, name):
    whole_files.write_whole(
        folder, folder / name, ContentFile(b"whole"), file_mode=0o600, folder_mode=0o700
    )


def test_file_and_folders_are_on_the_disk_before_the_path_is_given(tmp_path, monkeypatch):
    synced, fsync = [], os.fsync

    def note(number):
        synced.append(str(Path(f"/proc/self/fd/{number}").readlink()))
        fsync(number)

    monkeypatch.setattr(os, "fsync", note)
    target = tmp_path / "store" / "ab" / "cd" / "file"
    whole_files.write_whole(
        tmp_path / "store", target, ContentFile(b"x"), file_mode=0o600, folder_mode=0o700
    )

    folders = {str(folder) for folder in target.parents if folder.is_relative_to(tmp_path)}
    assert folders <= set(synced)
    assert synced[-1] == str(target.parent)
    assert any(Path(name).parent.name == whole_files.INCOMING for name in synced)


def test_two_pictures_of_one_name_are_both_kept():
    names = [default_storage.save("a.txt", ContentFile(text)) for text in (b"1", b"2")]

    assert [default_storage.open(name).read() for name in names] == [b"1", b"2"]


def test_a_store_refuses_with_the_disks_own_error(store_disk):
    store_disk.fill()

    with pytest.raises(OSError, match="space"):
        ContentStore().save("a", ContentFile(BIG))
