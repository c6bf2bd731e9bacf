"""A new guide may start from what another department has filed for the same item."""

import pytest
from django.db.models import Q
from django.urls import reverse

from core import registries
from core.choices import Role
from guides.document import GuideDocument, canonical_json
from guides.models import GuidePage, Outline
from guides.outlines.loading import load_shipped_outlines
from tests.factories import DepartmentFactory, SituationFactory, guide_page, person
from tests.quality.clean_guide import FACTS

pytestmark = [pytest.mark.django_db, pytest.mark.city]

FILE = {"sha256": "0" * 64, "name": "表.docx", "size": 9, "media_type": ""}


@pytest.fixture
def city(monkeypatch):
    """Two departments with the same item; the first one's guide is filed."""
    load_shipped_outlines()
    outline = Outline.objects.get(kind="guide", is_active=True)
    theirs, ours = DepartmentFactory(name="云溪市卫生健康委员会"), DepartmentFactory(name="南塘镇")
    given = {"item__name": "公共场所卫生许可", "item__basic_code": "000123020000"}
    filed = guide_page(theirs, situation=SituationFactory(item__department=theirs, **given))
    guide_page(theirs, situation=SituationFactory(item__department=theirs))  # a draft
    data = FACTS | {"attachments": [{"name": "表", "file": FILE}]}
    steps = [FACTS["process"]["steps"][0] | {"body": theirs.name, "post": "内部张工"}]
    data["process"] = {"steps": steps}
    text = canonical_json(GuideDocument.model_validate(data))
    texts = {filed.code: {"guide": (3, text)}}
    monkeypatch.setattr(registries.newest_filed, "answer", lambda code: texts.get(code, {}))
    monkeypatch.setattr(registries.revisable_guides, "answer", lambda: Q(code__in=texts))
    situation = SituationFactory(item__department=ours, **given)
    return {"filed": filed, "situation": situation, "department": ours, "outline": outline}


@pytest.fixture
def compiler(client, city):
    user = person(Role.COMPILER, city["department"])
    client.force_login(user, backend="core.access.authentication.RoleBackend")
    return client


def post(compiler, city, pattern, situation=None):
    body = {"situation": (situation or city["situation"]).pk, "outline": city["outline"].pk}
    return compiler.post(reverse("guides_new"), body | {"pattern": pattern})


def test_the_filed_guide_is_offered_and_its_public_sections_are_taken(compiler, city):
    shown = compiler.get(reverse("guides_new")).content.decode()
    assert "云溪市卫生健康委员会：公共场所卫生许可（新办）" in shown

    answer = post(compiler, city, city["filed"].code)

    assert answer.status_code == 302
    guide = GuidePage.objects.get(situation=city["situation"]).present()
    assert [one.name for one in guide.materials.items][:1] == ["公共场所卫生许可申请表"]
    assert guide.time_limits.promised.value == 10
    assert guide.process.steps[0].body == "南塘镇"


def test_the_button_of_a_row_starts_that_row_from_the_guide_that_it_names(compiler, city):
    button = f"{city['situation'].pk}:{city['filed'].code}"
    shown = compiler.get(reverse("guides_new")).content.decode()
    assert f'name="like" value="{button}"' in shown
    assert "从云溪市卫生健康委员会的指南副本开始" in shown

    body = {"outline": city["outline"].pk, "pattern": "", "like": button}
    assert compiler.post(reverse("guides_new"), body).status_code == 302

    guide = GuidePage.objects.get(situation=city["situation"]).present()
    assert [one.name for one in guide.materials.items][:1] == ["公共场所卫生许可申请表"]


def test_many_guides_that_are_not_filed_hide_no_filed_one(compiler, city):
    basic_code = city["situation"].item.basic_code
    for number in range(12):
        theirs = DepartmentFactory(slug=f"a{number}")
        guide_page(
            theirs,
            situation=SituationFactory(item__department=theirs, item__basic_code=basic_code),
        )

    shown = compiler.get(reverse("guides_new")).content.decode()

    assert f":{city['filed'].code}" in shown


def test_the_page_of_an_item_leads_to_its_guides_and_to_the_copies(compiler, city):
    item = city["situation"].item
    has_one = SituationFactory(item=item, code="02", name="变更")
    page = guide_page(city["department"], situation=has_one)

    answer = compiler.get(reverse("wagtailsnippets_guides_serviceitem:edit", args=[item.pk]))

    shown = answer.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
    assert reverse("guides_new") + f"?q={item.basic_code}" in shown
    assert "云溪市卫生健康委员会等 1 份指南的副本" in shown


def test_what_is_the_others_own_stays_away(compiler, city):
    post(compiler, city, city["filed"].code)

    guide = GuidePage.objects.get(situation=city["situation"]).present()
    text = canonical_json(guide)
    assert "云溪市卫生健康委员会" not in text and "内部张工" not in text
    assert "0599-9000118" not in text
    assert FILE["sha256"] not in text and not guide.attachments
    assert (guide.issuer, guide.item.authority.name) == ("南塘镇", "南塘镇")
    assert guide.title == "公共场所卫生许可新办办事指南"


def test_a_guide_of_another_item_or_one_that_is_not_filed_is_no_pattern(compiler, city):
    other = SituationFactory(item__department=city["department"])

    assert post(compiler, city, city["filed"].code, other).status_code == 200
    assert post(compiler, city, "no-such-guide").status_code == 200
    assert not GuidePage.objects.filter(department=city["department"]).exists()


def test_without_a_pattern_a_guide_starts_as_before(compiler, city):
    assert post(compiler, city, "").status_code == 302

    guide = GuidePage.objects.get(situation=city["situation"]).present()
    assert guide.materials.items == []
