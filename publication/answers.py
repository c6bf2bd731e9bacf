"""What publication tells the rooms below: which guides have been filed, and their newest texts."""

from django.db.models import Exists, OuterRef, Q

from core.registries import bound_guides, filed_code, filed_page_ids, filed_text, newest_filed
from guides.choices import DocumentKind
from guides.models import GuidePage, ManualPage
from moderation.models import Submission
from publication.models import PublishedVersion


@filed_code.register
def has_been_filed(code):
    """Say whether any version of a code has been filed."""
    return PublishedVersion.objects.filter(code=code).exists()


@newest_filed.register
def newest_texts(code):
    """Give {kind: (version number, canonical text)} of the newest filed versions of a code."""
    newest = {}
    for kind in DocumentKind.values:
        row = (
            PublishedVersion.objects.filter(code=code, kind=kind)
            .order_by("-version")
            .values_list("version", "text")
            .first()
        )
        if row:
            newest[kind] = row
    return newest


@filed_text.register
def text_of_version(code, kind, number):
    """Give the canonical text of one filed version, or None."""
    rows = PublishedVersion.objects.filter(code=code, kind=kind, version=number)
    return rows.values_list("text", flat=True).first()


@filed_page_ids.register
def pages_bound_to_the_register(pages):
    """Give the ids of those pages that are, or contain, a guide that was ever filed or submitted.

    `pages` are Page instances; one query for each, answered by indexes on path and code.
    """
    return {page.pk for page in pages if _is_bound(page)}


def _is_bound(page):
    below = GuidePage.objects.filter(path__startswith=page.path)
    if page.depth and page.specific_class is ManualPage:
        below = GuidePage.objects.filter(path=page.path[: -page.steplen])
    filed = PublishedVersion.objects.filter(code__in=below.values("code"))
    return filed.exists() or below.filter(submissions__isnull=False).exists()


@bound_guides.register
def bound_to_the_register():
    """Give the condition on guide pages under which one was ever submitted or filed."""
    submitted = Submission.objects.filter(page_id=OuterRef("pk"))
    filed = PublishedVersion.objects.filter(code=OuterRef("code"))
    return Q(Exists(submitted)) | Q(Exists(filed))
