"""Two departments: one that gives, with guides and people, and one that receives."""

import pytest

from tests.publication.reforms.samples import department


@pytest.fixture
def old():
    return department(guides=3, files=2)


@pytest.fixture
def new():
    return department("new", "新部门")
