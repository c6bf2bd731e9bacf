"""What papers cost, and whether LibreOffice opens the Word files: processor time, size, pages.

With LibreOffice (`soffice`) each .docx is opened and printed to PDF by it; without, its column says
so. A file that it does not open makes this end with 1.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _places import use_settings
from _records import codes, prepare
from _rows import arguments

SECONDS_OF_OFFICE = 120


def main():
    """Print a row for each paper of a few guides."""
    options = arguments(__doc__, records=200, guides=3)
    prepare(options.records, with_stock=False)
    found = codes(options.guides)
    use_settings()
    import django

    django.setup()
    rows = [row for code in found for row in measured(code)]
    print(f"{'guide':28}{'paper':12}{'CPU ms':>8}{'kB':>7}{'pages':>7}  LibreOffice")
    for row in rows:
        print(
            f"{row['code']:28}{row['name']:12}{row['cpu_ms']:8.0f}{row['kb']:7.0f}"
            f"{row['pages'] or '':>7}  {row['office']}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of this process at its peak: {peak:.0f} MB")
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    if any(row["office"].startswith("FAILED") for row in rows):
        sys.exit(1)


def measured(code):
    """Yield a row for each paper of a guide."""
    from exchange.papers.making import OF_A_DOCUMENT, make
    from exchange.papers.subjects import filed_subject

    subject = filed_subject(code)
    for form in OF_A_DOCUMENT:
        began = time.process_time()
        content = make(subject, form).content
        spent = (time.process_time() - began) * 1000
        is_word = form == "docx"
        yield {
            "code": code,
            "name": form.value,
            "cpu_ms": spent,
            "kb": len(content) / 1024,
            "pages": None if is_word else pages(content),
            "office": opened_by_office(content) if is_word else "",
        }


def pages(content):
    import pypdfium2

    return len(pypdfium2.PdfDocument(content))


def opened_by_office(content):
    """Return what LibreOffice makes of a .docx: the number of pages that it prints, or why not."""
    if not (office := shutil.which("soffice")):
        return "not installed"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.docx"
        file.write_bytes(content)
        line = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        line += ["--convert-to", "pdf", "--outdir", folder, str(file)]
        try:
            subprocess.run(line, check=True, capture_output=True, timeout=SECONDS_OF_OFFICE)
        except (subprocess.SubprocessError, OSError) as error:
            return f"FAILED: {type(error).__name__}"
        printed = file.with_suffix(".pdf")
        if not printed.exists():
            return "FAILED: nothing was printed"
        return f"{pages(printed.read_bytes())} pages"


if __name__ == "__main__":
    main()
