"""Ratings and corrections, from what a reader says until it is settled and forgotten."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from core.first_page.page import FirstPage
from feedback.choices import Level, Outcome, Words
from feedback.figures import figures_of, sections_in_doubt
from feedback.first_page import FeedbackBlock
from feedback.giving import About, add_details, correct, rate
from feedback.models import Correction, Rating, RatingTask, Survey, SurveyAnswer
from feedback.privacy import masked, without_numbers
from feedback.satisfaction import satisfaction
from feedback.settling import purge, settle_correction, settle_task
from tests import factories

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = "2026-11-27 16:00", "2026-11-30"
ABOUT = About("scjg-1", 2, "食品经营许可新办", "scjg")


@pytest.fixture
def department():
    return factories.DepartmentFactory(slug="scjg")


@pytest.mark.parametrize("level", [Level.VERY_GOOD, Level.GOOD, Level.FAIR])
def test_a_rating_that_is_not_bad_opens_no_task(level):
    rating = rate(ABOUT, level)

    assert (rating.code, rating.version, rating.level) == ("scjg-1", 2, level)
    assert not RatingTask.objects.exists()


@pytest.mark.parametrize("level", [Level.BAD, Level.VERY_BAD])
def test_a_bad_rating_is_a_task_of_its_department_by_working_days(department, set_clock, level):
    set_clock(FRIDAY)

    task = rate(ABOUT, level).task

    assert task.department == department
    assert task.contact_due_on.isoformat() == MONDAY
    assert task.mend_due_on.isoformat() == "2026-12-18"
    assert task.days_left == 1


def test_a_task_is_contacted_before_it_is_mended(set_clock):
    set_clock(FRIDAY)
    task = rate(ABOUT, Level.BAD).task

    task.contact_note = "电话联系，读者说窗口搬了。"
    settle_task(task)
    after_contact = task.days_left
    task.mend_note = "第 3 版已改。"
    settle_task(task)

    assert after_contact == 15
    assert task.contacted_at and task.mended_at
    assert task.days_left is None


def test_a_task_is_not_mended_before_somebody_looked():
    task = rate(ABOUT, Level.BAD).task
    task.mend_note = "改了。"

    with pytest.raises(ValidationError, match="核实情况"):
        task.full_clean()


def test_words_wait_for_a_look_and_name_no_numbers_of_people():
    rating = rate(ABOUT, Level.GOOD)

    add_details(rating, words="打 13812345678 找张三 350102199001011234", reasons=["words"])

    rating.refresh_from_db()
    assert rating.words == "打 138****5678 找张三 350102********1234"
    assert rating.words_state == Words.WAITING
    assert rating.phone == "" and rating.purge_on is None


def test_a_correction_has_a_number_of_its_own_and_is_answered_in_a_working_day(set_clock):
    set_clock(FRIDAY)

    first, second = correct(ABOUT, "电话打不通"), correct(ABOUT, "搬走了")

    assert first.number.startswith("JC20261127-")
    assert first.number != second.number
    assert first.due_on.isoformat() == MONDAY


@pytest.mark.parametrize(
    ("outcome", "answer", "mended_in", "wrong"),
    [
        (Outcome.MENDED, "", 3, "answer"),
        (Outcome.KEPT, "", None, "answer"),
        (Outcome.MENDED, "改了", None, "mended_in"),
    ],
)
def test_an_outcome_needs_what_readers_are_told(outcome, answer, mended_in, wrong):
    correction = correct(ABOUT, "电话打不通")
    correction.outcome, correction.answer, correction.mended_in = outcome, answer, mended_in

    with pytest.raises(ValidationError) as refused:
        correction.full_clean()

    assert wrong in refused.value.message_dict


def test_a_phone_number_is_deleted_thirty_days_after_the_answer(set_clock):
    set_clock("2026-11-02 10:00")
    correction = correct(ABOUT, "电话打不通", phone="13812345678")
    correction.outcome, correction.answer = Outcome.KEPT, "打得通。"
    settle_correction(correction, factories.UserFactory())
    correction.save()

    set_clock("2026-12-01 10:00")
    early = purge()
    set_clock("2026-12-02 10:00")
    due = purge()

    assert (early, due) == (0, 1)
    assert Correction.objects.get().phone == ""


def test_a_phone_number_is_deleted_even_when_nobody_answers(set_clock):
    set_clock("2026-08-01 10:00")
    add_details(rate(ABOUT, Level.BAD), phone="0599-9000207")

    set_clock("2026-11-27 10:00")

    assert purge() == 1
    assert Rating.objects.get().phone == ""


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812345678", "138****5678"), ("0599-9000207", "0599-****0207"), ("", "")],
)
def test_lists_show_a_phone_number_without_its_middle(phone, shown):
    assert masked(phone) == shown


@pytest.mark.parametrize("text", ["承诺 20 个工作日", "备案号 20261127", "0599-9000207"])
def test_other_numbers_stay(text):
    assert without_numbers(text) == text


def test_figures_count_ninety_days_and_leave_out_what_is_not_public(set_clock):
    set_clock("2026-11-23 10:00")
    rate(ABOUT, Level.GOOD)
    rate(ABOUT, Level.VERY_BAD)
    Rating.objects.filter(pk=rate(ABOUT, Level.GOOD).pk).update(
        created_at=timezone.now() - timedelta(days=91)
    )
    mended, spam = correct(ABOUT, "电话打不通", section="contacts"), correct(ABOUT, "广告")
    mended.outcome, mended.answer, mended.mended_in = Outcome.MENDED, "改了", 3
    set_clock("2026-11-24 10:00")
    settle_correction(mended, None)
    mended.save()
    Correction.objects.filter(pk=spam.pk).update(outcome=Outcome.NOT_PUBLIC)
    correct(ABOUT, "搬走了", section="service_points")

    figures = figures_of("scjg-1")

    assert figures == {
        "clear": 1, "unclear": 1, "levels": {"2": 1, "5": 1}, "corrections": 2, "open": 1,
        "mended": 1, "days": 1,
    }  # fmt: skip
    assert list(sections_in_doubt("scjg-1")) == ["service_points"]


def test_a_survey_closes_after_it_has_opened():
    survey = Survey(name="2026年下半年", opens_on="2026-12-01", closes_on="2026-11-01")

    with pytest.raises(ValidationError):
        survey.full_clean()


def test_departments_that_were_asked_count_before_citizens():
    rate(ABOUT, Level.VERY_BAD)
    today = timezone.localdate()
    alone = satisfaction(today - timedelta(days=1), today + timedelta(days=1))
    survey = Survey.objects.create(name="2026", opens_on=today, closes_on=today)
    for slug, level in (("a", Level.GOOD), ("b", Level.BAD)):
        SurveyAnswer.objects.create(
            survey=survey, department=factories.DepartmentFactory(slug=slug), level=level
        )

    with_answers = satisfaction(today - timedelta(days=1), today + timedelta(days=1))

    assert alone["share"] == 0
    assert with_answers["share"] == 50
    assert satisfaction(today, today, True) is None


def test_the_first_page_of_a_department_says_what_is_late_first(department, set_clock):
    set_clock("2026-11-20 10:00")
    correct(ABOUT, "旧的")
    set_clock("2026-11-27 10:00")
    rate(ABOUT, Level.BAD)
    compiler = factories.MembershipFactory(department=department).user
    stranger = factories.MembershipFactory().user

    block = FeedbackBlock(compiler)

    assert [(row.text[:2], row.days_left) for row in block.rows] == [("旧的", -4), ("食品", 1)]
    assert block.count == 2
    assert not FeedbackBlock(stranger).is_shown
    with translation.override("zh-hans"):
        assert FirstPage(compiler).heading == "2 条评价与纠错待处理"
