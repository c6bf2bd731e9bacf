"""A bundle is agreed by each department whose guide is in it, and filed; each by other people."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.models import Department
from core.running.retrying import retrying
from guides.choices import DocumentKind
from guides.document import sha256_hex
from guides.document.canonical import canonical_data
from publication.acts import BUNDLE_AGREED, BUNDLE_FILED
from publication.bundles.members import name_in_members
from publication.choices import State
from publication.filing_number import take_bundle_number
from publication.models import Bundle, BundleAgreement, BundleVersion, PublicState

FEWEST, MOST = 2, 12


@dataclass(frozen=True)
class Standing:
    """Where a bundle stands: its fingerprint, who has agreed to it as it is, and who has not."""

    sha256: str
    agreed: list[BundleAgreement]
    missing: list[Department]
    filed: BundleVersion | None

    @property
    def is_filed_so(self) -> bool:
        """Whether the newest filed version says just this."""
        return self.filed is not None and self.filed.sha256 == self.sha256


def content_of(bundle: Bundle) -> dict[str, Any]:
    """Return what is agreed and filed of a bundle."""
    return {
        "slug": bundle.slug,
        "name": bundle.name,
        "name_en": bundle.name_en,
        "summary": bundle.summary,
        "department": bundle.department.slug,
        "parts": [
            {"place": one.place, "code": one.code, "after": sorted(one.after)}
            for one in bundle.parts.all()
        ],
    }


def fingerprint(bundle: Bundle) -> str:
    """Return the SHA-256 over the canonical JSON of a bundle's content."""
    return sha256_hex(canonical_data(content_of(bundle)))


def departments_of(bundle: Bundle) -> list[Department]:
    """Return the leading department and those whose guides are in a bundle."""
    codes = [one.code for one in bundle.parts.all()]
    states = PublicState.objects.filter(code__in=codes, kind=DocumentKind.GUIDE)
    slugs = {bundle.department.slug, *states.values_list("department_slug", flat=True)}
    return list(Department.objects.filter(slug__in=slugs).order_by("name"))


def standing_of(bundle: Bundle) -> Standing:
    """Return where a bundle stands now."""
    sha256 = fingerprint(bundle)
    agreed = list(bundle.agreements.filter(sha256=sha256).select_related("department", "by"))
    known = {one.department_id for one in agreed}
    missing = [one for one in departments_of(bundle) if one.pk not in known]
    filed = BundleVersion.objects.filter(slug=bundle.slug).order_by("-version").first()
    return Standing(sha256, agreed, missing, filed)


def agreeing_departments(user: Any, standing: Standing) -> list[Department]:
    """Return the departments for which a person may agree and that have not yet."""
    departments = scope_of(user).departments_as({Role.DEPARTMENT_REVIEWER})
    if scope_of(user).everything or departments is None:
        return []
    return [one for one in standing.missing if one.pk in departments]


def can_file(user: Any) -> bool:
    """Return whether a person files."""
    return Role.FILING_OFFICER in scope_of(user).roles


@retrying
@transaction.atomic
def agree(bundle: Bundle, user: Any, seen: str) -> list[Department]:
    """Agree for the person's departments to the content that was seen; return the departments.

    Raises ValidationError when it is another by now, or nothing is left for this person to say.
    """
    bundle = Bundle.objects.select_for_update(of=("self",)).get(pk=bundle.pk)
    standing = standing_of(bundle)
    if standing.sha256 != seen:
        raise ValidationError(_("The bundle was changed meanwhile: look at it again."))
    departments = agreeing_departments(user, standing)
    if not departments:
        raise ValidationError(_("Your department has agreed already, or is not concerned."))
    for department in departments:
        BundleAgreement.objects.create(
            bundle=bundle, department=department, by=user, sha256=standing.sha256
        )
        record(BUNDLE_AGREED, by=user, about=bundle, sha256=standing.sha256,
               department=department.slug)  # fmt: skip
    return departments


@retrying
@transaction.atomic
def file(bundle: Bundle, user: Any, seen: str) -> BundleVersion:
    """File a bundle that all have agreed to; ValidationError with the reason why not."""
    bundle = Bundle.objects.select_for_update(of=("self",)).get(pk=bundle.pk)
    standing = standing_of(bundle)
    if standing.sha256 != seen:
        raise ValidationError(_("The bundle was changed meanwhile: look at it again."))
    if standing.missing:
        names = "、".join(one.name for one in standing.missing)
        raise ValidationError(_("These departments have not agreed: %(names)s.") % {"names": names})
    if standing.is_filed_so:
        raise ValidationError(_("This content is filed already."))
    if any(one.by_id == user.pk for one in standing.agreed):
        raise ValidationError(_("Who agreed for a department does not file."))
    _check_parts(bundle)
    version = BundleVersion.objects.create(
        slug=bundle.slug,
        version=(standing.filed.version if standing.filed else 0) + 1,
        filing_no=take_bundle_number(timezone.localdate().year),
        filed_by=user,
        filed_on=timezone.localdate(),
        sha256=standing.sha256,
        content=content_of(bundle),
    )
    name_in_members(version, standing.filed)
    record(BUNDLE_FILED, by=user, about=bundle, sha256=standing.sha256, filing_no=version.filing_no)
    return version


def _check_parts(bundle: Bundle) -> None:
    """Raise ValidationError when a part names a guide that is not in force."""
    codes = [one.code for one in bundle.parts.all()]
    current = PublicState.objects.filter(
        code__in=codes, kind=DocumentKind.GUIDE, state=State.CURRENT
    ).values_list("code", flat=True)
    if gone := sorted(set(codes) - set(current)):
        message = _("These guides are not in force: %(codes)s.")
        raise ValidationError(message % {"codes": "、".join(gone)})
    if not FEWEST <= len(codes) <= MOST:
        raise ValidationError(_("A bundle has two to twelve guides."))
