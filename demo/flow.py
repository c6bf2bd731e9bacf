"""Bringing a demo guide to its state, by the verbs that people use: nothing is written around."""

from datetime import date
from typing import Any

from django.utils import timezone

from core.people.signature import signature_of
from demo.guides import DemoGuide, write_documents
from guides.models import GuidePage
from moderation.checklists.filling import points_of
from moderation.choices import ReviewStage, Verdict
from moderation.decide import decide
from moderation.submit import submit
from publication import states

STAGES = list(ReviewStage)
OPINIONS = {
    ReviewStage.DEPARTMENT: "内容与现行规定一致，同意报送。",
    ReviewStage.FORMAL: "要素齐全，附件可以打开，同意。",
    ReviewStage.COMPLIANCE: "依据现行有效，时限、收费与目录一致，同意备案。",
    ReviewStage.FILING: "准予备案。",
}
STOPS = {
    "department_review": ReviewStage.DEPARTMENT,
    "formal_review": ReviewStage.FORMAL,
    "compliance_review": ReviewStage.COMPLIANCE,
    "filing": ReviewStage.FILING,
    "returned": ReviewStage.FORMAL,
}


def bring_to_state(
    page: GuidePage, guide: DemoGuide, people: dict[str, Any], codes: dict[str, str]
) -> None:
    """Let a freshly written guide go as far through the workflow as its file says."""
    if guide.state == "draft" or page.submissions.exists():
        return
    facts = guide.facts
    submission = _submit(page, people, facts)
    stop = STOPS.get(guide.state)
    for stage in STAGES:
        if stage == stop:
            if guide.state == "returned":
                _return(submission, stage, page, people)
                _begin_to_correct(guide, page, people)
            return
        _approve(submission, stage, page, people)
    if guide.state == "revised":
        _revise(page, guide, people)
    elif guide.state == "suspended":
        until = facts.get("until")
        states.suspend(
            page.code,
            people["filing"],
            facts["reason"],
            date.fromisoformat(until) if until else None,
        )
    elif guide.state == "abolished":
        successor = codes.get(facts.get("successor", ""), "")
        states.abolish(page.code, people["filing"], facts["reason"], successor)


def _submit(page, people, facts, reasons=None):
    compiler = people[f"compiler.{page.department.slug}"]
    effective_on = facts.get("effective_on")
    return submit(
        page,
        compiler,
        reasons=reasons,
        effective_on=date.fromisoformat(effective_on) if effective_on else None,
    )


def _approve(submission, stage, page, people):
    person = _person_of(stage, page, people)
    decide(
        submission,
        person,
        Verdict.APPROVED,
        stage=stage,
        sha256=submission.sha256,
        opinion=OPINIONS[stage],
        checked=[point.key for point in points_of(stage)[0]],
        secrecy=(str(signature_of(person, None)["signed_name"]), timezone.localdate()),
    )


def _return(submission, stage, page, people):
    decide(
        submission,
        _person_of(stage, page, people),
        Verdict.RETURNED,
        stage=stage,
        sha256=submission.sha256,
        opinion="设定依据没有写到款，请补正后再报。",
        section_reasons={"legal_bases": "设定依据请写到条、款，并补上条款原文。"},
    )


def _begin_to_correct(guide, page, people):
    """Let the compiler of a returned guide stop half-way, with what the file's `draft` changes."""
    draft = guide.facts["draft"]
    write_documents(guide.facts["document"] | draft, guide.manual, page.situation, people)


def _person_of(stage, page, people):
    if stage == ReviewStage.DEPARTMENT:
        return people[f"reviewer.{page.department.slug}"]
    return people[stage.value]


def _revise(page, guide, people):
    """File a second version with what the file's `second` changes."""
    second = guide.facts["second"]
    write_documents(guide.facts["document"] | second, guide.manual, page.situation, people)
    page = type(page).objects.get(pk=page.pk)
    reasons = dict.fromkeys([*second, "title", "summary"], second["change_note"])
    submission = _submit(page, people, {}, reasons=reasons)
    for stage in STAGES:
        _approve(submission, stage, page, people)
