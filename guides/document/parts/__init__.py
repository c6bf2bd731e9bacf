"""The parts of a Document: one class for each row of the unified template, B to P.

The keys in their docstrings, such as F2, are those of `docs/template.md`.

Titles are English msgids; the forms of the editor, the JSON Schema and the tests take them from
here, so that a field has one name everywhere.
"""

from .contact import Address, Contact, Contacts, OpeningHours, Remedies, Remedy, ServicePoint
from .extra import ExtraField, TableColumn, TableRow
from .handling import Fee, Fees, Handling, Result
from .help import Attachment, Effect, Faq, Option, Question, QuestionTree
from .item import (
    Applicability,
    Authority,
    Codes,
    Item,
    Named,
    Organisation,
    QuantityLimit,
    Standard,
)
from .procedure import (
    LIMITS,
    FlowChart,
    Limit,
    Process,
    SpecialProcedure,
    Step,
    TimeLimits,
)
from .requirements import Condition, ConditionReview, Conditions, LegalBasis, Material, Materials

__all__ = [
    "LIMITS",
    "Address",
    "Applicability",
    "Attachment",
    "Authority",
    "Codes",
    "Condition",
    "ConditionReview",
    "Conditions",
    "Contact",
    "Contacts",
    "Effect",
    "ExtraField",
    "Faq",
    "Fee",
    "Fees",
    "FlowChart",
    "Handling",
    "Item",
    "LegalBasis",
    "Limit",
    "Material",
    "Materials",
    "Named",
    "OpeningHours",
    "Option",
    "Organisation",
    "Process",
    "QuantityLimit",
    "Question",
    "QuestionTree",
    "Remedies",
    "Remedy",
    "Result",
    "ServicePoint",
    "SpecialProcedure",
    "Standard",
    "Step",
    "TableColumn",
    "TableRow",
    "TimeLimits",
]
