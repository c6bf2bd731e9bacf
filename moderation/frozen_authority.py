"""Who is responsible for a guide in review: the department that its text names, or another now."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.models import Department
from moderation.errors import DecisionRefused
from moderation.models import Submission
from moderation.obstacles import COMPARED


def authority_of(department: Department) -> dict[str, str]:
    """Return what a text says of its department, as far as reforms change it."""
    return {name: getattr(department, name) for name in COMPARED}


def outdated_authority(guide: dict[str, Any], now: Department) -> str:
    """Return the name of the department that is responsible now, when the text of a guide (as data)
    names another one, or the same under an older name; else an empty text.
    """
    named = guide.get("item", {}).get("authority")
    if named is None or all(named.get(name) == value for name, value in authority_of(now).items()):
        return ""
    return now.name


def names_another(guide: dict[str, Any], now: Department) -> bool:
    """Return whether the text of a guide (as data) names another department, not only an older
    name of the one that is responsible now.
    """
    named = guide.get("item", {}).get("authority") or {}
    return bool(named.get("slug", now.slug) != now.slug)


def check_authority(submission: Submission) -> None:
    """Raise DecisionRefused for a text whose guide was given to another department meanwhile.

    A department that was only renamed files what was approved; a notice tells its new name.
    """
    department = submission.page.department
    if names_another(json.loads(submission.guide_text), department):
        raise DecisionRefused(
            _(
                "Since this text was frozen a reform made “%(name)s” responsible, so it cannot be "
                "filed as it is. Let its compiler press “Renew” on this page, or return it."
            ),
            params={"name": department.name},
        )
