"""Comments in the editor (批注): what somebody asked there is settled before submission."""

from django.urls import reverse
from django.utils.text import Truncator
from wagtail.models import Comment

from moderation.errors import CommentsOpen, OpenComment
from moderation.freeze import Frozen

WORDS = 60
"""So many characters of a comment are shown."""


def check_comments(frozen: Frozen) -> None:
    """Raise CommentsOpen when comments on the guide or its manual are not resolved."""
    both = (frozen.page, frozen.manual_page)
    pages = {page.pk: page for page in both if page and page.has_open_comments}
    if not pages:
        return
    rows = Comment.objects.filter(page__in=pages, resolved_at__isnull=True)
    found = [
        _shown(comment)
        for comment in rows.select_related("user").order_by("page_id", "pk")
        if _can_be_opened(comment, pages[comment.page_id])
    ]
    if found:
        raise CommentsOpen(found)


def _can_be_opened(comment, page):
    """Return whether the editor shows a comment: of a row that was deleted nobody settles it."""
    return comment.has_valid_contentpath(page.get_latest_revision_as_object())


def _shown(comment):
    """Return an OpenComment with the address at which Wagtail's editor opens it."""
    name = comment.user.get_full_name() or comment.user.get_username()
    text = f"{name}：{Truncator(comment.text).chars(WORDS)}"
    edit = reverse("wagtailadmin_pages:edit", args=[comment.page_id])
    return OpenComment(text, f"{edit}?comment={comment.pk}")
