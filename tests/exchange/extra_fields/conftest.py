"""A second city's outline, a guide that follows it, and its compiler."""

import json

import pytest

from core.choices import Role
from guides.compiling.compile import compile_guide
from guides.outlines.loading import load_outline
from tests.exchange.extra_fields.samples import SENT, draft, save
from tests.factories import SituationFactory, UserFactory, person
from tests.guides.extra_samples import outline_data


@pytest.fixture
def outline(city, tmp_path):
    """The second city's outline, loaded from its file."""
    path = tmp_path / "second-city.json"
    path.write_text(json.dumps(outline_data(), ensure_ascii=False), encoding="utf-8")
    return load_outline(path)[0]


@pytest.fixture
def page(city, outline):
    return compile_guide(SituationFactory(item__department=city), outline, UserFactory())


@pytest.fixture
def editor(client, city):
    client.force_login(person(Role.COMPILER, city))
    return client


@pytest.fixture
def filled(editor, page):
    """The guide's draft once its compiler has filled in every extra field."""
    assert save(editor, page, SENT).status_code == 302
    return draft(page)
