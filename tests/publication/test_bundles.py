"""One thing: agreed by every department concerned, filed by another person, shown as one."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from core.choices import Role
from publication.bundles.deciding import agree, file, fingerprint, standing_of
from publication.bundles.forms import BundleForm
from publication.bundles.joint import Part, joint
from publication.bundles.lanes import lanes
from publication.bundles.reading import filed_bundles
from publication.models import Bundle, BundlePart, BundleVersion
from tests import factories
from tests.home.samples import document
from tests.home.samples import file as file_guide

pytestmark = [pytest.mark.django_db, pytest.mark.city]
CODES = ("scjg-000131001000-01", "scjg-000131002000-01")


def guide(basic, unit="working_day", value=3, **more):
    limits = {"promised": {"value": value, "unit": unit}}
    return document(name=f"事项{basic[-4:]}", basic=basic, time_limits=limits, **more)


@pytest.fixture
def departments():
    return {slug: factories.DepartmentFactory(slug=slug, name=slug) for slug in ("scjg", "gaj")}


@pytest.fixture
def bundle(departments):
    file_guide(guide("000131001000"), CODES[0])
    file_guide(guide("000131002000"), CODES[1])
    made = Bundle.objects.create(
        slug="kai-dian", name="开店", summary="开店一起办", department=departments["gaj"]
    )
    for place, code in enumerate(CODES, start=1):
        BundlePart.objects.create(bundle=made, place=place, code=code, after=[1][: place - 1])
    return made


@pytest.fixture
def reviewers(departments):
    return {
        slug: factories.person(Role.DEPARTMENT_REVIEWER, department)
        for slug, department in departments.items()
    }


@pytest.fixture
def officer():
    return factories.person(Role.FILING_OFFICER)


def test_every_department_agrees_to_the_very_content_before_it_is_filed(bundle, reviewers, officer):
    with pytest.raises(ValidationError, match="gaj"):
        file(bundle, officer, fingerprint(bundle))

    for reviewer in reviewers.values():
        agree(bundle, reviewer, fingerprint(bundle))
    version = file(bundle, officer, fingerprint(bundle))

    assert version.version == 1
    assert version.content["parts"][1] == {"place": 2, "code": CODES[1], "after": [1]}


def test_a_change_asks_everybody_anew_and_a_stale_screen_is_refused(bundle, reviewers, officer):
    seen = fingerprint(bundle)
    for reviewer in reviewers.values():
        agree(bundle, reviewer, seen)
    bundle.summary = "另一种说法"
    bundle.save()

    assert len(standing_of(bundle).missing) == 2
    with pytest.raises(ValidationError):
        file(bundle, officer, seen)


def test_nobody_agrees_for_another_department_or_twice(bundle, reviewers, officer):
    agree(bundle, reviewers["gaj"], fingerprint(bundle))

    for person in (reviewers["gaj"], officer):
        with pytest.raises(ValidationError):
            agree(bundle, person, fingerprint(bundle))


@pytest.fixture
def sees(bundle, client):
    """Return a function: whether somebody finds the bundle, in the list and at its address."""

    def look(person):
        client.force_login(person, backend="core.access.authentication.RoleBackend")
        listed = client.get(reverse("bundles_list")).content.decode()
        status = client.get(reverse("bundles_one", args=[bundle.pk])).status_code
        assert ("开店" in listed) == (status == 200)
        return status

    return look


def test_bundle_in_the_making_is_seen_by_the_departments_concerned(departments, reviewers, sees):
    below = factories.DepartmentFactory(slug="fen", parent=departments["scjg"])
    people = {
        "leads": reviewers["gaj"],
        "has a guide in it": reviewers["scjg"],
        "of the city": factories.person(Role.FORMAL_REVIEWER),
        "not concerned": factories.person(Role.COMPILER, factories.DepartmentFactory()),
        "below one concerned": factories.person(Role.COMPILER, below),
    }

    found = {who: sees(person) for who, person in people.items()}

    assert found == {
        "leads": 200,
        "has a guide in it": 200,
        "of the city": 200,
        "not concerned": 404,
        "below one concerned": 404,
    }


def test_filed_bundle_is_public_and_follows_its_guides(client, bundle, reviewers, officer):
    assert client.get("/bundles/kai-dian/").status_code == 404
    for reviewer in reviewers.values():
        agree(bundle, reviewer, fingerprint(bundle))
    file(bundle, officer, fingerprint(bundle))

    page = client.get("/bundles/kai-dian/").content.decode()
    listed = client.get("/api/v1/bundles").json()["items"]
    told = client.get("/api/v1/bundles/kai-dian").json()

    assert "开店" in page and "事项1000" in page
    assert listed == [{"slug": "kai-dian", "title": "开店"}]
    assert told["working_days"] == 6
    assert "开店" in client.get("/bundles/").content.decode()
    assert "开店" in client.get("/").content.decode()


def test_bundles_are_read_anew_only_when_another_is_filed(
    bundle, reviewers, officer, django_assert_num_queries
):
    def file_as_it_is():
        for reviewer in reviewers.values():
            agree(bundle, reviewer, fingerprint(bundle))
        return file(bundle, officer, fingerprint(bundle))

    first = file_as_it_is()
    assert filed_bundles() == [first]
    with django_assert_num_queries(1):
        assert filed_bundles() == [first]
    bundle.summary = "另一种说法"
    bundle.save()

    second = file_as_it_is()

    assert filed_bundles() == [second]


def part(place, after=(), unit="working_day", value=3, **more):
    data = guide(f"00013100{place}000", unit, value, **more).model_dump(mode="json")
    return Part(place, f"g{place}", list(after), data, 1)


@pytest.mark.parametrize(
    ("parts", "promise", "longest"),
    [
        ([part(1), part(2)], 3, [1]),
        ([part(1), part(2, [1])], 6, [1, 2]),
        ([part(1, unit="instant", value=0), part(2, [1])], 3, [1, 2]),
        ([part(1), part(2, [1], value=1), part(3, [1], value=5)], 8, [1, 3]),
        ([part(1, [2]), part(2, [1])], 6, [1, 2]),
        ([part(1, unit="calendar_day", value=7)], 5, [1]),
    ],
)
def test_the_promise_is_the_longest_path(parts, promise, longest):
    found = joint(parts)

    assert found.promise == promise
    assert [one.place for one in found.parts if one.is_longest] == longest


def test_a_material_is_brought_once_and_what_another_part_makes_is_spared():
    rows = [{"name": "申请表", "reuse_key": ""}, {"name": "营业执照", "source_note": "登记机关"}]
    first = part(1, results=[{"name": "营业执照"}])
    found = joint(
        [first, part(2, [1], materials={"items": rows}), part(3, materials={"items": rows})]
    )

    assert [(one.name, one.places) for one in found.bring] == [("申请表", [2, 3])]
    assert [one.name for one in found.spared] == ["营业执照"]


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "只有一行",
        CODES[0],
        f"{CODES[0]}\n{CODES[0]}",
        f"{CODES[0]}\n不是编码",
        f"{CODES[0]}: 2\n{CODES[1]}",
        f"{CODES[0]}\nscjg-999-01",
    ],
)
def test_wrong_lines_of_guides_are_refused_in_words(bundle, departments, lines):
    data = {
        "name": "x",
        "slug": "x",
        "summary": "x",
        "department": departments["gaj"].pk,
        "parts": lines,
    }

    form = BundleForm(data, departments=type(departments["gaj"]).objects.all())

    assert not form.is_valid()
    assert form.errors["parts"]
    assert BundleVersion.objects.count() == 0


def test_the_drawing_leads_from_each_part_to_what_follows_it():
    drawn = str(lanes(joint([part(1), part(2, [1]), part(3, [1], value=1), part(4)])))

    assert drawn.count('class="lane-line"') == 2
    assert drawn.count("3 天") == 3
    assert drawn.count("1 天") == 1


def test_what_is_done_at_once_is_followed_on_the_same_day_from_above():
    found = joint([part(1, unit="instant", value=0), part(2, [1])])

    drawn = str(lanes(found))

    line = re.search(r'd="M([\d.]+) ([\d.]+)V([\d.]+)"', drawn)
    assert line and float(line[2]) < float(line[3])
    assert "当场" in drawn


def test_a_long_english_name_has_the_room_of_a_chinese_one():
    one = part(1)
    one.document["item"] |= {"name": "登记", "name_en": "Registration of a self-employed business"}

    with translation.override("en"):
        drawn = str(lanes(joint([one])))

    assert "Registration of a self" in drawn
    assert "…" in drawn
