"""机构改革: departments are renamed, merged, divided and moved; what follows, and what stays."""

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError

from core.audit.models import AuditEntry
from core.choices import Role
from core.models import Department, Membership
from guides.models import SharedPart
from home.listing import department_counts
from publication.choices import ReformKind
from publication.life.rebuild import verify
from publication.models import Bundle, Event, PublicState, PublishedVersion, Reform
from publication.reforms import planning
from tests import factories
from tests.guides.branch_samples import is_sound
from tests.moderation.conftest import city  # noqa: F401  the same people
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
State = Reform.State


def told():
    """Return the events of reforms, oldest first."""
    return list(Event.objects.filter(type="transferred").order_by("seq"))


def test_a_renamed_department_keeps_code_and_versions_and_readers_are_told(old):
    versions = list(PublishedVersion.objects.values())

    reform = carried_out(confirmed(plan(ReformKind.RENAME, [old], **RENAMED)))

    old.refresh_from_db()
    assert (reform.state, old.name, old.slug, old.page.title) == (
        "done", "数据局", "old", "数据局"
    )  # fmt: skip
    assert list(PublishedVersion.objects.values()) == versions
    assert [(one.payload["from"]["name"], one.payload["to"]["name"]) for one in told()] == [
        ("原部门", "数据局")
    ] * 2
    assert told()[0].payload["decision"].startswith("云编〔2026〕3号")
    assert {one.handed_to["name"] for one in PublicState.objects.filter(kind="guide")} == {"数据局"}
    assert set(outcome(reform).values()) == {True}
    assert len(outcome(reform)) == 3
    assert verify() == {}


def test_a_merged_department_hands_everything_over_and_leads_to_the_other(old, new):
    reviewer = factories.person(Role.DEPARTMENT_REVIEWER, old)
    below = department("below", "下属", parent=old)
    bare = factories.ServiceItemFactory(department=old)
    part = SharedPart.objects.create(kind="fee", department=old, name="费用")
    bundle = Bundle.objects.create(slug="b", name="一件事", summary="-", department=old)
    codes = [one.code for one in guides_of(old)]
    versions = list(PublishedVersion.objects.values())

    reform = carried_out(confirmed(merger(old, new)))

    assert reform.state == "done"
    assert [one.code for one in guides_of(new)] == codes
    assert list(PublishedVersion.objects.values()) == versions
    for row in (bare, part, bundle):
        row.refresh_from_db()
        assert row.department == new
    old.refresh_from_db()
    below.refresh_from_db()
    assert (old.is_active, old.followed_by, old.parent, below.parent) == (False, new, new, new)
    membership = Membership.objects.get(user=reviewer)
    assert (membership.department, membership.state) == (new, "confirmed")
    assert {(one.payload["from"]["slug"], one.payload["to"]["slug"]) for one in told()} == {
        ("old", "new")
    }
    assert outcome(reform) == dict.fromkeys(codes, True)
    assert is_sound()
    assert verify() == {}


def test_several_departments_are_merged_by_one_plan(old, new):
    third = department("third", "第三部门", guides=2)

    reform = carried_out(confirmed(plan(ReformKind.MERGE, [old, third], new)))

    assert (reform.state, len(guides_of(new)), reform.total) == ("done", 5, 5)
    assert set(Department.objects.filter(followed_by=new)) == {old, third}


def test_only_the_chosen_items_and_people_go_to_the_other_department(old, new):
    goes, *stays = guides_of(old)
    mover, stayer = (factories.person(Role.COMPILER, old) for _number in range(2))

    reform = carried_out(
        confirmed(plan(ReformKind.SPLIT, [old], new, [goes.situation.item], [mover]))
    )

    assert (reform.state, reform.total) == ("done", 1)
    assert guides_of(new) == [goes]
    assert guides_of(old) == stays
    assert Membership.objects.get(user=mover).department == new
    assert Membership.objects.get(user=stayer).department == old
    old.refresh_from_db()
    assert (old.is_active, old.followed_by) == (True, None)


def test_a_moved_department_stands_below_another_and_its_guides_say_so_in_the_register(old, new):
    reform = carried_out(
        confirmed(plan(ReformKind.MOVE, [old], new_parent=new, new_level="4", new_region="延平区"))
    )

    old.refresh_from_db()
    assert (reform.state, old.parent, old.level, old.region) == ("done", new, "4", "延平区")
    assert {one.payload["to"]["region"] for one in told()} == {"延平区"}
    assert {str(one.handed_to) for one in PublicState.objects.all()} == {"{}"}
    assert verify() == {}


