"""Small real files for the demo city: a Word document, a one-page PDF, a picture."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from core.models import Department, DepartmentDocument
from guides.blocks.file_block import FileBlock


def file_of(name: str, text: str, department: Department) -> dict[str, Any]:
    """Return the FileRef of a file of this name and content; makes it when it is missing."""
    document = DepartmentDocument.objects.filter(department=department, title=name).first()
    if document is None:
        make = {"docx": _docx, "pdf": _pdf, "png": _png}[name.rsplit(".", 1)[-1]]
        document = DepartmentDocument(title=name, department=department)
        document.file = ContentFile(make(text), name=name)
        document.save()
    ref: Any = FileBlock().get_api_representation(document)
    return ref


OFFICE = "http://schemas.openxmlformats.org"
WORD_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}


def _docx(text):
    """Return a Word document with a paragraph for each line; the same text gives the same bytes."""
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.splitlines()
    )
    body = (
        f'<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main">'
        f"<w:body>{lines}</w:body></w:document>"
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, part in {**WORD_PARTS, "word/document.xml": body}.items():
            # ZipInfo's own date is fixed; that of `writestr` with a name is now.
            archive.writestr(ZipInfo(name), '<?xml version="1.0" encoding="UTF-8"?>' + part)
    return out.getvalue()


def _png(text):
    picture = Image.new("RGB", (800, 560), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 780, 540), outline="black", width=3)
    for line in range(min(len(text) // 20 + 2, 10)):
        pen.line((80, 110 + line * 42, 720, 110 + line * 42), fill="gray")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _pdf(text):
    """Return a one-page A4 PDF; readers bring the Chinese font that it names."""
    lines = [text[start : start + 34] for start in range(0, min(len(text), 34 * 36), 34)]
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T* " for line in lines)
    stream = f"BT /F1 14 Tf 60 780 Td 20 TL {shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
