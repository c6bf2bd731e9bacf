"""When a law changes its validity, the guides that cite it become tasks of their departments."""

from time import monotonic

import pytest
from django.urls import reverse
from django.utils import timezone

from core.choices import Role
from guides.models import Law
from publication.models import CitedLaw, Event, LawChange, LawTask, QualityResult
from publication.overviews.law_changes import cited_in, close_tasks_of, keep_cited, spread
from tests.factories import DepartmentFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def law():
    return Law.objects.create(
        title="云溪市户外招牌管理条例", rank="local_regulation", short_titles=["招牌条例"]
    )


def guide(code, slug, *titles):
    """Store the result of a guide in force that cites laws of these titles."""
    result = QualityResult.objects.create(
        code=code, kind="guide", version=1, title=f"指南 {code}", department_slug=slug,
        score=100, linted_at=timezone.now(),
    )  # fmt: skip
    bases = [{"title": title, "article": f"第{number}条"} for number, title in enumerate(titles, 1)]
    keep_cited([(result, {"legal_bases": bases})])
    return result


def repeal(law):
    law.status, law.repealed_on = "repealed", "2026-11-01"
    law.save()
    spread(monotonic() + 10)


def test_guides_that_cite_it_by_title_or_short_title_become_tasks_and_no_others(law):
    guide("a-1", "scjg", "《云溪市户外招牌管理条例》", "别的办法")
    guide("a-2", "gaj", "招牌条例")
    guide("a-3", "gaj", "别的办法")

    repeal(law)

    tasks = LawTask.objects.order_by("code").values_list("code", "department_slug", "articles")
    assert list(tasks) == [("a-1", "scjg", "第1条"), ("a-2", "gaj", "第1条")]
    assert "已废止" in LawChange.objects.get().note and "2026-11-01" in LawChange.objects.get().note


def test_a_law_that_is_saved_without_a_change_makes_no_work(law):
    guide("a-1", "scjg", law.title)

    law.source = "https://example.gov.cn"
    law.save()
    spread(monotonic() + 10)

    assert not LawChange.objects.exists()


def test_a_stopped_relay_goes_on_and_writes_no_task_twice(law, monkeypatch):
    for number in range(7):
        guide(f"a-{number}", "scjg", law.title)
    monkeypatch.setattr("publication.overviews.law_changes.A_STEP", 3)
    law.status, law.amended_on = "amended", "2026-11-01"
    law.save()
    spread(monotonic())  # no time left: nothing happens
    change = LawChange.objects.get()
    LawTask.objects.create(change=change, code="a-0", title="", department_slug="scjg")

    spread(monotonic() + 10)
    spread(monotonic() + 10)

    assert LawTask.objects.filter(change=change).count() == 7
    assert LawChange.objects.get().finished_at


def event(code, type, *, at=None):
    return Event(
        seq=10**6, type=type, code=code, kind="guide", version=2, sha256="0" * 64,
        at=at or timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(("type", "outcome"), [("revised", "revised"), ("abolished", "abolished")])
def test_a_new_version_or_the_end_settles_the_task(law, type, outcome):
    guide("a-1", "scjg", law.title)
    repeal(law)

    close_tasks_of(event("a-1", type))

    assert LawTask.objects.get().outcome == outcome


@pytest.mark.parametrize("type", ["suspended", "resumed", "effective"])
def test_nothing_else_settles_it(law, type):
    guide("a-1", "scjg", law.title)
    repeal(law)

    close_tasks_of(event("a-1", type))

    assert LawTask.objects.get().settled_at is None


def test_checking_a_guide_anew_keeps_what_its_newest_version_cites(law):
    result = guide("a-1", "scjg", law.title)

    keep_cited([(result, {"legal_bases": [{"title": "别的办法", "article": ""}]})])

    assert [one.key for one in CitedLaw.objects.all()] == ["别的办法"]
    assert cited_in({"legal_bases": [{"title": "", "article": "第一条"}]}) == {}


@pytest.fixture
def signed_in(client):
    """Return a function that signs somebody in and gives the browser."""

    def sign_in(role, department=None):
        user = person(role, department)
        client.force_login(user, backend="core.access.authentication.RoleBackend")
        return client

    return sign_in


def test_a_department_sees_its_own_tasks_and_says_why_nothing_changes(law, signed_in):
    department = DepartmentFactory(slug="scjg")
    guide("a-1", "scjg", law.title)
    guide("a-2", "gaj", law.title)
    repeal(law)
    browser = signed_in(Role.COMPILER, department)
    task = LawTask.objects.get(code="a-1")

    listed = browser.get(reverse("quality_laws")).content.decode()
    answer = browser.post(reverse("quality_settle_law", args=[task.pk]), {"reason": "条文未变"})

    assert "指南 a-1" in listed and "指南 a-2" not in listed
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.outcome, task.reason) == ("checked", "条文未变")
    browser.get(reverse("quality_laws"))  # says once that the guide is checked
    assert "指南 a-1" not in browser.get(reverse("quality_laws")).content.decode()
    assert "条文未变" in browser.get(reverse("quality_laws") + "?settled=true").content.decode()


def test_nobody_settles_for_another_department_or_without_a_reason(law, signed_in):
    guide("a-1", "scjg", law.title)
    repeal(law)
    address = reverse("quality_settle_law", args=[LawTask.objects.get().pk])

    other = signed_in(Role.COMPILER, DepartmentFactory(slug="gaj"))
    assert other.post(address, {"reason": "x"}).status_code == 404
    own = signed_in(Role.COMPILER, DepartmentFactory(slug="scjg"))
    assert own.post(address, {"reason": " "}).status_code == 200

    assert LawTask.objects.get().settled_at is None
