"""Importing people and their roles from a table: accounts are made, roles are proposed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from core.choices import DEPARTMENT_ROLES, Role
from core.granting import memberships
from core.import_report import ImportReport, RefusedError
from core.models import Department, Membership
from core.people.changes_log import CREATED, log_change
from exchange.tables import normal, numbered, read_table, values_of

COLUMNS = {
    "username": ("username", "用户名", "账号", "登录名"),
    "name": ("name", "姓名", "名字"),
    "email": ("email", "邮箱", "电子邮箱", "电子邮件"),
    "role": ("role", "角色", "岗位"),
    "department": ("department", "部门编码", "部门", "单位"),
}
KEYS = {normal(word): key for key, words in COLUMNS.items() for word in words}
ROLES = {
    "编制人员": Role.COMPILER, "编制": Role.COMPILER,
    "部门审核人员": Role.DEPARTMENT_REVIEWER, "部门审核": Role.DEPARTMENT_REVIEWER,
    "形式审查人员": Role.FORMAL_REVIEWER, "形式审查": Role.FORMAL_REVIEWER,
    "合规审查人员": Role.COMPLIANCE_REVIEWER, "合规审查": Role.COMPLIANCE_REVIEWER,
    "备案人员": Role.FILING_OFFICER, "备案": Role.FILING_OFFICER,
    "运行管理员": Role.OPERATOR, "运维": Role.OPERATOR,
    "审计人员": Role.AUDITOR, "审计": Role.AUDITOR,
}  # fmt: skip


def import_people(path: Path, by: Any, progress: Callable | None = None) -> ImportReport:
    """Bring people in from xlsx or csv; return the ImportReport, counted in rows.

    A new account has no password: its person gets a link. Roles that decide wait for a second
    operator. The same file again changes nothing.
    """
    report = ImportReport()
    for number, row in numbered(read_table(path, _is_header)):
        try:
            with transaction.atomic():
                report.counts[_bring_in(values_of(row, KEYS), by)] += 1
        except RefusedError as refused:
            report.refuse(path.name, number, refused.problems)
        if progress:
            progress(number, report)
    return report


def _is_header(texts: list[str]) -> bool:
    return {"username", "role"} <= {KEYS.get(normal(text), "") for text in texts}


def _bring_in(values: dict[str, str], by: Any) -> str:
    if not values.get("username"):
        raise RefusedError(("username", _("Every row needs a user name.")))
    person, is_new = _person(values, by)
    role, department = _role(values), _department(values)
    given = Membership(user=person, role=role, department=department)
    if Membership.objects.filter(user=person, role=role, department=department).exists():
        return "updated" if is_new else "unchanged"
    try:
        given.clean()
        memberships.check(given, by)
    except ValidationError as refused:
        raise RefusedError(("role", " ".join(refused.messages))) from refused
    memberships.propose(given, by)
    return "created" if is_new else "updated"


def _person(values: dict[str, str], by: Any) -> tuple[Any, bool]:
    people = get_user_model()
    found = people.objects.filter(username=values["username"]).first()
    if found:
        return found, False
    person = people(
        username=values["username"],
        first_name=values.get("name", ""),
        email=values.get("email", ""),
    )
    person.set_unusable_password()
    try:
        if person.email:
            validate_email(person.email)
        person.full_clean(exclude=["password"])
    except ValidationError as refused:
        raise RefusedError(("username", " ".join(refused.messages))) from refused
    person.save()
    facts = {"username": person.username, "first_name": person.first_name, "email": person.email}
    log_change(person, CREATED, by=by, after=facts)
    return person, True


def _role(values: dict[str, str]) -> Role:
    word = values.get("role", "")
    labels = {str(role.label): role for role in Role}
    if word in ROLES:
        return ROLES[word]
    if word in labels:
        return labels[word]
    if word in Role.values:
        return Role(word)
    raise RefusedError(
        ("role", _("“%(word)s” is no role; write one of: %(roles)s.")
         % {"word": word, "roles": "、".join(labels)})
    )  # fmt: skip


def _department(values: dict[str, str]) -> Department | None:
    word = values.get("department", "")
    if not word:
        return None
    rows = Department.objects.select_related("followed_by")
    found = rows.filter(slug=word).first()
    if found is None:
        named = list(rows.filter(name=word, is_active=True)[:2] or rows.filter(name=word)[:2])
        found = named[0] if len(named) == 1 else None
    if found is None:
        text = _("There is no department of the short code or name “%(word)s”.")
        raise RefusedError(("department", text % {"word": word}))
    # One that was merged has no people of its own any more.
    found = found.followed_by or found
    return found if _role(values) in DEPARTMENT_ROLES else None
