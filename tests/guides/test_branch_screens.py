"""The screens of branch jobs: from the explorer's button to the bar, for those who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.choices import Role
from guides.branches import running
from guides.models import BranchJob, GuidePage
from tests import factories
from tests.guides.branch_samples import REASON, carried_out, job_on, operator, shelf, submitted

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def department():
    return factories.DepartmentFactory(name="原部门")


@pytest.fixture
def branch(department):
    """The department's page, with three guides of which one is under review."""
    shelf(department, "001", 3)
    submitted(GuidePage.objects.order_by("path").first())
    return factories.department_page(department)


@pytest.fixture
def browser(client):
    """A browser where an operator is logged in."""
    client.force_login(operator(), backend=BACKEND)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    return client


def start_url(page, kind):
    return reverse("guides_new_branch_job", args=[page.pk, kind])


def test_header_of_department_and_folder_offers_both_jobs_to_an_operator(browser, branch):
    folder = branch.get_children().get()

    pages = {
        page: browser.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode()
        for page in (branch, folder)
    }

    for page, html in pages.items():
        assert start_url(page, "delete") in html
        assert start_url(page, "move") in html


def test_header_offers_nothing_to_a_compiler_and_the_tester_refuses_as_before(client, branch):
    compiler = factories.person(Role.COMPILER, branch.department)
    client.force_login(compiler, backend=BACKEND)

    html = client.get(reverse("wagtailadmin_explore", args=[branch.pk])).content.decode()

    assert "branch-jobs/new" not in html
    for person in (compiler, operator(), factories.UserFactory(is_superuser=True)):
        tester = branch.permissions_for_user(person)
        assert (tester.can_delete(), tester.can_move()) == (False, False)


def test_person_sees_what_would_be_done_before_confirming(browser, branch):
    html = browser.get(start_url(branch, "delete")).content.decode()

    assert "删除 2 份草稿" in html
    assert "曾报送或备案" in html
    assert not BranchJob.objects.exists()


def test_reason_and_confirmation_are_asked_for_in_the_persons_language(browser, branch):
    html = browser.post(start_url(branch, "delete"), {"reason": " "}).content.decode()

    assert "请说明原因" in html
    assert "请确认" in html
    assert not BranchJob.objects.exists()


def test_confirmed_job_is_on_its_way_with_who_and_why(browser, branch):
    answer = browser.post(start_url(branch, "delete"), {"reason": REASON, "confirmed": "on"})

    job = BranchJob.objects.get()
    assert answer.url == reverse("guides_branch_job", args=[job.pk])
    assert (job.state, job.reason, job.total) == ("waiting", REASON, 3)
    assert job.started_by.pk == int(browser.session["_auth_user_id"])
    assert GuidePage.objects.count() == 3


def test_hand_over_asks_for_the_receiver_first_and_then_shows_what_would_be_done(browser, branch):
    target = factories.DepartmentFactory(name="新部门")
    url = start_url(branch, "move")

    first = browser.get(url).content.decode()
    second = browser.get(f"{url}?target={target.pk}").content.decode()
    browser.post(f"{url}?target={target.pk}", {"reason": REASON, "confirmed": "on"})

    assert "接收部门" in first
    assert 'name="reason"' not in first
    assert "移交 2 份指南" in second
    assert BranchJob.objects.get().target == target


@pytest.mark.parametrize("chosen", ["same", "inactive", "nonsense"])
def test_receiver_that_cannot_receive_is_refused_with_a_sentence(browser, branch, chosen):
    receivers = {
        "same": branch.department.pk,
        "inactive": factories.DepartmentFactory(is_active=False).pk,
        "nonsense": "x",
    }

    html = browser.get(f"{start_url(branch, 'move')}?target={receivers[chosen]}").content.decode()

    assert "不能接收" in html
    assert 'name="reason"' not in html


def test_second_job_on_a_department_is_refused_with_a_sentence(browser, branch):
    job_on(branch)

    answer = browser.post(start_url(branch, "delete"), {"reason": REASON, "confirmed": "on"})

    assert "另一项作业正在处理该部门" in answer.content.decode()
    assert BranchJob.objects.count() == 1


@pytest.mark.parametrize("of", ["guide", "root"])
def test_only_departments_and_folders_are_branches(browser, branch, of):
    pages = {"guide": GuidePage.objects.first(), "root": branch.get_parent()}

    answer = browser.get(start_url(pages[of], "delete"))

    assert answer.status_code == 404


