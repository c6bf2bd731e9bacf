"""Checklists: what the machine checked, what a person must, and that no approval goes without."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from guides.models import Outline
from moderation.batches.deciding import decide_many, note_opened
from moderation.batches.sending import send_batch
from moderation.checklists.filling import checklist_of, points_of
from moderation.errors import PointsOpen
from moderation.models import Checklist, ChecklistPoint, Decision, Submission
from moderation.submit import submit
from quality.models import RuleSetting
from quality.rule_book import forget_rule_book
from tests.factories import guide_page
from tests.moderation.steps import act, approver, checked_for_secrets, every_point, sent

BACKEND = "core.access.authentication.RoleBackend"


def at(city, stage):
    """Return a Submission that waits at a stage."""
    submission = submit(city.guide, city.compiler)
    while submission.stage != stage:
        submission = act(submission, approver(city, submission))
    return submission


def own_checklist(stage, outline=None, **rules):
    """Return a checklist of the admin with these {key: rules}."""
    checklist = Checklist(stage=stage, outline=outline)
    checklist.points = [
        ChecklistPoint(key=key, label=f"要点{key}", rules=names) for key, names in rules.items()
    ]
    checklist.save()
    return checklist


@pytest.mark.parametrize("stage", ["formal", "compliance"])
def test_an_approval_with_an_open_point_is_refused_and_names_it(city, stage):
    submission = at(city, stage)
    missing, *others = [point.key for point in points_of(stage)[0]]

    with pytest.raises(PointsOpen) as refused:
        act(submission, approver(city, submission), checked=others)

    assert str(points_of(stage)[0][0].label) in refused.value.messages[0]
    assert missing not in others
    assert not Decision.objects.filter(stage=stage).exists()


def test_a_return_needs_no_point(city):
    submission = at(city, "formal")

    act(submission, city.formal, "returned", opinion="请补正", checked=["steps"])

    kept = Decision.objects.get(stage="formal").checklist
    assert {one["key"]: one["by"] for one in kept["points"]}["steps"] == "person"
    assert {one["key"]: one["by"] for one in kept["points"]}["contacts"] is None


def test_the_decision_keeps_each_point_in_words_and_the_check_for_secrets(city):
    act(at(city, "compliance"), city.compliance)

    kept = Decision.objects.get(stage="compliance").checklist
    assert [one["key"] for one in kept["points"]] == [
        *(point.key for point in points_of("compliance")[0]),
        "secrecy",
    ]
    assert {one["by"] for one in kept["points"]} == {"person"}
    assert kept["points"][-1]["name"] == checked_for_secrets()[0]


def test_the_department_and_filing_have_no_checklist(city):
    submission = submit(city.guide, city.compiler)

    act(submission, city.reviewer, checked=())

    assert checklist_of(submission).points == ()
    assert Decision.objects.get(stage="department").checklist is None


def test_a_rule_that_finds_nothing_checks_its_point_and_one_that_finds_leaves_it_open(city):
    submission = at(city, "formal")
    own_checklist("formal", wording="L26 L30", phones="L14", both="L14 L30", alone="")
    RuleSetting.objects.filter(rule__in=["L14", "L30"]).update(is_on=True)
    forget_rule_book()

    points = {point.key: point for point in checklist_of(submission).points}

    assert not points["wording"].by_machine  # hints are no proof, and L26 is switched off
    assert not points["phones"].by_machine and points["phones"].findings
    assert not points["both"].by_machine
    assert not points["alone"].by_machine


def test_a_point_that_the_machine_checked_needs_no_person(city):
    submission = at(city, "formal")
    own_checklist("formal", terms="L30")
    RuleSetting.objects.filter(rule="L30").update(is_on=True)
    forget_rule_book()

    act(submission, city.formal, checked=())

    kept = Decision.objects.get(stage="formal").checklist
    assert [(one["key"], one["by"]) for one in kept["points"]] == [("terms", "machine")]


def test_guide_and_manual_are_not_said_to_agree_without_a_manual(city):
    submission = at(city, "compliance")
    RuleSetting.objects.filter(rule="L24").update(is_on=True)
    forget_rule_book()

    points = {point.key: point for point in checklist_of(submission).points}

    assert not points["agreement"].by_machine


def test_the_checklist_of_the_outlines_version_comes_before_the_one_for_all(city):
    outline = city.guide.outline
    later = Outline.objects.create(key=outline.key, version=outline.version + 1, kind="guide")
    own_checklist("formal", all="")
    own_checklist("formal", outline=outline, mine="")
    own_checklist("formal", outline=later, later="")

    of_this = points_of("formal", outline.key, outline.version)
    of_later = points_of("formal", outline.key, later.version + 5)
    of_other = points_of("formal", "another", 1)

    assert [one[0][0].key for one in (of_this, of_later, of_other)] == ["mine", "later", "all"]
    assert [point.key for point in points_of("compliance")[0]] == every_point()[6:]


def test_each_save_is_a_new_version_and_decisions_keep_theirs(city):
    submission = at(city, "formal")
    checklist = own_checklist("formal", first="")
    act(submission, city.formal, checked=["first"])

    checklist.points = [ChecklistPoint(key="second", label="另一点")]
    checklist.save()

    kept = Decision.objects.get(stage="formal").checklist
    assert (kept["version"], kept["points"][0]["key"]) == (1, "first")
    assert points_of("formal")[1] == 2


def test_a_point_names_rules_that_exist(db):
    with pytest.raises(ValidationError, match="L99"):
        ChecklistPoint(key="x", label="x", rules="L19，L99").clean()


def test_the_review_screen_shows_the_points_and_keeps_what_was_marked(city, client):
    submission = at(city, "compliance")
    client.force_login(city.compliance, backend=BACKEND)
    url = reverse("moderation:review", args=[submission.pk])

    refused = client.post(url, sent(submission, checked=["name", "fees"]))

    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="name" id="point-name" checked' in page
    assert 'value="bases" id="point-bases">' in page
    assert 'name="secrecy_by"' in page
    assert client.post(url, sent(submission)).status_code == 302


def test_a_batch_is_not_approved_without_the_points(city, client):
    submission = at(city, "formal")
    note_opened(submission, city.formal)
    chosen = [(submission.pk, submission.stage, submission.sha256)]

    without = decide_many(chosen, city.formal, "approved")
    with_points = decide_many(chosen, city.formal, "approved", checked=every_point())

    assert (len(without.decided), len(with_points.decided)) == (0, 1)
    assert Submission.objects.get(pk=submission.pk).stage == "compliance"


def posted(client, user, submission, **more):
    client.force_login(user, backend=BACKEND)
    given = {"stage": submission.stage, "sha256": submission.sha256, "verdict": "approved"}
    given |= {f"choice-{key}": "fine" for key in submission.changes}
    return client.post(reverse("moderation:review", args=[submission.pk]), given | more)


def test_a_checklist_that_was_changed_meanwhile_is_said_and_nothing_is_lost(client, city):
    submission = at(city, "formal")
    seen = checklist_of(submission).fingerprint
    own_checklist("formal", eins="", zwei="")

    told = posted(
        client, city.formal, submission, points_seen=seen, checked=every_point(), opinion="同意"
    )
    page = told.content.decode()
    again = posted(
        client,
        city.formal,
        submission,
        points_seen=checklist_of(submission).fingerprint,
        checked=["eins", "zwei"],
    )

    assert told.status_code == 422
    assert "审查要点表改过" in page and "要点zwei" in page and "同意</textarea>" in page
    assert again.status_code == 302
    assert Decision.objects.get(stage="formal").checklist["points"][1]["label"] == "要点zwei"


def test_the_screen_posts_which_points_it_showed(client, city):
    submission = at(city, "formal")
    client.force_login(city.formal, backend=BACKEND)

    page = client.get(reverse("moderation:review", args=[submission.pk])).content.decode()

    assert f'name="points_seen" value="{checklist_of(submission).fingerprint}"' in page


def test_guides_of_a_batch_have_each_the_points_of_its_own_outline(client, city):
    other = Outline.objects.create(key="other-guide", label="另一模板", kind="guide")
    own_checklist("formal", outline=other, steps="")
    pages = [city.guide, guide_page(city.department, owner=city.compiler)]
    type(pages[1]).objects.filter(pk=pages[1].pk).update(outline=other)
    pages[1].refresh_from_db()
    pages[1].save_revision(user=city.compiler)
    batch = send_batch(
        pages, city.compiler, department=city.department, title="一批", opinion="统一修订"
    ).batch
    submissions = list(Submission.objects.order_by("pk"))
    for one in submissions:
        note_opened(one, city.reviewer)
        note_opened(one, city.formal)
        act(one, city.reviewer)
    client.force_login(city.formal, backend=BACKEND)
    address = reverse("moderation:decide_batch", args=[batch.pk])

    lists = client.get(reverse("moderation:batch", args=[batch.pk])).context["checklists"]
    by_title = {title: [name for name, _ in one.points] for one in lists for title in one.titles}
    chosen = [
        f"{row.pk}:formal:{row.sha256}:{checklist_of(row).fingerprint}"
        for row in Submission.objects.order_by("pk")
    ]
    client.post(address, {"chosen": chosen, "checked": by_title[pages[1].title]})

    assert [len(names) for names in by_title.values()] == [len(points_of("formal")[0]), 1]
    assert list(Submission.objects.order_by("pk").values_list("stage", flat=True)) == [
        "formal",
        "compliance",
    ]
