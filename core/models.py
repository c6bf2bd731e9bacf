"""The models of this room, where Django looks for them; they stand in the folders by subject."""

from core.audit.models import AuditEntry, AuditLink, ChainHead, Unchained
from core.duties.models import CalendarDay, HolidayNotice
from core.files.models import DepartmentDocument, DepartmentImage, DepartmentRendition
from core.people.delegation import Delegation
from core.people.department import Department
from core.people.membership import Membership
from core.people.outside_identity import OutsideIdentity
from core.people.sign_in_session import SignInSession

__all__ = [
    "AuditEntry",
    "AuditLink",
    "CalendarDay",
    "ChainHead",
    "Delegation",
    "Department",
    "DepartmentDocument",
    "DepartmentImage",
    "DepartmentRendition",
    "HolidayNotice",
    "Membership",
    "OutsideIdentity",
    "SignInSession",
    "Unchained",
]
