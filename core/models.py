"""Departments, memberships, and the files and pictures that belong to a department."""

from core.files.models import DepartmentDocument, DepartmentImage, DepartmentRendition
from core.people.department import Department
from core.people.membership import Membership

__all__ = [
    "Department",
    "DepartmentDocument",
    "DepartmentImage",
    "DepartmentRendition",
    "Membership",
]
