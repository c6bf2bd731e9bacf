"""New outlines: begun in the admin from nothing or as a copy, reviewed, offered; who is told."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.choices import Role
from guides.models import Outline, OutlineDraft
from guides.outlines.loading import SHIPPED, file_of, load_outline
from publication.models import Reform
from publication.outlines import beginning, deciding
from tests.factories import DepartmentFactory, OutlineFactory, person
from tests.publication.reforms.samples import done, merger

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def office():
    """Two people of the reform office."""
    return person(Role.OPERATOR), person(Role.OPERATOR)


@pytest.fixture
def begin(client, office):
    """Begin a new outline in the browser of the first of them."""
    client.force_login(office[0], backend=BACKEND)

    def sent(**data):
        return client.post(reverse("outlines_new"), {"label": "新模板", "label_en": ""} | data)

    return sent


def released(draft, office):
    sent = deciding.send(draft.pk, office[0], draft.sha256)
    return deciding.release(draft.pk, office[1], sent.sha256)


@pytest.mark.parametrize("kind", ["guide", "manual"])
def test_an_outline_from_nothing_is_released_by_a_second_person(begin, office, kind):
    begin(kind=kind)
    draft = OutlineDraft.objects.get()
    assert Outline.objects.count() == 0

    outline = released(draft, office)

    assert (outline.key, outline.version, outline.kind) == ("outline-1", 1, kind)
    assert [one.key for one in outline.sections.all()] == ["title"]
    assert outline.is_active


def test_an_outline_from_nothing_does_not_say_that_nothing_became_nothing(begin):
    begin(kind="guide")

    sentences = deciding.changes_of(OutlineDraft.objects.get())

    assert [one for one in sentences if "新模板" in one]
    assert not [one for one in sentences if one.count("nothing") > 1 or one.count("“空”") > 1]


def test_a_copy_says_what_it_was_copied_from_says_under_its_own_name(begin, office):
    shipped, _is_new = load_outline(SHIPPED / "unified-guide-1.json")

    begin(copied=shipped.pk, key="second-city", kind="manual")
    draft = OutlineDraft.objects.get()
    sentences = deciding.changes_of(draft)
    outline = released(draft, office)

    same = {"sections", "kind", "basis", "extra_fields"}
    assert file_of(outline).model_dump(include=same) == file_of(shipped).model_dump(include=same)
    assert "复制自" in sentences[0]
    assert len(sentences) == 3
    shipped.refresh_from_db()
    assert shipped.is_active


@pytest.mark.parametrize("key", ["pasted\n", " pasted "])
def test_space_around_a_key_is_not_of_it(begin, key):
    assert begin(kind="guide", key=key).status_code == 302

    assert OutlineDraft.objects.get().key == "pasted"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"key": "taken"}, "key"),
        ({"key": "begun"}, "key"),
        ({"key": "大写"}, "key"),
        ({"label": "旧模板"}, "label"),
        ({"label": "别的"}, "label"),
        ({"label": ""}, "label"),
        ({"kind": ""}, "kind"),
        ({"copied": "0"}, "copied"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(begin, office, wrong, place):
    OutlineFactory(key="taken", label="旧模板")
    beginning.begin_new(
        {"key": "begun", "label": "别的", "label_en": "", "kind": "guide"}, office[0]
    )

    answer = begin(**{"kind": "guide"} | wrong)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [place]
    assert OutlineDraft.objects.count() == 1


def test_a_file_that_took_the_key_meanwhile_keeps_the_draft_from_release(begin, office, tmp_path):
    begin(kind="guide", key="unified-guide")
    draft = OutlineDraft.objects.get()
    sent = deciding.send(draft.pk, office[0], draft.sha256)
    load_outline(SHIPPED / "unified-guide-1.json")

    with pytest.raises(ValidationError):
        deciding.release(draft.pk, office[1], sent.sha256)


def test_the_list_and_the_draft_of_a_new_outline_are_shown(begin, client):
    begin(kind="guide", label="城乡模板")

    shown = client.get(reverse("outlines_list")).content.decode()
    page = client.get(reverse("outlines_draft", args=[OutlineDraft.objects.get().pk]))

    assert "城乡模板" in shown
    assert "新建模板（办事指南）" in page.content.decode()


def first_page(client, user):
    client.force_login(user, backend=BACKEND)
    answer = client.get(reverse("wagtailadmin_home"))
    return BeautifulSoup(answer.content.decode(), "html.parser").select_one("main#main")


def test_what_waits_for_a_second_person_is_on_that_person_s_first_page(begin, office, client):
    begin(kind="guide", label="城乡模板")
    draft = OutlineDraft.objects.get()
    deciding.send(draft.pk, office[0], draft.sha256)

    mine, others = (first_page(client, one) for one in office)

    link = others.find("a", string="1份模板草稿待复核")
    assert link["href"] == reverse("outlines_draft", args=[draft.pk])
    assert "城乡模板" in others.get_text()
    assert "待复核" not in mine.get_text()


def test_a_reform_is_on_the_first_page_of_who_may_confirm_it(client):
    reform = merger(DepartmentFactory(), DepartmentFactory())
    done(reform, reform.written_by, "send")
    assert Reform.objects.get().state == Reform.State.WAITING
    address = reverse("reforms_one", args=[reform.pk])

    pages = {
        role: first_page(client, person(role))
        for role in (Role.OPERATOR, Role.COMPLIANCE_REVIEWER, Role.AUDITOR)
    }

    linked = {role for role, page in pages.items() if page.find("a", href=address)}
    assert linked == {Role.OPERATOR, Role.COMPLIANCE_REVIEWER}
    assert not first_page(client, reform.written_by).find("a", href=address)
