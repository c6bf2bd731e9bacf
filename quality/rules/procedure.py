"""L08, L09: the phases of a licence, and what each step must say."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import Stage, StepActor
from quality.finding import Hit
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

PHASES = (
    (Stage.ACCEPTANCE, re.compile(r"受理"), (Stage.ACCEPTANCE,)),
    (
        Stage.REVIEW,
        re.compile(r"审查|审核|核查|初审|复审|评审|查验|审验|勘验|核准"),
        (Stage.REVIEW,),
    ),
    (Stage.DECISION, re.compile(r"决定|审批|审定|批准|核准|办结|签批|准予"), (Stage.DECISION,)),
    (
        Stage.DELIVERY,
        re.compile(r"送达|发证|颁证|领证|领取|颁发|发放|制证|出证|核发|取件|邮寄"),
        (Stage.DELIVERY, Stage.ISSUE),
    ),
)
"""Phase, the words for it in a step's name, and the stages that stand for it."""


@rule("L08", gettext_lazy("A phase of the licence is missing"), basis="行政许可法第四章")
def phases(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield the phases that no step covers: acceptance, examination, decision, delivery."""
    steps = [row for _pointer, row in document.rows("process", "steps")]
    if not steps or not document.is_licence or document.is_instant:
        return
    names = " ".join(row["name"] for row in steps)
    stages = {row["stage"] for row in steps}
    missing = [
        Stage(phase).label
        for phase, words, standing in PHASES
        if not stages & set(standing) and not words.search(names)
    ]
    if missing:
        message = _("No step covers: %(phases)s.")
        yield Hit("/process/steps", message % {"phases": "、".join(map(str, missing))})


@rule(
    "L09",
    gettext_lazy("A step lacks description, limit or result"),
    basis="国办函〔2017〕115号",
)
def described_steps(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield each step that has a name only; the applicant's own step needs no limit."""
    for pointer, row in document.rows("process", "steps"):
        missing = []
        if not (row["action"] or row["standard_summary"]):
            missing.append(("action", _("what happens")))
        if row["actor"] != StepActor.APPLICANT and row["limit"] is None:
            missing.append(("limit", _("time limit")))
        if not row["result"]:
            missing.append(("result", _("what you get")))
        if missing:
            message = _("Step “%(name)s” lacks: %(missing)s.")
            words = {"name": row["name"], "missing": "、".join(label for _k, label in missing)}
            yield Hit(f"{pointer}/{missing[0][0]}", message % words)