def test_page_of_a_job_draws_its_progress_and_lists_what_was_kept(browser, branch):
    job = job_on(branch)
    url = reverse("guides_branch_job", args=[job.pk])

    waiting = browser.get(url).content.decode()
    carried_out(job)
    done = browser.get(url).content.decode()

    assert "data-branch-job=" in waiting
    assert 'aria-valuenow="0"' in waiting
    assert "data-branch-job=" not in done
    assert 'aria-valuenow="100"' in done
    assert GuidePage.objects.get().title in done
    assert "曾报送或备案" in done
    assert REASON in done


def test_progress_alone_is_what_the_page_refreshes(browser, branch):
    job = job_on(branch)

    html = browser.get(reverse("guides_branch_job_progress", args=[job.pk])).content.decode()

    assert 'data-branch-state="waiting"' in html
    assert "<html" not in html


def test_buttons_stop_a_job_and_let_it_go_on(browser, branch):
    job = job_on(branch)

    browser.post(reverse("guides_stop_branch_job", args=[job.pk]))
    stopped = BranchJob.objects.get().state
    page = browser.get(reverse("guides_branch_job", args=[job.pk])).content.decode()
    browser.post(reverse("guides_go_on_with_branch_job", args=[job.pk]))

    assert stopped == "stopped"
    assert reverse("guides_go_on_with_branch_job", args=[job.pk]) in page
    assert BranchJob.objects.get().state == "waiting"


def test_stopping_what_has_ended_says_so(browser, branch):
    job = carried_out(job_on(branch))

    answer = browser.post(reverse("guides_stop_branch_job", args=[job.pk]), follow=True)

    assert "已经结束" in answer.content.decode()
    assert BranchJob.objects.get().state == "done"


def test_failed_job_shows_its_error(browser, branch, monkeypatch):
    job = job_on(branch)
    monkeypatch.setitem(running.VERBS, "delete", lambda job: 1 / 0)
    for _attempt in range(3):
        running.carry_out_next()

    html = browser.get(reverse("guides_branch_job", args=[job.pk])).content.decode()

    assert "ZeroDivisionError" in html
    assert "失败" in html


def test_auditor_reads_jobs_and_changes_none(client, branch):
    job = job_on(branch)
    client.force_login(factories.person(Role.AUDITOR), backend=BACKEND)

    listed = client.get(reverse("guides_branch_jobs"))
    page = client.get(reverse("guides_branch_job", args=[job.pk])).content.decode()
    refused = client.post(reverse("guides_stop_branch_job", args=[job.pk]))

    assert "原部门" in listed.content.decode()
    assert '<form method="post" action=' not in page
    assert refused.url == reverse("wagtailadmin_home")
    assert BranchJob.objects.get().state == "waiting"


def test_list_costs_the_same_for_many_jobs(browser, department, django_assert_max_num_queries):
    def jobs(count):
        BranchJob.objects.bulk_create(
            BranchJob(
                kind="delete",
                state="done",
                department=department,
                branch_title="原部门",
                reason=REASON,
                started_by=factories.UserFactory(),
                ended_at=timezone.now(),
            )
            for _number in range(count)
        )

    jobs(2)
    browser.get(reverse("guides_branch_jobs"))
    with django_assert_max_num_queries(30) as few:
        browser.get(reverse("guides_branch_jobs"))
    jobs(15)

    with django_assert_max_num_queries(len(few)):
        browser.get(reverse("guides_branch_jobs"))


def test_job_without_anything_to_do_is_refused(department):
    from django.core.exceptions import ValidationError

    submitted(shelf(department, "001", 1).get_children().get().specific)

    with pytest.raises(ValidationError):
        job_on(factories.department_page(department))
    assert not BranchJob.objects.exists()


def test_forecast_costs_few_queries(branch, django_assert_max_num_queries):
    from guides.branches.counting import forecast
    from guides.branches.tree import branch_of
    from tests.guides.branch_samples import bare

    found = branch_of(bare(branch))
    target = factories.DepartmentFactory()

    with django_assert_max_num_queries(1):
        deleting = forecast("delete", found)
    with django_assert_max_num_queries(4):
        moving = forecast("move", found, target)

    assert (deleting.to_do, deleting.total) == (2, 3)
    assert (moving.to_do, moving.total) == (2, 3)