def test_old_addresses_and_filters_lead_to_the_department_in_its_place(old, new, client):
    codes = {one.code for one in guides_of(old)[:2]}
    carried_out(confirmed(merger(old, new)))
    caches["process"].clear()

    page, feed = (client.get(f"/departments/old/{end}") for end in ("", "feed.atom"))
    listed = client.get("/departments/new/")
    api = {slug: client.get(f"/api/v1/guides?department={slug}").json() for slug in ("old", "new")}

    assert (page.status_code, page["Location"]) == (301, "/departments/new/")
    assert (feed.status_code, feed["Location"]) == (301, "/departments/new/feed.atom")
    assert all(f"/guides/{code}/" in listed.content.decode() for code in codes)
    assert "新部门" in listed.content.decode()
    assert [{one["code"] for one in found["items"]} for found in api.values()] == [codes, codes]
    assert client.get(f"/guides/{min(codes)}/").status_code == 200
    changes = client.get("/api/v1/changes").json()["items"]
    assert {one["code"] for one in changes if one["type"] == "transferred"} == codes


def test_what_was_merged_before_leads_to_the_last_department_in_its_place(old, new, client):
    last = department("last", "最后")
    carried_out(confirmed(merger(old, new)))
    carried_out(confirmed(merger(new, last)))
    caches["process"].clear()

    assert client.get("/departments/old/")["Location"] == "/departments/last/"
    (row,) = department_counts()
    assert (row["slug"], row["name"], row["count"], row["slugs"]) == ("last", "最后", 2, ["old"])


def test_readers_of_a_renamed_department_read_its_new_name(old, client):
    code = guides_of(old)[0].code
    carried_out(confirmed(plan(ReformKind.RENAME, [old], **RENAMED)))
    caches["process"].clear()

    assert "更名为数据局" in client.get(f"/guides/{code}/").content.decode()
    assert "数据局" in client.get("/departments/old/").content.decode()


def test_nothing_happens_before_its_day_and_without_a_second_person(old, new):
    from datetime import timedelta

    from django.utils import timezone

    later = timezone.localdate() + timedelta(days=3)
    reform = merger(old, new, effective_on=later)
    unsent = carried_out(reform).state
    confirmed(reform)

    waits = carried_out(reform).state
    Reform.objects.update(effective_on=timezone.localdate())

    assert (unsent, waits) == ("draft", "confirmed")
    assert len(guides_of(old)) == 3
    assert carried_out(reform).state == "done"


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("name", planning.VERBS)
def test_every_verb_in_every_state_does_what_the_table_says(name, state, old, new):
    reform = merger(old, new, state=state)
    second = factories.person(Role.COMPLIANCE_REVIEWER)
    verb = planning.VERBS[name]
    allowed = state in verb.states

    assert planning.is_allowed(second, reform, name) == allowed
    if allowed:
        assert done(reform, second, name).state == verb.leads_to
    else:
        with pytest.raises(ValidationError):
            done(reform, second, name)


@pytest.mark.parametrize("who", ["writer", "superuser", "auditor", "filing", "own"])
def test_only_a_second_person_of_the_reform_office_confirms(who, old, new):
    reform = merger(old, new)
    done(reform, reform.written_by, "send")
    own = factories.person(Role.FILING_OFFICER)
    factories.MembershipFactory(user=own, role=Role.DEPARTMENT_REVIEWER, department=old)
    people = {
        "writer": reform.written_by,
        "superuser": factories.UserFactory(is_superuser=True),
        "auditor": factories.person(Role.AUDITOR),
        "filing": factories.person(Role.FILING_OFFICER),
        "own": own,
    }

    if who == "filing":
        done(reform, people[who], "confirm")
    else:
        with pytest.raises(PermissionDenied):
            done(reform, people[who], "confirm")

    acts = AuditEntry.objects.filter(act="publication.reform_confirmed").count()
    assert acts == (who == "filing")


def test_a_plan_that_was_changed_meanwhile_is_not_confirmed(old, new):
    reform = merger(old, new)
    done(reform, reform.written_by, "send")
    seen = planning.stamp(Reform.objects.get())
    Reform.objects.get().save()

    with pytest.raises(ValidationError):
        planning.do(reform, factories.person(Role.FILING_OFFICER), "confirm", seen)


def test_plans_that_cannot_be_carried_out_are_refused_with_a_reason(old, new):
    child = department("child", "下级", parent=old)
    other = department("other", "同名")
    refused = [
        plan(ReformKind.RENAME, [old], new_name="原部门"),
        plan(ReformKind.RENAME, [old], new_name="同名"),
        plan(ReformKind.RENAME, [old, other], **RENAMED),
        merger(old, old),
        merger(old, child),
        plan(ReformKind.MERGE, [], new),
        plan(ReformKind.SPLIT, [old], new),
        plan(ReformKind.MOVE, [old], new_parent=child),
        plan(ReformKind.MOVE, [old]),
    ]

    for reform in refused:
        with pytest.raises(ValidationError):
            done(reform, reform.written_by, "send")

    assert set(Reform.objects.values_list("state", flat=True)) == {"draft"}


def test_two_plans_of_one_department_do_not_run_at_once(old, new):
    done(first := merger(old, new), first.written_by, "send")
    second = plan(ReformKind.RENAME, [old], **RENAMED)

    with pytest.raises(ValidationError):
        done(second, second.written_by, "send")
