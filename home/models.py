"""What the public site keeps of its own: guides' pages, rendered once for all readers."""

from django.db import models


class StoredPage(models.Model):
    """A guide's current page (成页) in one language, as one release renders it: gzip of its HTML.

    It is good while its ETag is the one that the public states give. It is derived: without
    the table a site is slower, nothing else.
    """

    code = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    build = models.CharField(max_length=40)
    etag = models.CharField(max_length=40)
    body = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "language", "build"], name="one_stored_page_a_guide"
            )
        ]

    def __str__(self):
        return f"{self.code} · {self.language}"
