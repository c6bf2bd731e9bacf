"""A guide of a second city's outline with extra fields of every kind, filled in."""

from django.urls import reverse

from guides.models import GuidePage
from guides.presenter import present_guide
from publication.take_over import take_over
from tests.guides.form_data import posted
from tests.publication.filing_samples import old_envelope

SENT = {
    "extra-parking": "负一层停车场，一小时免费",
    "extra-valid_until": "２０２７-12-31",
    "extra-yearly_cases": "１２００",
    "extra-zone": "east",
    "extra-helpers-count": "3",
    "extra-helpers-0-name": "王帮办",
    "extra-helpers-0-phone": "0591-12345678",
    "extra-helpers-1-name": "",
    "extra-helpers-1-phone": "",
    "extra-helpers-2-name": "李帮办",
    "extra-helpers-2-phone": "",
}
"""What a browser sends of the second city's own fields."""


SAID = {
    "parking": "负一层停车场，一小时免费",
    "valid_until": "2027-12-31",
    "zone": "东部新区",
    "helpers": [["王帮办", "0591-12345678"], ["李帮办", ""]],
}


INTERNAL = {"yearly_cases": "1200"}


def draft(page):
    return GuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def save(editor, page, sent):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = editor.get(address).content.decode()
    data = posted(html, draft(page)) | {name: [value] for name, value in sent.items()}
    return editor.post(address, data)


def said(rows):
    """Return {key: value, or cells of its rows} of extra fields."""
    return {
        row["key"]: [one["cells"] for one in row["rows"]] if row["rows"] else row["value"]
        for row in rows
    }


def filed(page):
    """Put the draft into the register, as taken over; return its code."""
    take_over(page.code, present_guide(page), None, old_envelope())
    return page.code
