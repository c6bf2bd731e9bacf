"""Fixtures of several test files of publication; `city` comes from those of moderation."""

import pytest

from tests.factories import DepartmentFactory, SituationFactory, switch_rules_off
from tests.moderation.steps import file_guide


@pytest.fixture
def two(city):
    """A department with a filed guide and one not begun, another with one not begun."""
    switch_rules_off()
    file_guide(city)
    SituationFactory(item__department=city.department)
    city.idle = DepartmentFactory(slug="idle", name="乙局")
    city.other = SituationFactory(item__department=city.idle)
    return city
