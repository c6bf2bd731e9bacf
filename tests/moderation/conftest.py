"""People and guides that the tests of review start from."""

from types import SimpleNamespace

import pytest

from core.choices import Role
from tests.factories import DepartmentFactory, guide_page, person, switch_rules_off


@pytest.fixture
def city(db):
    """One department with a guide, and one person for each part in its review."""
    switch_rules_off()
    department = DepartmentFactory(slug="scjg", name="市场监督管理局")
    compiler = person(Role.COMPILER, department, username="compiler.scjg")
    guide = {"title": "食品经营许可", "summary": "开饭店", "change_note": "按新办法改写"}
    return SimpleNamespace(
        department=department,
        compiler=compiler,
        reviewer=person(Role.DEPARTMENT_REVIEWER, department, username="reviewer.scjg"),
        formal=person(Role.FORMAL_REVIEWER, username="formal"),
        compliance=person(Role.COMPLIANCE_REVIEWER, username="compliance"),
        filing=person(Role.FILING_OFFICER, username="filing"),
        guide=guide_page(department, **guide, owner=compiler),
    )


@pytest.fixture
def as_user(client):
    """Return a function that logs a person in and gives the client."""

    def log_in(user):
        client.force_login(user, backend="core.access.authentication.RoleBackend")
        return client

    return log_in
