"""Comments in the editor keep a guide from review until they are settled."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment

from moderation.errors import CommentsOpen
from moderation.submit import submit
from tests.factories import manual_page


@pytest.fixture
def comment(city):
    return Comment.objects.create(
        page=city.guide, user=city.reviewer, text="期限与清单不一致", contentpath="summary"
    )


def settle(comment, user):
    Comment.objects.filter(pk=comment.pk).update(resolved_at=timezone.now(), resolved_by=user)


def test_an_open_comment_is_shown_where_it_opens_and_keeps_the_guide_back(city, client, comment):
    client.force_login(city.compiler, backend="core.access.authentication.RoleBackend")
    address = reverse("moderation:submit", args=[city.guide.pk])

    shown = client.get(address).content.decode()
    sent = client.post(address, {})

    edit = reverse("wagtailadmin_pages:edit", args=[city.guide.pk])
    assert f'href="{edit}?comment={comment.pk}"' in shown
    assert "期限与清单不一致" in shown
    assert sent.status_code == 422
    with pytest.raises(CommentsOpen):
        submit(city.guide, city.compiler)


def test_a_settled_comment_lets_it_pass(city, comment):
    settle(comment, city.compiler)

    assert submit(city.guide, city.compiler).is_open


def test_a_comment_on_the_manual_counts(city):
    manual = manual_page(city.guide)
    Comment.objects.create(page=manual, user=city.reviewer, text="缺岗位", contentpath="title")

    with pytest.raises(CommentsOpen):
        submit(city.guide, city.compiler)


def test_a_comment_on_a_row_that_is_gone_stops_nobody(city):
    """The editor does not show it, so that nobody could settle it."""
    Comment.objects.create(
        page=city.guide, user=city.reviewer, text="删掉了", contentpath="sections.no-such-row"
    )

    assert submit(city.guide, city.compiler).is_open
