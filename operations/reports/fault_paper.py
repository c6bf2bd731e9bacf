"""The fault report (故障报告) of one incident as .docx."""

from io import BytesIO

from django.utils import timezone
from docx.shared import Mm

from operations.models import Incident
from operations.reports import word_paper
from operations.reports.building import DEMO
from operations.reports.figures import duration

WIDTHS = (Mm(40), Mm(116))


def fault_docx(incident: Incident) -> bytes:
    """Return the report of an incident: its three times, effect, cause, measures."""
    paper = word_paper.new_paper(f"故障报告 GZ-{incident.pk:05d}", is_demo=incident.is_demo)
    word_paper.title(paper, "系统故障报告", str(incident.title))
    rows = (
        ("编号", f"GZ-{incident.pk:05d}" + (f"（{DEMO}）" if incident.is_demo else "")),
        ("严重程度", str(incident.get_severity_display())),
        ("发现途径", str(incident.get_source_display())),
        ("发现时间", _clock(incident.detected_at)),
        ("响应时间", _clock(incident.responded_at) + _after(incident.response_minutes)),
        (
            "修复时间",
            _clock(incident.repaired_at)
            + (_after(incident.minutes) if incident.repaired_at else ""),
        ),
        ("影响", incident.impact or "—"),
        ("原因", incident.cause or "还没有写明"),
        ("处理和整改", incident.measures or "—"),
        ("关联的计划节点", str(incident.node or "—")),
    )
    table = word_paper.table(paper, ("项目", "内容"), WIDTHS)
    for row in rows:
        word_paper.row(table, row, WIDTHS)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _clock(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "—"


def _after(minutes):
    return "" if minutes is None else f"（{duration(minutes)}）"
