"""The files that handed-over guides name: the receiving department gets rows of its own."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from core.files.ownership import stored_by
from core.models import Department, DepartmentDocument


def hand_over_files(pages: Iterable[Page], target: Department) -> None:
    """Let a department own the contents that these pages choose, beside their owners of today.

    The bytes lie in the store once. Guides that stay behind keep choosing the old rows.
    """
    to_files = ContentType.objects.get_for_model(DepartmentDocument)
    chosen = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
        to_content_type=to_files,
    )
    pks = {int(pk) for pk in chosen.values_list("to_object_id", flat=True)}
    documents = DepartmentDocument.objects.filter(pk__in=pks).exclude(file="").order_by("pk")
    by_content = {document.sha256: document for document in documents}
    for sha256 in sorted(set(by_content) - stored_by(target.pk, set(by_content))):
        document = by_content[sha256]
        document.pk, document.department = None, target
        document._state.adding = True
        document.save()
