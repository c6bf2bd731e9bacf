"""What an import may write: within the person's departments, and with the department's files."""

from typing import Any

from django.utils.translation import gettext as _

from core.access.scope import scope_of
from core.choices import Role
from core.files.ownership import stored_by_others
from core.import_report import RefusedError
from core.models import Department
from exchange.importing.records import GuideRecord
from guides.document.file_refs import files_in


def check_person(user: Any, department: Department) -> None:
    """Raise RefusedError when somebody imports for a department that is not theirs.

    Without a user the import is run by the machine's operator, for every department.
    """
    if user is None:
        return
    departments = scope_of(user).departments_as({Role.COMPILER})
    if departments is not None and department.pk not in departments:
        raise RefusedError(("/item/authority", _("You do not compile for this department.")))


def check_files(record: GuideRecord, department: Department) -> None:
    """Raise RefusedError when a GuideRecord would publish files that only others have uploaded."""
    for place, document in (("/document", record.guide), ("/manual", record.manual)):
        named = files_in(document.model_dump(mode="json")) if document else ()
        names = {ref["sha256"]: ref["name"] for ref in named}
        if others := stored_by_others(department.pk, set(names)):
            message = _("These files belong to another department: %(names)s.")
            listed = "、".join(sorted(names[sha256] for sha256 in others))
            raise RefusedError((place, message % {"names": listed}))
