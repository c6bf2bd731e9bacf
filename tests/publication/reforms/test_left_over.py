"""What a reform leaves over, what it touches, and what becomes of texts in review."""

import json

import pytest
from django.urls import reverse

from core.choices import Role
from core.models import Department
from moderation.errors import DecisionRefused
from moderation.models import Submission
from moderation.renew import renew
from moderation.submit import submit
from publication.choices import ReformKind
from publication.life.rebuild import verify
from publication.life.state_changes import show
from publication.models import PublicState, Reform
from publication.reforms import steps, working
from publication.reforms.obstacles import obstacles_of
from publication.reforms.touched import TOUCHES, touched_by
from tests import factories
from tests.guides.branch_samples import submitted
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import REASONS, act, approve_all, approver
from tests.publication.reforms.samples import (  # noqa: F401  fixtures
    RENAMED,
    carried_out,
    confirmed,
    department,
    done,
    filed_by,
    guides_of,
    merger,
    outcome,
    plan,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def test_what_cannot_go_is_named_beforehand_left_with_a_remedy_and_taken_up_later(old, new):
    taken = guides_of(old)[0]
    factories.ServiceItemFactory(department=new, basic_code=taken.situation.item.basic_code)
    reform = merger(old, new)
    named = obstacles_of(reform)

    reform = carried_out(confirmed(reform))
    old.refresh_from_db()

    assert [one.count for one in named] == [1]
    assert (reform.state, outcome(reform)[taken.code], old.is_active) == ("rest", False, True)
    PublicState.objects.filter(code=taken.code).update(state="abolished")
    done(reform, factories.person(Role.FILING_OFFICER), "again")
    reform = carried_out(reform)
    old.refresh_from_db()
    assert (reform.state, old.is_active, guides_of(old)) == ("done", False, [taken])


def test_a_guide_under_review_stays_at_a_division_and_goes_once_it_is_decided(old, new):
    goes = guides_of(old)[0]
    submission = submitted(goes)
    reform = carried_out(confirmed(plan(ReformKind.SPLIT, [old], new, [goes.situation.item])))
    kept = reform.state, outcome(reform)

    submission.state = "returned"
    submission.save(update_fields=["state"])
    done(reform, factories.person(Role.FILING_OFFICER), "again")

    assert kept == ("rest", {goes.code: False})
    assert carried_out(reform).state == "done"
    assert guides_of(new) == [goes]


@pytest.mark.parametrize("kind", [ReformKind.MERGE, ReformKind.RENAME])
def test_a_text_in_review_names_another_department_only_when_renewed(city, kind, new, client):  # noqa: F811
    submission = submit(city.guide, city.compiler, reasons=REASONS)
    while submission.stage != "filing":
        submission = act(submission, approver(city, submission))
    given = {"target": new} if kind == ReformKind.MERGE else RENAMED
    before = Submission.objects.values("guide_text", "sha256", "stage").get()
    carried_out(confirmed(plan(kind, [city.department], **given)))
    assert Submission.objects.values("guide_text", "sha256", "stage").get() == before

    client.force_login(city.filing, backend="core.access.authentication.RoleBackend")
    screen = client.get(reverse("moderation:review", args=[submission.pk])).content.decode()
    assert ("照原样不能备案" in screen) == (kind == ReformKind.MERGE)
    if kind == ReformKind.MERGE:  # under its older name a department files what was approved
        with pytest.raises(DecisionRefused):
            act(submission, city.filing)
    compiler = type(city.compiler).objects.get(pk=city.compiler.pk)
    again = renew(submission, compiler)
    city.reviewer = type(city.reviewer).objects.get(pk=city.reviewer.pk)
    approve_all(city, again)

    state = PublicState.objects.get(kind="guide")
    name = "新部门" if kind == ReformKind.MERGE else "数据局"
    assert json.loads(state.current.text)["item"]["authority"]["name"] == name
    assert state.handed_to == {}
    assert again.department == (new if kind == ReformKind.MERGE else city.department)


def test_a_version_filed_under_the_old_name_does_not_end_the_notice_of_the_new_one(old):
    page = guides_of(old)[0]
    carried_out(confirmed(plan(ReformKind.RENAME, [old], **RENAMED)))
    state = PublicState.objects.get(code=page.code)

    show(state, state.current)
    kept = dict(state.handed_to)
    old.refresh_from_db()
    filed_by(page, old, version=2)

    assert (kept["name"], state.department_slug) == ("数据局", "old")
    assert PublicState.objects.get(code=page.code).handed_to == {}
    assert verify() == {}


def test_a_batch_that_fails_three_times_waits_for_a_person_and_is_taken_up_again(
    old, new, monkeypatch
):
    reform = confirmed(merger(old, new))
    with monkeypatch.context() as broken:
        broken.setitem(steps.STEPS, ReformKind.MERGE, (lambda reform: 1 / 0,))
        for _attempt in range(3):
            working.carry_out_next()
    failed = Reform.objects.get()

    done(reform, factories.person(Role.FILING_OFFICER), "again")

    assert (failed.state, "ZeroDivisionError" in failed.error) == ("failed", True)
    assert carried_out(reform).state == "done"


def test_the_preview_counts_what_each_kind_of_reform_touches(
    old, new, django_assert_max_num_queries
):
    reform = merger(old, new)

    with django_assert_max_num_queries(2 * len(TOUCHES)):
        counts = {one.key: one.count for one in touched_by(reform)}

    assert (counts["published"], counts["drafts"], counts["codes"]) == (2, 1, 2)
    for kind in ReformKind:
        assert {key for key, one in TOUCHES.items() if kind in one.goes}


def test_every_relation_to_a_department_is_dealt_with_or_stays_for_a_reason(db):
    found = {
        relation.related_model._meta.label
        for relation in Department._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }

    assert found == FOLLOWS | STAYS


FOLLOWS = {
    "core.Department", "core.Membership", "guides.ServiceItem", "guides.GuidePage",
    "guides.SharedPart", "publication.Bundle", "publication.Campaign_departments",
    "publication.Campaign", "publication.CatalogueTask", "feedback.RatingTask",
    "feedback.Correction",
}  # fmt: skip


STAYS = {
    # History that names the department of its day; its people read it from above.
    "moderation.Submission", "moderation.Batch", "publication.BundleAgreement",
    "publication.PartDecision", "publication.CampaignCount", "publication.CampaignReminder",
    "feedback.Rating", "feedback.SurveyAnswer", "exchange.Upload", "guides.BranchJob",
    "publication.Reform", "publication.Reform_sources",
    "guides.OutlineRunText",
    # Its page with its empty folders; and files, of which the receiver gets rows of its own.
    "guides.DepartmentPage", "core.DepartmentDocument", "core.DepartmentImage",
}  # fmt: skip
