"""Files that the door of uploads refuses, and some that look like them and are welcome."""

import warnings
import zipfile
from io import BytesIO

from tests.core.ole_files import ole
from tests.core.uploads import archive, docx

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
MB = 1024 * 1024
EXE = b"MZ\x90\x00" + bytes(60)
ELF = b"\x7fELF\x02\x01" + bytes(60)
RELATIONS = (
    '<Relationships xmlns="x"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="External"/>'
    "</Relationships>"
)


def locked(content):
    """Return an archive whose first entry is marked as encrypted, in both of its headers."""
    marked = bytearray(content)
    marked[6] |= 1
    marked[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(marked)


def with_link(target="/etc/passwd"):
    """Return an archive that holds a symbolic link."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as packed:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        packed.writestr(entry, target)
    return output.getvalue()


def twice(name="a.txt"):
    """Return an archive with two entries of one name, the first of which is a program."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as packed, warnings.catch_warnings(action="ignore"):
        packed.writestr(name, EXE)
        packed.writestr(name, "x")
    return output.getvalue()


def nested(depth, inside=None):
    """Return archives inside each other."""
    content = inside or b"x"
    for number in range(depth):
        content = archive({f"{number}.zip" if number or inside else "0.txt": content})
    return content


WORD, EXCEL = (
    ("WordDocument", b"\xec\xa5" + bytes(30)),
    ("Workbook", b"\x09\x08\x02\x00xx" + bytes(20)),
)
LOCKED_WORD = ("WordDocument", b"\xec\xa5" + bytes(9) + b"\x01" + bytes(20))
LOCKED_EXCEL = ("Workbook", b"\x09\x08\x02\x00xx\x2f\x00" + bytes(20))

BAD_FILES = {
    "svg": ("a.svg", SVG),
    "html": ("a.html", HTML),
    "html in a pdf's clothes": ("a.pdf", HTML),
    "svg in a picture's clothes": ("a.png", SVG),
    "program": ("a.exe", EXE),
    "program in a pdf's clothes": ("a.pdf", EXE),
    "program in a Word file's clothes": ("a.docx", EXE),
    "empty": ("a.pdf", b""),
    # Bombs.
    "zip bomb": ("a.docx", lambda: docx({"word/bomb.xml": bytes(201 * MB)})),
    "zip bomb as a workbook": ("a.xlsx", lambda: archive({"xl/x.xml": bytes(201 * MB)})),
    "bomb in a zip in a zip": (
        "a.zip",
        lambda: nested(2, archive({"x": bytes(201 * MB)})),
    ),
    "half a bomb, twice": (
        "a.zip",
        lambda: archive({f"{n}.zip": archive({"x": bytes(101 * MB)}) for n in range(2)}),
    ),
    "too many entries": ("a.zip", archive({f"{n}.txt": "" for n in range(5_001)})),
    "too many entries, parted": (
        "a.zip",
        archive({f"{n}.zip": archive({f"{m}.txt": "" for m in range(1_700)}) for n in range(3)}),
    ),
    "archives without end": ("a.zip", nested(5)),
    "entities that multiply": (
        "a.docx",
        docx({"word/x.xml": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'}),
    ),
    "entities in UTF-16": ("a.docx", docx({"word/x.xml": "<!ENTITY a 'b'>".encode("utf-16")})),
    # Programs.
    "program in a zip": ("a.zip", archive({"表.exe": EXE})),
    "program in a Word file": ("a.docx", docx({"word/embeddings/x.bin": EXE})),
    "program in a workbook": ("a.xlsx", archive({"xl/workbook.xml": "", "xl/media/a.png": EXE})),
    "program of Linux": ("a.zip", archive({"a": ELF})),
    "script": ("a.zip", archive({"a.txt": "#!/bin/sh\nrm -rf /"})),
    "script by its ending": ("a.zip", archive({"a.ps1": "x"})),
    "ending that Windows does not see": ("a.zip", archive({"a.exe .": "x"})),
    "ending in capitals": ("a.zip", archive({"A.SCR": "x"})),
    "page in a zip": ("a.zip", archive({"a.html": HTML})),
    "program in a zip in a zip": ("a.zip", archive({"b.zip": archive({"c.txt": EXE})})),
    "program in a Word file in a zip": (
        "a.zip",
        archive({"b.docx": docx({"word/media/c.png": EXE})}),
    ),
    "shortcut": ("a.zip", archive({"a.txt": b"L\0\0\0\x01\x14\x02\0" + bytes(60)})),
    "folder that is a program": ("a.zip", archive({"a/": EXE})),
    "what cannot be looked into: rar": ("a.zip", archive({"b.txt": b"Rar!\x1a\x07\x01\0"})),
    "what cannot be looked into: 7z": ("a.zip", archive({"b.txt": b"7z\xbc\xaf\x27\x1c"})),
    "what cannot be looked into: gzip": ("a.zip", archive({"b.txt": b"\x1f\x8b\x08" + bytes(9)})),
    "what cannot be looked into: tar": ("a.zip", archive({"b": bytes(257) + b"ustar" + bytes(9)})),
    # Ways out and hiding places.
    "archive that leads outside": ("a.zip", archive({"../../etc/passwd": "x"})),
    "archive that leads outside by backslashes": ("a.zip", archive({"..\\..\\x": "x"})),
    "archive that leads to a drive": ("a.zip", archive({"C:x.txt": "x"})),
    "name that reads backwards": ("a.zip", archive({"a\u202etxt.b": "x"})),
    "link": ("a.zip", with_link()),
    "two entries of one name": ("a.zip", twice()),
    "archive before the archive": ("a.zip", archive({"a.exe": EXE}) + archive({"b.txt": "x"})),
    # Macros.
    "macros": ("a.docx", docx({"word/vbaProject.bin": "x"})),
    "macros of Excel 4": ("a.xlsx", archive({"xl/workbook.xml": "", "xl/macrosheets/s.xml": ""})),
    "macros in a zip": ("a.zip", archive({"b.docx": docx({"word/vbaProject.bin": "x"})})),
    "macros in an old Word file": ("a.doc", ole(WORD, "Macros/VBA/_VBA_PROJECT")),
    "macros in an old workbook": ("a.xls", ole(EXCEL, "_VBA_PROJECT_CUR/VBA/dir")),
    "macros in an old Word file in a zip": (
        "a.zip",
        archive({"b.doc": ole(WORD, "Macros/VBA/_VBA_PROJECT")}),
    ),
    "template from elsewhere": (
        "a.docx",
        docx(
            {
                "word/_rels/settings.xml.rels": RELATIONS.format(
                    kind="attachedTemplate", target="http://x/evil.dotm"
                )
            }
        ),
    ),
    "object from elsewhere": (
        "a.docx",
        docx(
            {"word/_rels/d.xml.rels": RELATIONS.format(kind="oleObject", target="http://x/a.rtf")}
        ),
    ),
    # Passwords.
    "locked zip": ("a.zip", locked(archive({"a.txt": "x"}))),
    "locked zip in a zip": ("a.zip", archive({"b.zip": locked(archive({"a.txt": "x"}))})),
    "locked Word file": ("a.docx", ole("EncryptedPackage", "EncryptionInfo")),
    "locked Word file as an old one": ("a.doc", ole("EncryptedPackage", "EncryptionInfo")),
    "locked old Word file": ("a.doc", ole(LOCKED_WORD)),
    "locked old workbook": ("a.xls", ole(LOCKED_EXCEL)),
    # Something else.
    "file packed into an old Word file": ("a.doc", ole(WORD, "ObjectPool/_1/\x01Ole10Native")),
    "file packed into a Word file": (
        "a.docx",
        docx({"word/embeddings/oleObject1.bin": ole("\x01Ole10Native")}),
    ),
    "installer as an old Word file": ("a.doc", ole("Property", "Component")),
    "old workbook as an old Word file": ("a.doc", ole(EXCEL)),
    "zip that is no Word file": ("a.docx", archive({"a.txt": "x"})),
    "cut archive": ("a.docx", docx()[:-30]),
    "cut old Word file": ("a.doc", ole(WORD)[:600]),
}
"""By what is wrong with them: (name, content, or a function that makes what is large)."""

GOOD_FILES = {
    "Word file": ("申请表.docx", docx()),
    "Word file with a picture, a drawing and a link": (
        "申请表.docx",
        docx(
            {
                "word/media/image1.svg": SVG,
                "word/media/image2.emz": b"\x1f\x8b\x08" + bytes(9),
                "word/_rels/document.xml.rels": RELATIONS.format(
                    kind="hyperlink", target="https://www.gov.cn/"
                ),
            }
        ),
    ),
    "Word file with a workbook in it": (
        "申请表.docx",
        docx({"word/embeddings/Sheet1.xlsx": archive({"xl/workbook.xml": "<w/>"})}),
    ),
    "Word file with an equation": (
        "申请表.docx",
        docx({"word/embeddings/oleObject1.bin": ole("Equation Native")}),
    ),
    "workbook": ("表.xlsx", archive({"xl/workbook.xml": "<w/>"})),
    "old Word file": ("申请表.doc", ole(WORD)),
    "old workbook": ("表.xls", ole(EXCEL)),
    "zip of forms": ("表.zip", archive({"甲.docx": docx(), "乙/丙.pdf": b"%PDF-1.7", "空/": ""})),
    "zip of an old Word file": ("表.zip", archive({"甲.doc": ole(WORD)})),
    "document of the state's own format": ("文件.ofd", archive({"OFD.xml": "<ofd/>"})),
    "pdf": ("文件.pdf", b"%PDF-1.7\n"),
}
"""By what they are: (name, content)."""
