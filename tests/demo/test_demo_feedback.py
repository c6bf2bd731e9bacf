"""What the demo city's readers have said: true to the guides, settled as people settle it."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from core.audit.models import AuditEntry
from core.choices import Role
from core.models import Department
from demo.feedback import make_feedback
from feedback.choices import Mistake, Outcome, Reason
from feedback.figures import figures_of, public_corrections, shown_words
from feedback.models import Correction, Rating, RatingTask, SurveyAnswer
from guides.showing.sections import ORDER
from tests.factories import DepartmentFactory, person
from tests.home.samples import CODE, document, file

DATA = Path(__file__).resolve().parents[2] / "demo" / "data"
SAMPLES = json.loads((DATA / "feedback.json").read_text(encoding="utf-8"))
SAID = [*SAMPLES["words"], *SAMPLES["corrections"]]
NAMES = ("ratings", "words", "corrections")
SECTIONS = {key for _group, _title, parts in ORDER for key, _heading, _build in parts}


def test_it_is_about_guides_in_force_and_their_sections():
    guides = [json.loads(path.read_text()) for path in (DATA / "guides").glob("*.json")]
    in_force = {
        f"{one['department']}-{one['basic_code']}-{one['situation']}"
        for one in guides
        if one["state"] in ("published", "revised")
    }

    assert {one["code"] for one in [*SAID, *SAMPLES["ratings"]]} <= in_force
    assert {one["section"] for one in SAID if "section" in one} <= SECTIONS
    assert {kind for one in SAMPLES["corrections"] for kind in one["kinds"]} <= set(Mistake)
    assert {why for one in SAMPLES["words"] for why in one.get("reasons", ())} <= set(Reason)
    assert {one.get("outcome", "open") for one in SAMPLES["corrections"]} == set(Outcome)


@pytest.mark.django_db
def test_it_fills_the_boards_once_and_leaves_what_people_said_alone(tmp_path):
    file()
    file(document(summary="另一版"), version=2)
    DepartmentFactory(slug="scjg")
    for slug in {one["department"] for one in SAMPLES["survey"]["answers"]} - {"scjg"}:
        DepartmentFactory(slug=slug)
    for department in Department.objects.all():
        person(Role.COMPILER, department, username=f"compiler.{department.slug}")
    here = {**SAMPLES, **{name: [one | {"code": CODE} for one in SAMPLES[name]] for name in NAMES}}
    path = tmp_path / "feedback.json"
    path.write_text(json.dumps(here))

    make_feedback(path)
    make_feedback(path)

    assert Rating.objects.count() == figures_of(CODE)["clear"] + figures_of(CODE)["unclear"] == 66
    tasks = RatingTask.objects.all()
    assert sorted((bool(one.contacted_at), bool(one.mended_at)) for one in tasks) == [
        (False, False), (False, False), (True, False), (True, True),
    ]  # fmt: skip
    assert [one.outcome for one in public_corrections()] == [Outcome.KEPT, Outcome.MENDED]
    assert Correction.objects.filter(outcome=Outcome.OPEN).count() == 2
    assert len(shown_words(CODE)) == 3
    assert SurveyAnswer.objects.count() == 5
    call_command("verify_audit")
    about = AuditEntry.objects.filter(about_type="feedback.correction")
    assert {one.actor.username for one in about} == {"compiler.scjg"}
