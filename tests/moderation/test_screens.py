"""The screens of review: who sees what, what is refused, what a refusal keeps."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from core.choices import Role
from moderation.models import Decision, Submission
from moderation.submit import submit
from publication.models import PublishedVersion
from tests.factories import UserFactory, manual_page, person
from tests.moderation.steps import REASONS, act, approver, file_guide, save_draft, sent


def review_url(submission):
    return reverse("moderation:review", args=[submission.pk])


def test_the_whole_line_on_the_screens(city, as_user):
    page = as_user(city.compiler).get(reverse("moderation:submit", args=[city.guide.pk]))
    form = page.context["form"]
    hashes = {name: form[name].value() for name in ("guide_sha256", "manual_sha256")}
    answer = as_user(city.compiler).post(page.request["PATH_INFO"], hashes)
    submission = Submission.objects.get()
    assert answer.url == review_url(submission)

    for _stage in range(4):
        submission.refresh_from_db()
        answer = as_user(approver(city, submission)).post(review_url(submission), sent(submission))
        assert answer.status_code == 302

    assert PublishedVersion.objects.get().text == submission.guide_text


@pytest.mark.parametrize("who", ["reviewer", "compiler", "formal", "auditor", "superuser"])
def test_people_who_see_the_department_see_its_submission(city, as_user, who):
    submission = submit(city.guide, city.compiler)
    people = {
        "auditor": lambda: person(Role.AUDITOR),
        "superuser": lambda: UserFactory(is_superuser=True),
    }
    user = people[who]() if who in people else getattr(city, who)

    answer = as_user(user).get(review_url(submission))

    assert answer.status_code == 200
    assert answer.context["reading"].can_decide == (who == "reviewer")


@pytest.mark.parametrize("role", [Role.COMPILER, Role.DEPARTMENT_REVIEWER])
def test_another_department_finds_nothing(city, as_user, role):
    submission = submit(city.guide, city.compiler)
    stranger = as_user(person(role))

    for url in (
        review_url(submission),
        reverse("moderation:text", args=[submission.pk, "guide"]),
    ):
        assert stranger.get(url).status_code == 404
    assert stranger.post(review_url(submission), sent(submission)).status_code == 404
    assert stranger.post(reverse("moderation:withdraw", args=[submission.pk])).status_code == 404
    assert stranger.get(reverse("moderation:submit", args=[city.guide.pk])).status_code in (
        302,
        403,
    )
    for name in ("queue", "sent", "done"):
        listing = stranger.get(reverse(f"moderation:{name}"))
        assert submission.title not in listing.content.decode()
    assert not Decision.objects.exists()


def test_a_decision_of_somebody_who_may_not_is_refused_with_403(city, as_user):
    submission = submit(city.guide, city.compiler)
    root = as_user(UserFactory(is_superuser=True))

    answer = root.post(review_url(submission), sent(submission))

    assert answer.status_code == 403
    assert not Decision.objects.exists()


def test_a_stale_screen_stays_keeps_what_was_typed_and_says_409(city, as_user):
    submission = submit(city.guide, city.compiler)
    typed = sent(submission, "returned", opinion="我写了很久的意见", sha256="0" * 64)

    answer = as_user(city.reviewer).post(review_url(submission), typed)

    assert answer.status_code == 409
    assert "我写了很久的意见" in answer.content.decode()
    assert answer.context["is_stale"]
    assert f'name="sha256" value="{submission.sha256}"' in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_stage_that_somebody_else_decided_meanwhile_is_stale(city, as_user):
    submission = submit(city.guide, city.compiler)
    other = person(Role.DEPARTMENT_REVIEWER, city.department)
    act(submission, other)

    answer = as_user(city.reviewer).post(
        review_url(submission), sent(submission, opinion="我的意见", stage="department")
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "我的意见" in text
    assert f"这一环节已经办理：同意，办理人{other.username}" in text
    assert "内容已变" not in text


def test_a_decision_needs_the_form_to_be_sent(city, as_user):
    submission = submit(city.guide, city.compiler)
    reviewer = as_user(city.reviewer)

    assert reviewer.get(review_url(submission), sent(submission)).status_code == 200
    assert reviewer.post(review_url(submission), {}).status_code == 422
    assert reviewer.get(reverse("moderation:withdraw", args=[submission.pk])).status_code == 405
    assert not Decision.objects.exists()


def test_decisions_are_protected_against_foreign_forms(city):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(city.reviewer, backend="core.access.authentication.RoleBackend")
    submission = submit(city.guide, city.compiler)

    answer = client.post(review_url(submission), sent(submission))

    assert answer.status_code == 403
    assert not Decision.objects.exists()


def test_returning_a_section_stores_its_reason(city, as_user):
    file_guide(city)
    save_draft(city.guide, city.compiler, fees_charged=True)
    submission = submit(city.guide, city.compiler, reasons=REASONS)
    choice = {"choice-fees": "return", "reason-fees": "请写明收费依据"}

    refused = as_user(city.reviewer).post(review_url(submission), sent(submission, **choice))
    answer = as_user(city.reviewer).post(
        review_url(submission), sent(submission, "returned", **choice)
    )

    assert refused.status_code == 422
    assert answer.status_code == 302
    assert submission.decisions.get().section_reasons == {"fees": "请写明收费依据"}


def test_the_screen_says_that_a_newer_draft_exists(city, as_user):
    submission = submit(city.guide, city.compiler)
    reviewer = as_user(city.reviewer)
    assert not reviewer.get(review_url(submission)).context["reading"].has_newer_draft
    save_draft(city.guide, city.compiler, summary="又存了新草稿")

    answer = reviewer.get(review_url(submission))

    assert answer.context["reading"].has_newer_draft
    assert "又存了新草稿" not in answer.content.decode()


def test_only_changed_sections_are_shown_with_both_values(city, as_user):
    file_guide(city, fees_charged=False)
    save_draft(city.guide, city.compiler, fees_charged=True)
    submission = submit(city.guide, city.compiler, reasons=REASONS)

    answer = as_user(city.reviewer).get(review_url(submission))

    reading = answer.context["reading"]
    assert [panel.key for panel in reading.panels] == ["fees"]
    assert "<del>" in answer.content.decode() and "<ins>" in answer.content.decode()
    assert REASONS["fees"] in answer.content.decode()
    assert len(reading.unchanged) > 5


def test_a_filed_submission_still_shows_what_it_changed_then(city, as_user):
    file_guide(city, fees_charged=False)
    submission = file_guide(city, fees_charged=True)
    file_guide(city, fees_charged=None)

    reading = as_user(city.reviewer).get(review_url(submission)).context["reading"]

    assert [panel.key for panel in reading.panels] == ["fees"]


def test_sections_unchanged_since_the_return_show_as_seen(city, as_user):
    save_draft(city.guide, city.compiler, fees_charged=True, silence="视为同意")
    first = submit(city.guide, city.compiler)
    act(first, city.reviewer, "returned", section_reasons={"cover": "题目不对"})
    save_draft(city.guide, city.compiler, title="改过的题目", silence="不视为同意")

    second = submit(city.guide, city.compiler)
    reading = as_user(city.reviewer).get(review_url(second)).context["reading"]

    assert "fees" in reading.seen
    assert reading.seen.isdisjoint({"cover", "time_limits"})


def test_a_stage_that_has_not_looked_yet_sees_nothing_as_seen(city, as_user):
    act(submit(city.guide, city.compiler), city.reviewer, "returned", opinion="再看")
    second = act(submit(city.guide, city.compiler), city.reviewer)

    assert not as_user(city.formal).get(review_url(second)).context["reading"].seen


def test_filing_sets_a_later_date_on_its_screen(city, as_user):
    submission = submit(city.guide, city.compiler)
    while submission.stage != "filing":
        submission = act(submission, approver(city, submission))
    later = timezone.localdate() + datetime.timedelta(days=40)

    page = as_user(city.filing).get(review_url(submission))
    answer = as_user(city.filing).post(
        review_url(submission), sent(submission, effective_on=later.isoformat())
    )

    assert "effective_on" in page.context["form"].fields
    assert answer.status_code == 302
    assert PublishedVersion.objects.get().effective_on == later


def test_the_whole_text_of_guide_and_manual_can_be_read(city, as_user):
    manual = manual_page(city.guide, title="只有手册才有的题目")
    save_draft(manual, city.compiler, doc_no="内字1号")
    submission = submit(city.guide, city.compiler)
    reviewer = as_user(city.reviewer)

    guide = reviewer.get(reverse("moderation:text", args=[submission.pk, "guide"]))
    manual = reviewer.get(reverse("moderation:text", args=[submission.pk, "manual"]))

    assert "开饭店" in guide.content.decode()
    assert "内字1号" in manual.content.decode()
    assert reviewer.get(reverse("moderation:text", args=[submission.pk, "x"])).status_code == 404


def test_the_public_look_is_shown_to_those_who_see_the_submission(city, as_user):
    submission = submit(city.guide, city.compiler)
    url = reverse("moderation:public", args=[submission.pk])

    assert "开饭店" in as_user(city.reviewer).get(url).content.decode()
    assert as_user(person(Role.COMPILER)).get(url).status_code == 404


def test_the_queue_shows_what_waits_and_its_number_stands_in_the_menu(city, as_user):
    submission = submit(city.guide, city.compiler)
    reviewer = as_user(city.reviewer)

    answer = reviewer.get(reverse("moderation:queue"))

    assert list(answer.context["object_list"]) == [submission]
    assert "data-review-count" in answer.content.decode()
    home = reviewer.get(reverse("wagtailadmin_home"))
    assert submission.title in home.content.decode()


def test_the_number_in_the_menu_is_counted_anew_after_ones_own_decision(city, as_user):
    submission = submit(city.guide, city.compiler)
    reviewer, home = as_user(city.reviewer), reverse("wagtailadmin_home")
    assert "data-review-count" in reviewer.get(home).content.decode()

    answer = reviewer.post(review_url(submission), sent(submission))

    assert answer.status_code == 302
    assert "data-review-count" not in reviewer.get(home).content.decode()


def test_the_tabs_part_what_waits_what_was_sent_and_what_is_done(city, as_user):
    submission = act(submit(city.guide, city.compiler), city.reviewer)

    def listed(user, name):
        return list(as_user(user).get(reverse(f"moderation:{name}")).context["object_list"])

    assert listed(city.reviewer, "queue") == []
    assert listed(city.reviewer, "done") == [submission]
    assert listed(city.formal, "queue") == [submission]
    assert listed(city.compiler, "sent") == [submission]
    assert listed(city.compiler, "queue") == []


def test_the_queue_filters_by_words_department_and_newness(city, as_user):
    submission = submit(city.guide, city.compiler)
    formal = as_user(city.formal)
    act(submission, city.reviewer)
    url = reverse("moderation:queue_results")

    def hits(**query):
        return len(formal.get(url, query).context["object_list"])

    assert hits(q="食品经营") == 1
    assert hits(q=city.guide.code) == 1
    assert hits(q="不存在") == 0
    assert hits(department=city.department.pk) == 1
    assert hits(base_version="new") == 1
    assert hits(base_version="revised") == 0


def test_after_filing_the_screen_says_number_and_version_and_leads_to_both_pages(city, as_user):
    submission = submit(city.guide, city.compiler)
    while submission.stage != "filing":
        submission = act(submission, approver(city, submission))

    answer = as_user(city.filing).post(review_url(submission), sent(submission), follow=True)

    said = answer.content.decode()
    number = submission.versions.get().filing_no
    assert f"已经备案：{number}，第 1 版。" in said
    assert f'href="/guides/{city.guide.code}/"' in said
    assert f'href="{reverse("publication:state", args=[city.guide.code])}"' in said


@pytest.mark.parametrize(
    ("model", "words"), [("stagelimit", "备案 3 个工作日"), ("checklist", "系统自带的审查要点")]
)
def test_an_empty_list_of_settings_says_what_holds_without_one(city, client, model, words):
    client.force_login(city.formal, backend="core.access.authentication.RoleBackend")

    page = client.get(reverse(f"wagtailsnippets_moderation_{model}:list")).content.decode()

    assert words in page
