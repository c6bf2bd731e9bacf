"""The four files of a report in a folder: .docx, .pdf, .html and figures.json."""

import json
from pathlib import Path

from operations.models import Report
from operations.reports.building import as_json, build
from operations.reports.html_paper import html_of, pdf_of
from operations.reports.word_paper import docx_of


def write_files(report: Report, folder: Path) -> list[str]:
    """Write a report's files into a folder; return their paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    built = build(report)
    figures = json.dumps(as_json(built), ensure_ascii=False, indent=1, default=str)
    contents = {
        "figures.json": figures.encode(),
        "report.html": html_of(built).encode(),
        "report.docx": docx_of(built),
        "report.pdf": pdf_of(built),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [str(folder / name) for name in contents]
