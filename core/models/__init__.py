"""Departments, memberships, and the files and pictures that belong to a department."""

from .department import Department
from .files import DepartmentDocument, DepartmentImage, DepartmentRendition
from .membership import Membership

__all__ = [
    "Department",
    "DepartmentDocument",
    "DepartmentImage",
    "DepartmentRendition",
    "Membership",
]
