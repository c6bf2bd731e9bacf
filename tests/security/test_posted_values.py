"""No form answers 500, whatever stands in its fields and in its counts of rows.

Every address that shows a form to somebody, or takes a POST from somebody, is sent each of these
values in all the fields that it shows or reads; on the real services once more.
"""

from urllib.parse import urlencode

import pytest
from django.db import transaction
from wagtail.test.utils.form_data import querydict_from_html

from guides.models import GuidePage
from tests.guides.form_data import posted
from tests.guides.test_editor import edit_address
from tests.security.answers import row_of, url_of
from tests.security.asked_names import asked_names
from tests.security.resolver import every_address
from tests.security.role_rows import UNSET
from tests.security.world import ROLES, browser

pytestmark = [pytest.mark.django_db, pytest.mark.city]

ODD = ["a\0b", str(2**63), "²"]
STREAMS = {"sections-count": "0"}
"""What scripts draw into a page's form."""
COUNTS = [("5", "0"), ("99999999", "99999999")]
"""TOTAL_FORMS and INITIAL_FORMS that do not fit the rows."""
UNTRIED = {"wagtailadmin_logout", "wagtailadmin_login", "operations:inspect_now"}


def _role(row):
    """Return the role with which a POST goes furthest, or None."""
    letters = "" if row.post is UNSET else row.post or row.get
    able = [role for role, letter in zip(ROLES, letters, strict=False) if letter in "oru"]
    return ("superuser" if "superuser" in able else able[-1]) if able else None


ADDRESSES = [
    address for address in every_address() if address.name not in UNTRIED and _role(row_of(address))
]


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_no_posted_value_makes_a_view_fail(world, address, monkeypatch):
    url = url_of(world, address, row_of(address))
    client = browser(world, _role(row_of(address)))
    client.raise_request_exception = False
    with asked_names(monkeypatch) as names:
        shown = _fields(_taken_back(client.get, url)) | STREAMS
        first = _taken_back(client.post, url, shown)

    sent = list(_odd(shown, names - {"next"})) if first.status_code not in (403, 404, 405) else []
    failed = [data for data in sent if _taken_back(_post, client, url, data).status_code >= 500]

    assert first.status_code < 500
    assert failed == []


def _fields(answer):
    """Return the fields of all forms of an answer with their values."""
    if answer.streaming or answer.status_code != 200:
        return {}
    html = answer.content.decode("utf-8", "replace")
    forms = [querydict_from_html(html, form_index=place) for place in range(html.count("<form "))]
    return {name: values for form in forms for name, values in form.lists()}


def _odd(shown, names):
    for value in ODD:
        yield dict.fromkeys({*shown, *names}, value)
    for table in {name.removesuffix("-TOTAL_FORMS") for name in shown if "-TOTAL_FORMS" in name}:
        for total, initial in COUNTS:
            yield shown | {f"{table}-TOTAL_FORMS": total, f"{table}-INITIAL_FORMS": initial}


def _post(client, url, data):
    form = "application/x-www-form-urlencoded"
    return client.post(url, urlencode(data, doseq=True), content_type=form)


def _taken_back(ask, *args):
    before = transaction.savepoint()
    try:
        return ask(*args)
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("count", [None, "", "-1", "²", "99999999"])
def test_a_page_whose_sections_did_not_all_arrive_is_refused_and_kept(world, count):
    client, page = browser(world, "compiler_a"), world.a.draft
    data = posted(client.get(edit_address(page)).content.decode(), page)
    if count is None:
        del data["sections-count"]
    else:
        data["sections-count"] = count

    answer = client.post(edit_address(page), data)

    assert answer.status_code == 400
    assert "“后退”回到表单" in answer.content.decode()
    assert GuidePage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id
