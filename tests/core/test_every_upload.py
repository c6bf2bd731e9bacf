"""Every field that keeps a file has the one door before it: found by walking the models."""

from io import BytesIO

import pytest
from django.apps import apps
from django.db.models import FileField
from django.urls import reverse
from PIL import Image
from wagtail.users.models import UserProfile

from core.choices import Role
from core.models import DepartmentDocument, DepartmentImage
from tests import factories
from tests.core.bad_files import EXE, HTML, SVG
from tests.core.uploads import picture, upload

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
DOORS = {
    "core.DepartmentDocument.file": (reverse("wagtaildocs:add"), "file"),
    "core.DepartmentImage.file": (reverse("wagtailimages:add"), "file"),
    "wagtailusers.UserProfile.avatar": (reverse("wagtailadmin_account"), "avatar-avatar"),
}
"""Where somebody sends a file to each field, and under which name."""
NO_DOOR = {
    "core.DepartmentRendition.file": "made by us, from a picture that came through the door",
    "wagtailcore.UploadedFile.file": "its address is closed",
    "wagtaildocs.Document.file": "the department's own model stands in for it",
    "wagtailimages.Image.file": "the department's own model stands in for it",
    "wagtailimages.Rendition.file": "the department's own model stands in for it",
}
BAD = {
    "program": ("a.png", EXE),
    "page": ("a.png", HTML),
    "drawing": ("a.svg", SVG),
    "picture under another ending": ("av.pdf", picture()),
    "picture of another kind": ("a.gif", picture("GIF")),
    "jpeg as png": ("a.png", picture("JPEG")),
    "half a picture": ("a.png", picture(size=(64, 64))[:80]),
    "too many bytes": ("a.png", picture() + bytes(6_000)),
    "too many pixels": ("a.png", picture(size=(101, 100))),
    "no name at all": (".png", b""),
}


@pytest.fixture
def somebody(db):
    """A compiler."""
    return factories.person(Role.COMPILER, factories.DepartmentFactory())


@pytest.fixture
def sending(client, somebody, settings):
    """Return a function that sends a file to a field."""
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5_000
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000
    client.force_login(somebody, backend=BACKEND)

    def send(field, name, content):
        address, parameter = DOORS[field]
        data = {"title": "x", parameter: upload(name, content)}
        data |= {f"name_email-{one}": "" for one in ("first_name", "last_name", "email")}
        data |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
        data |= {"notifications-preferred_language": "", "locale-preferred_language": ""}
        return client.post(address, data)

    return send


def kept(somebody):
    """Return every file that is kept now."""
    avatars = [one.avatar for one in UserProfile.objects.filter(user=somebody) if one.avatar]
    rows = [*DepartmentDocument.objects.all(), *DepartmentImage.objects.all()]
    return avatars + [row.file for row in rows]


def test_each_file_field_has_a_door():
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, FileField)
    }

    assert fields == {*DOORS, *NO_DOOR}


@pytest.mark.parametrize("what", sorted(BAD))
@pytest.mark.parametrize("field", sorted(DOORS))
def test_bad_file_is_kept_by_no_field(sending, somebody, field, what):
    name, content = BAD[what]

    sending(field, name, content)

    assert kept(somebody) == []


@pytest.mark.parametrize("field", sorted(DOORS))
def test_picture_is_written_anew_by_every_field(sending, somebody, field):
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    content = picture("JPEG", size=(1, 1), exif=exif) + b"SECRET-TAIL"

    answer = sending(field, "a.jpg", content)

    [file] = kept(somebody)
    stored = file.read()
    assert answer.status_code == 302
    assert b"SECRET" in content
    assert b"SECRET" not in stored
    assert Image.open(BytesIO(stored)).size == (1, 1)


def test_large_portrait_is_made_small_and_its_name_forgotten(sending, somebody, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1_000_000
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000

    sending("wagtailusers.UserProfile.avatar", "张三身份证.png", picture(size=(900, 300)))

    [file] = kept(somebody)
    assert Image.open(BytesIO(file.read())).size == (400, 133)
    assert "张三" not in file.name


def test_refused_portrait_says_why(sending):
    answer = sending("wagtailusers.UserProfile.avatar", "av.pdf", picture())

    assert "不接受此类文件" in answer.content.decode()
