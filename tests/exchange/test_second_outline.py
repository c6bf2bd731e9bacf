"""A second outline, loaded from a file, reaches the public page without a change of code."""

import json

import pytest

from guides.compiling.compile import compile_guide
from guides.compiling.page_sections import apply_guide
from guides.models import Outline
from guides.outlines.loading import SHIPPED
from guides.presenter import present_guide
from publication.take_over import take_over
from tests.factories import SituationFactory, UserFactory
from tests.filled_documents import filled_guide
from tests.publication.filing_samples import old_envelope

pytestmark = [pytest.mark.django_db, pytest.mark.city]
LABEL, LABEL_EN = "您要交什么", "What you hand in"


@pytest.fixture
def second(city, tmp_path):
    """The shipped outline as version 2, with another label and order."""
    data = json.loads((SHIPPED / "unified-guide-1.json").read_text(encoding="utf-8"))
    data["version"] = 2
    for section in data["sections"]:
        if section["key"] == "materials":
            section |= {"label": LABEL, "label_en": LABEL_EN}
    data["sections"].reverse()
    path = tmp_path / "second.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_its_labels_are_on_the_public_page(run, client, city, second):
    outcome = run("load_outline", second, "--json", "-")
    situation = SituationFactory(item__department=city)
    outline = Outline.objects.get(key="unified-guide", is_active=True)
    page = compile_guide(situation, outline, UserFactory())
    apply_guide(filled_guide(outline), page)
    take_over(page.code, present_guide(page), None, old_envelope())

    chinese = client.get(f"/guides/{page.code}/").content.decode()
    english = client.get(f"/en/guides/{page.code}/").content.decode()

    assert outcome.json == {"key": outline.key, "version": 2, "created": True}
    assert LABEL in chinese
    assert LABEL_EN in english


def test_new_pages_take_the_newest_version(run, city, second):
    run("load_outline", second)

    assert Outline.objects.get(key="unified-guide", is_active=True).version == 2


def test_the_same_file_again_changes_nothing(run, second):
    run("load_outline", second)
    before = list(Outline.objects.order_by("pk").values_list("pk", "is_active"))

    outcome = run("load_outline", second, "--json", "-")

    assert (outcome.exit_code, outcome.json["created"]) == (0, False)
    assert list(Outline.objects.order_by("pk").values_list("pk", "is_active")) == before


def test_another_text_under_a_known_version_is_refused(run, second):
    run("load_outline", second)
    second.write_text(second.read_text(encoding="utf-8").replace(LABEL, "别的"), encoding="utf-8")

    outcome = run("load_outline", second, "--json", "-")

    assert outcome.exit_code == 2
    assert [problem["pointer"] for problem in outcome.json["problems"]] == ["/version"]


@pytest.mark.parametrize(
    ("data", "pointers"),
    [
        ({"key": "x", "version": 1, "kind": "guide", "label": "x", "sections": []}, ["/sections"]),
        (
            {"key": "X Y", "version": 0, "kind": "guide", "label": "x", "sections": [{}]},
            ["/key", "/version", "/sections/0/key", "/sections/0/label"],
        ),
        ([], [""]),
    ],
)
def test_a_wrong_file_is_refused_with_every_place(run, db, written, data, pointers):
    outcome = run("load_outline", written(data), "--json", "-")

    assert outcome.exit_code == 2
    assert [problem["pointer"] for problem in outcome.json["problems"]] == pointers
