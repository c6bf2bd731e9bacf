"""Nothing is approved that its reviewer has not looked at: the server says no as well."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from core.choices import Role
from moderation.errors import NotLookedAt
from moderation.findings import SeenFinding, SubmissionFindings, findings_of_submission
from moderation.looking import check_looked_at, has_read, read_to_the_end
from moderation.models import Decision, FullReading
from moderation.submit import submit
from quality.models import RuleSetting, Waiver
from quality.rule_book import forget_rule_book
from tests.factories import manual_page, person
from tests.moderation.steps import REASONS, act, file_guide, save_draft

BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def revision(city):
    """A revision with two changed sections, at the department."""
    file_guide(city)
    save_draft(city.guide, city.compiler, fees_charged=True, silence="视为同意")
    return submit(city.guide, city.compiler, reasons=REASONS)


@pytest.fixture
def post(client):
    """Return a function that posts a decision as somebody."""

    def send(user, submission, **said):
        client.force_login(user, backend=BACKEND)
        shown = {"stage": submission.stage, "sha256": submission.sha256, "opinion": ""}
        return client.post(reverse("moderation:review", args=[submission.pk]), shown | said)

    return send


# what was marked or read before -> is the approval taken
LOOKS = {
    "nothing": ({}, (), 422),
    "one of two": ({"choice-fees": "fine"}, (), 422),
    "both": ({"choice-fees": "fine", "choice-time_limits": "fine"}, (), 302),
    "none, but all read": ({}, ("guide",), 302),
    "a section that did not change": ({"choice-fees": "fine", "choice-faqs": "fine"}, (), 422),
    "one returned": ({"choice-fees": "fine", "choice-time_limits": "return"}, ("guide",), 422),
}


@pytest.mark.parametrize("look", LOOKS)
def test_an_approval_needs_each_changed_section_or_the_whole(city, revision, post, look):
    said, read, status = LOOKS[look]
    for kind in read:
        read_to_the_end(revision, city.reviewer, kind)

    answer = post(city.reviewer, revision, verdict="approved", **said)

    assert answer.status_code == status
    assert Decision.objects.filter(submission=revision).exists() == (status == 302)


def test_a_refusal_names_the_sections_that_are_not_marked(city, revision):
    with pytest.raises(NotLookedAt) as refused:
        check_looked_at(revision, city.reviewer, {"fees"})

    assert "办理时限" in refused.value.messages[0] and "收费" not in refused.value.messages[0]


def test_a_return_needs_no_marks(city, revision, post):
    answer = post(city.reviewer, revision, verdict="returned", opinion="整体重写")

    assert answer.status_code == 302


def test_one_persons_reading_is_not_anothers(city, revision):
    read_to_the_end(revision, city.formal, "guide")

    assert not has_read(revision, city.reviewer)


def test_guide_and_manual_are_both_read(city):
    manual_page(city.guide)
    submission = submit(city.guide, city.compiler)
    read_to_the_end(submission, city.reviewer, "guide")
    half = has_read(submission, city.reviewer)
    read_to_the_end(submission, city.reviewer, "manual")
    read_to_the_end(submission, city.reviewer, "manual")

    assert (half, has_read(submission, city.reviewer)) == (False, True)
    assert FullReading.objects.count() == 2


def test_a_reason_at_a_place_stands_for_the_sections_reason(city, revision, post):
    answer = post(
        city.reviewer,
        revision,
        verdict="returned",
        **{"choice-fees": "return", "reason-fees": "", "at-fees.charged": "请写依据"},
    )

    assert answer.status_code == 302
    decision = Decision.objects.get(submission=revision)
    assert decision.section_reasons == {"fees.charged": "请写依据"}


@pytest.mark.parametrize(
    "name", ["at-../x", "at-fees..charged", "at-nowhere.x", "at-fees." + "x." * 20 + "x", "at-FEES"]
)
def test_a_reason_at_no_place_of_the_screen_is_not_taken(city, revision, post, name):
    post(city.reviewer, revision, verdict="returned", opinion="改", **{name: "乱写"})

    assert Decision.objects.get(submission=revision).section_reasons == {}


def waive(client, user, submission, **said):
    client.force_login(user, backend=BACKEND)
    given = {"rule": "L05", "kind": "guide", "reason": "国家另有规定"} | said
    return client.post(reverse("moderation:waive", args=[submission.pk]), given)


# who waives at which stage -> is it taken
WAIVERS = {
    ("reviewer", "department"): False,
    ("formal", "department"): False,
    ("formal", "formal"): True,
    ("compliance", "formal"): False,
    ("compliance", "compliance"): True,
    ("compiler", "formal"): False,
    ("filing", "filing"): False,
    ("stranger", "formal"): False,
}


@pytest.mark.parametrize(("who", "stage"), WAIVERS)
def test_the_offices_reviewers_waive_a_rule_at_their_own_stage(client, city, who, stage):
    city.stranger = person(Role.COMPILER)
    submission = submit(city.guide, city.compiler)
    for user in (city.reviewer, city.formal, city.compliance):
        if submission.stage != stage:
            submission = act(submission, user)

    answer = waive(client, getattr(city, who), submission)

    assert Waiver.objects.exists() == WAIVERS[who, stage]
    assert (answer.status_code == 404) == (who == "stranger")


@pytest.mark.parametrize(
    "said", [{"rule": "L99"}, {"kind": "manual"}, {"kind": "x"}, {"reason": "  "}]
)
def test_a_waiver_names_a_rule_a_text_and_a_reason(client, city, said):
    submission = act(submit(city.guide, city.compiler), city.reviewer)

    waive(client, city.formal, submission, **said)

    assert not Waiver.objects.exists()


def test_a_rule_is_waived_once(client, city):
    submission = act(submit(city.guide, city.compiler), city.reviewer)

    waive(client, city.formal, submission)
    waive(client, city.formal, submission, reason="又一次")

    assert Waiver.objects.get().reason == "国家另有规定"


def test_a_refused_waiver_keeps_the_typed_reason_and_says_why(client, city, revision):
    submission = act(revision, city.reviewer)
    RuleSetting.objects.filter(rule="L14").update(is_on=True)
    forget_rule_book()
    finding = findings_of_submission(submission).here[0]
    typed = {"rule": finding.rule, "kind": finding.kind, "reason": "理由很长。" * 120}

    answer = waive(client, city.formal, submission, **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert typed["reason"] in page
    assert 'class="review-stale" role="alert"' in page
    assert "<details open>" in page
    assert not Waiver.objects.exists()


def test_a_waiver_is_said_once_for_all_that_its_rule_finds():
    waiver = Waiver(rule="L26", reason="法规用语")
    found = [
        SeenFinding(kind, rule, "error", message, "item", waiver)
        for kind, rule, message in (
            ("guide", "L26", "甲"), ("guide", "L26", "乙"), ("manual", "L26", "丙"),
            ("guide", "L14", "丁"),
        )
    ]  # fmt: skip

    said = SubmissionFindings((), tuple(found), 0).waivers

    assert [(one.kind, one.rule) for one in said] == [
        ("guide", "L26"),
        ("manual", "L26"),
        ("guide", "L14"),
    ]


@pytest.mark.parametrize(("severity", "sign"), [("error", "cross"), ("warning", "warning")])
def test_an_error_has_the_sign_of_an_error_beside_its_section(severity, sign):
    panel = {"findings": [SeenFinding("guide", "L26", severity, "错字", "item")]}

    beside = render_to_string("moderation/panel_box.html", {"panel": panel}).split("</p>")[0]

    assert f"#icon-{sign}" in beside
