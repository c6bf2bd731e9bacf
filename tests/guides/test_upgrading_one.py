"""One guide follows the newer version of its outline: seen first, every value kept."""

import pytest
from django.urls import reverse

from core.choices import Role
from guides.models import Outline
from moderation.submit import submit
from tests.factories import OutlineFactory, guide_page, manual_page, person, switch_rules_off

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


def version(number, kind="guide", **duties):
    """Return a version of an outline with these sections: {key: requirement}."""
    key = f"city-{kind}"
    Outline.objects.filter(key=key).update(is_active=False)
    outline = OutlineFactory(key=key, label="市模板", kind=kind, version=number)
    for place, (key, duty) in enumerate(duties.items()):
        label = {"title": "名称", "summary": "一句话说明", "doc_no": "文件编号"}[key]
        outline.sections.create(key=key, label=label, requirement=duty, sort_order=place)
    outline.save()
    return outline


@pytest.fixture
def guide():
    """A guide of the first version, whose draft says what it is for."""
    return guide_page(outline=version(1, title="M", summary="O"), summary="办证")


@pytest.fixture
def compiler(guide, client):
    """The browser of the guide's compiler, and the person."""
    user = person(Role.COMPILER, guide.department)
    client.force_login(user, backend=BACKEND)
    return user


def address(page):
    return reverse("guides_upgrade", args=[page.pk])


def test_what_the_new_version_asks_is_seen_and_every_value_is_kept(guide, compiler, client):
    newer = version(2, doc_no="M", title="M", summary="O")
    before = guide.get_latest_revision_as_object().present().model_dump(exclude={"outline"})

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()
    shown = client.get(address(guide))
    guide.refresh_from_db()
    still = guide.outline.version
    answer = client.post(address(guide), {"seen": shown.context["seen"]}, follow=True)

    assert address(guide) in editor
    assert [one.message for one in shown.context["missing"]] == ["“文件编号”必须填写。"]
    assert "新增要素“文件编号”" in shown.content.decode()
    assert still == 1
    guide.refresh_from_db()
    draft = guide.get_latest_revision_as_object()
    assert (guide.outline, draft.outline) == (newer, newer)
    assert draft.present().model_dump(exclude={"outline"}) == before
    assert address(guide) not in answer.content.decode()


def test_a_manual_follows_the_outline_of_manuals(guide, compiler, client):
    manual = manual_page(guide, outline=version(1, kind="manual", title="M"))
    newer = version(2, kind="manual", title="M", doc_no="O")

    client.post(address(manual), {"seen": client.get(address(manual)).context["seen"]})

    manual.refresh_from_db()
    assert manual.outline == newer


@pytest.mark.parametrize("meanwhile", ["saved", "released"])
def test_what_was_changed_since_it_was_seen_is_not_upgraded(guide, compiler, client, meanwhile):
    version(2, title="M", summary="M")
    seen = client.get(address(guide)).context["seen"]
    if meanwhile == "saved":
        guide.get_latest_revision_as_object().save_revision()
    else:
        version(3, title="M")

    answer = client.post(address(guide), {"seen": seen})

    assert answer.status_code == 422
    guide.refresh_from_db()
    assert guide.outline.version == 1


def test_what_is_under_review_is_left_alone(guide, compiler, client):
    switch_rules_off()
    submit(guide, compiler)
    version(2, title="M")
    shown = client.get(address(guide))

    answer = client.post(address(guide), {"seen": shown.context["seen"]})

    assert "正在审核" in shown.content.decode()
    assert answer.status_code == 422
    guide.refresh_from_db()
    assert guide.outline.version == 1


def test_a_guide_of_the_newest_version_says_that_nothing_is_to_be_done(guide, compiler, client):
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()

    assert "不用升级" in client.get(address(guide)).content.decode()
    assert address(guide) not in editor
