"""What nobody may do with a page, superusers included, even where a stock view would let them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page

from core.wagtail_changes.scoped_page import NeverLiveError
from guides.models import GuidePage
from tests.security.world import browser

EDITORS = ["compiler_a", "superuser"]


@pytest.fixture(params=EDITORS)
def editor(request, db, world):
    """A browser of somebody who edits the pages of A."""
    return browser(world, request.param)


def post(client, name, *args, **data):
    return client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)


def test_copy_moves_and_access_limits_are_refused_on_the_server(editor, world):
    guide, folder = world.a.guide, world.a.folder
    before = Page.objects.count()

    answers = [
        post(editor, "copy", guide.pk, new_title="x", new_slug="x", new_parent_page=folder.pk),
        post(editor, "move_confirm", guide.pk, world.b.folder.pk),
        post(editor, "set_privacy", guide.pk, restriction_type="login"),
        post(editor, "unpublish", guide.pk),
        post(editor, "convert_alias", guide.pk),
        post(editor, "set_page_position", guide.pk),
        post(editor, "add", "guides", "guidepage", folder.pk, title="x"),
    ]

    assert [answer.status_code for answer in answers] == [403] * len(answers)
    assert Page.objects.count() == before
    assert Page.objects.get(pk=guide.pk).path == guide.path


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_bulk_actions_are_refused(editor, world, action):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])

    answer = editor.post(f"{url}?id={world.a.draft.pk}&id=all")

    assert answer.status_code == 403
    assert Page.objects.filter(pk=world.a.draft.pk, live=False).exists()


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move", "copy"])
def test_actions_of_the_admin_api_are_refused(editor, world, action):
    url = reverse("wagtailadmin_api:pages:action", args=[world.a.draft.pk, action])

    assert editor.post(url, {}).status_code == 403


@pytest.mark.parametrize("kept", ["guide", "folder", "page"])
def test_submitted_guide_and_what_holds_it_is_deleted_by_nobody(editor, world, kept):
    page = getattr(world.a, kept)

    answer = post(editor, "delete", page.pk)

    assert answer.url == reverse("wagtailadmin_home")
    assert Page.objects.filter(pk=page.pk).exists()


def test_draft_that_was_never_submitted_is_deleted_by_its_compiler(editor, world):
    answer = post(editor, "delete", world.a.draft.pk)

    assert answer.status_code == 302
    assert not Page.objects.filter(pk=world.a.draft.pk).exists()


def test_page_does_not_go_live_by_a_publishing_click_or_by_code(editor, world):
    page = GuidePage.objects.get(pk=world.a.draft.pk)

    with pytest.raises(NeverLiveError):
        page.get_latest_revision().publish()
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish(user=world.people["superuser"])

    assert not Page.objects.filter(live=True, depth__gt=2).exists()


def test_editor_offers_saving_and_nothing_around_the_review(editor, world):
    page = reverse("wagtailadmin_pages:edit", args=[world.a.draft.pk])

    text = editor.get(page).content.decode()

    assert editor.get(page).status_code == 200
    for name in ("publish", "unpublish", "submit", "cancel-workflow", "restart-workflow"):
        assert f'name="action-{name}"' not in text
    for name in ("copy", "move", "unpublish", "set_privacy"):
        assert f"/pages/{world.a.draft.pk}/{name}/" not in text


def test_operator_cannot_make_or_change_a_superuser(db, world):
    operator = browser(world, "operator")
    admin = world.people["superuser"]
    reviewer = world.people["reviewer_a"]

    operator.post(
        reverse("wagtailusers_users:edit", args=[reviewer.pk]),
        {"username": reviewer.username, "is_superuser": "on", "is_active": "on"},
    )
    answer = operator.get(reverse("wagtailusers_users:edit", args=[admin.pk]))

    reviewer.refresh_from_db()
    assert not reviewer.is_superuser
    assert answer.status_code == 403
