"""Small real files for the demo city: text, a one-page PDF, a picture."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from core.models import DepartmentDocument
from guides.blocks.file_block import FileBlock


def file_of(name, text, department):
    """Give the FileRef of a file of this name and content; makes it when it is missing."""
    document = DepartmentDocument.objects.filter(department=department, title=name).first()
    if document is None:
        make = {"pdf": _pdf, "png": _png}.get(name.rsplit(".", 1)[-1], _txt)
        document = DepartmentDocument(title=name, department=department)
        document.file = ContentFile(make(text), name=name)
        document.save()
    return FileBlock().get_api_representation(document)


def _txt(text):
    return ("\ufeff" + text).encode()


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
    """Give a one-page A4 PDF; readers bring the Chinese font that it names."""
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
