"""A guide that was abolished, whose item is gone, or that was given away: nobody submits it."""

import pytest
from django.urls import reverse

from core.choices import Role
from guides.models import GuidePage
from moderation import errors
from moderation.choices import Verdict
from moderation.models import Submission
from moderation.submit import submit
from publication import states
from publication.models import PublicState, PublishedVersion
from tests.factories import DepartmentFactory, person
from tests.guides.branch_samples import bare, carried_out, job_on
from tests.moderation.steps import act, approve_all, approver, file_guide, save_draft

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def abolished(city):
    """Abolish the guide."""
    states.abolish(city.guide.code, city.filing, "依据已经废止")


def cancelled(city):
    """Take the item out of use in the catalogue."""
    item = city.guide.situation.item
    item.is_active = False
    item.save()


def item_given_away(city):
    """Move the item to another department in the catalogue; the guide stays."""
    item = city.guide.situation.item
    item.department = DepartmentFactory(name="新部门")
    item.save()


WAYS = {
    abolished: (errors.GuideClosed, "已经废止"),
    cancelled: (errors.ItemCancelled, "已经停用"),
    item_given_away: (errors.ItemOfAnother, "已划归其他部门"),
}


@pytest.fixture
def signed_in(client):
    """Return a function that gives the client of a person."""

    def as_person(user):
        client.force_login(user, backend="core.access.authentication.RoleBackend")
        return client

    return as_person


@pytest.fixture
def revised_draft(city):
    """Return the guide with a filed version and a newer draft that could be submitted."""
    file_guide(city)
    return save_draft(city.guide, city.compiler, summary="开一家大饭店", change_note="改了说明")


@pytest.mark.parametrize("way", WAYS)
def test_the_server_refuses_to_submit_it(city, revised_draft, way):
    refused, why = WAYS[way]
    way(city)

    with pytest.raises(refused) as caught:
        submit(revised_draft, city.compiler)

    assert why in caught.value.messages[0]
    assert not Submission.objects.in_review().exists()


@pytest.mark.parametrize("way", WAYS)
def test_screen_and_editor_say_why_and_their_button_is_off(city, revised_draft, signed_in, way):
    _refused, why = WAYS[way]
    way(city)
    browser = signed_in(city.compiler)

    screen = browser.get(reverse("moderation:submit", args=[city.guide.pk])).content.decode()
    editor = browser.get(reverse("wagtailadmin_pages:edit", args=[city.guide.pk])).content.decode()
    sent = browser.post(
        reverse("moderation:submit", args=[city.guide.pk]),
        {"guide_sha256": "", "manual_sha256": ""},
    )

    assert why in screen and 'type="submit" class="button" disabled' in screen
    assert why in editor and f'href="{reverse("moderation:submit", args=[city.guide.pk])}"' not in (
        editor
    )
    assert sent.status_code == 422


def test_a_guide_never_filed_is_closed_with_its_item_as_well(city):
    cancelled(city)

    with pytest.raises(errors.ItemCancelled):
        submit(city.guide, city.compiler)


def test_a_guide_that_expired_can_be_submitted_and_is_in_force_again(client, city, revised_draft):
    code = city.guide.code
    PublicState.objects.filter(code=code).update(state="expired")

    approve_all(city, submit(revised_draft, city.compiler, reasons={"title": "续办"}))

    assert PublicState.objects.get(code=code).state == "current"
    assert client.get(f"/guides/{code}/").status_code == 200


@pytest.mark.parametrize("stage", ["department", "formal", "compliance", "filing"])
@pytest.mark.parametrize("way", WAYS)
def test_a_text_under_review_can_only_be_returned(city, revised_draft, signed_in, way, stage):
    submission = submit(revised_draft, city.compiler)
    while submission.stage != stage:
        submission = act(submission, approver(city, submission))
    way(city)
    browser = signed_in(approver(city, submission))

    screen = browser.get(reverse("moderation:review", args=[submission.pk])).content.decode()
    with pytest.raises(errors.DecisionRefused) as caught:
        act(submission, approver(city, submission))
    returned = act(submission, approver(city, submission), Verdict.RETURNED, opinion="不再办理")

    assert WAYS[way][1] in caught.value.messages[0]
    assert "只能退回" in screen and "data-review-closed" in screen
    assert returned.state == "returned"
    assert PublishedVersion.objects.count() == 1


def test_who_had_the_guide_open_before_a_hand_over_cannot_send_it_after(city):
    opened = GuidePage.objects.get(pk=city.guide.pk)
    receiver = DepartmentFactory(name="新部门")
    carried_out(job_on(bare(city.guide.get_parent().get_parent()), receiver))

    with pytest.raises(errors.NotAllowed):
        submit(opened, city.compiler)
    submission = submit(opened, person(Role.COMPILER, receiver))

    assert submission.department == receiver
