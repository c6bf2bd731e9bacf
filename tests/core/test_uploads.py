"""What may be uploaded through the admin, and what becomes of it."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from core.choices import Role
from core.files.admission import admitted, check_name
from core.files.content_store import ContentStore, sha256_of
from core.files.image_safety import written_anew
from core.models import DepartmentDocument, DepartmentImage
from tests import factories
from tests.core.bad_files import BAD_FILES, GOOD_FILES, HTML, SVG
from tests.core.uploads import archive, docx, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    """The compiler's department."""
    return factories.DepartmentFactory(slug="a")


@pytest.fixture
def compiler_client(client, department):
    """A browser where a compiler is logged in."""
    client.force_login(
        factories.person(Role.COMPILER, department),
        backend="core.access.authentication.RoleBackend",
    )
    return client


def send(client, room, file, title="文件"):
    return client.post(reverse(f"{room}:add"), {"title": title, "file": file})


def test_file_is_kept_by_its_hash_for_the_uploaders_department(compiler_client, department):
    content = docx()

    response = send(compiler_client, "wagtaildocs", upload("申请表.docx", content))

    document = DepartmentDocument.objects.get()
    assert response.status_code == 302
    assert document.department == department
    assert document.sha256 == sha256_of(ContentFile(content))
    assert document.file.name.endswith(document.sha256)
    assert document.filename == "申请表.docx"
    assert document.file.read() == content


def test_title_of_a_kept_file_can_be_changed(compiler_client):
    send(compiler_client, "wagtaildocs", upload("a.docx", docx()))
    document = DepartmentDocument.objects.get()

    response = compiler_client.post(
        reverse("wagtaildocs:edit", args=[document.pk]), {"title": "新名"}
    )

    document.refresh_from_db()
    assert response.status_code == 302
    assert document.title == "新名"
    assert document.department_id is not None


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_bad_file_is_refused(compiler_client, name):
    response = send(compiler_client, "wagtaildocs", upload(*BAD_FILES[name]))

    assert response.status_code == 200
    assert not DepartmentDocument.objects.exists()


@pytest.mark.parametrize("name", sorted(GOOD_FILES))
def test_good_file_comes_in(compiler_client, name):
    response = send(compiler_client, "wagtaildocs", upload(*GOOD_FILES[name]))

    assert response.status_code == 302
    assert DepartmentDocument.objects.get().filename == GOOD_FILES[name][0]


def test_scanned_page_among_the_files_loses_what_the_camera_wrote(compiler_client):
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    content = picture("JPEG", exif=exif) + b"SECRET-TAIL"

    send(compiler_client, "wagtaildocs", upload("扫描件.jpeg", content))

    document = DepartmentDocument.objects.get()
    kept = document.file.read()
    assert b"SECRET" in content
    assert b"SECRET" not in kept
    assert (document.filename, document.file_size) == ("扫描件.jpeg", len(kept))
    assert document.sha256 == sha256_of(ContentFile(kept))


@pytest.mark.parametrize("address", ["wagtaildocs:add_multiple", "wagtaildocs_chooser:create"])
def test_bad_file_is_refused_by_every_way_in(compiler_client, address):
    data = {"title": "x", "file": upload("a.pdf", HTML), "document-chooser-upload-title": "x"}
    data |= {"files[]": upload("a.pdf", HTML), "document-chooser-upload-file": data["file"]}

    compiler_client.post(reverse(address), data, headers={"X-Requested-With": "XMLHttpRequest"})

    assert not DepartmentDocument.objects.exists()


def test_file_over_the_limit_is_refused(compiler_client, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100

    response = send(compiler_client, "wagtaildocs", upload("a.pdf", b"%PDF-" + bytes(200)))

    assert response.status_code == 200
    assert not DepartmentDocument.objects.exists()


@pytest.mark.parametrize(
    "name", ["a\x00.pdf", "a\u202efdp.exe", "a\nb.pdf", "../a.pdf", "a\\b.pdf"]
)
def test_name_with_control_characters_or_a_path_is_refused(name):
    with pytest.raises(ValidationError):
        check_name(name)


def test_title_with_a_hidden_direction_change_is_refused(compiler_client):
    response = send(compiler_client, "wagtaildocs", upload("a.docx", docx()), title="表\u202exls")

    assert response.status_code == 200
    assert not DepartmentDocument.objects.exists()


def test_lying_archive_is_refused():
    """An entry that says 10 bytes and holds more: the checksum gives it away."""
    content = archive({"word/document.xml": bytes(100_000)})
    lying = content.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises(ValidationError):
        admitted(ContentFile(lying), "a.docx", kinds={"docx"}, limit=1_000_000)


def test_picture_loses_exif_and_whatever_was_appended(compiler_client, department):
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    content = picture("JPEG", exif=exif) + b"<script>SECRET-TAIL</script>"

    response = send(compiler_client, "wagtailimages", upload("a.jpg", content))

    image = DepartmentImage.objects.get()
    kept = image.file.read()
    assert response.status_code == 302
    assert image.department == department
    assert b"SECRET" in content
    assert b"SECRET" not in kept
    assert (image.width, image.height) == (8, 8)
    assert image.file_size == len(kept)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", SVG), ("a.png", HTML), ("a.gif", b"GIF89a"), ("a.jpg", picture("JPEG")[:100])],
    ids=["svg", "html", "gif", "cut"],
)
def test_bad_picture_is_refused(compiler_client, name, content):
    response = send(compiler_client, "wagtailimages", upload(name, content))

    assert response.status_code == 200
    assert not DepartmentImage.objects.exists()


def test_picture_with_too_many_pixels_is_refused_before_it_is_decoded(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100

    with pytest.raises(ValidationError) as refused:
        written_anew(BytesIO(picture(size=(11, 10))), "a.png")

    assert refused.value.code == "pixels"


def test_turned_picture_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    clean = written_anew(BytesIO(picture("JPEG", size=(10, 4), exif=exif)), "a.jpg")

    assert Image.open(clean).size == (4, 10)


def test_transparent_palette_picture_stays_transparent():
    output = BytesIO()
    Image.new("P", (4, 4), 0).save(output, "PNG", transparency=0)

    clean = written_anew(output, "a.png")

    assert Image.open(clean).convert("RGBA").getpixel((0, 0))[3] == 0


def test_equal_bytes_are_kept_once_and_deleting_a_row_leaves_them():
    store = ContentStore()
    first = store.save("a", ContentFile(b"same"))
    second = store.save("b", ContentFile(b"same"))

    store.delete(first)

    assert first == second
    assert store.open(first).read() == b"same"


def test_other_department_is_not_offered_for_an_upload(compiler_client):
    other = factories.DepartmentFactory(slug="b")

    compiler_client.post(
        reverse("wagtaildocs:add"),
        {"title": "x", "file": upload("a.docx", docx()), "department": other.pk},
    )

    assert not DepartmentDocument.objects.filter(department=other).exists()
