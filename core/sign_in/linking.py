"""Whose account an identity of the provider is: linked at the first sign-in, never made here."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from core.access.scope import scope_of
from core.audit import acts, record
from core.models import OutsideIdentity
from core.sign_in.provider import Identity
from core.sign_in.refusals import Reason, RefusedError

LOOKED_UP_BY = {"username": "username", "email": "email__iexact"}
"""Fields of an account that the provider's claim may name, and how they are compared."""


def person_of(identity: Identity) -> Any:
    """Return the person whose account this is; raises RefusedError.

    Once linked, the subject alone counts: a name that the provider gives to somebody else later
    opens nothing.
    """
    linked = _links_of(identity).select_related("user").first()
    if linked is not None:
        return _let_in(linked.user)
    person = _let_in(_named(identity))
    if OutsideIdentity.objects.filter(user=person, issuer=identity.issuer).exists():
        raise RefusedError(Reason.LINKED_OTHERWISE, name=person.get_username(), person=person)
    try:
        with transaction.atomic():
            OutsideIdentity.objects.create(
                user=person, issuer=identity.issuer, subject=identity.subject
            )
            record(acts.IDENTITY_LINKED, by=person, about=person, issuer=identity.issuer)
    except IntegrityError:  # another sign-in was first: that one counts
        return person_of(identity)
    return person


def unlink(person: Any) -> int:
    """Take all links of a person away; the next sign-in links anew. Return how many there were."""
    count, _rows = OutsideIdentity.objects.filter(user=person).delete()
    return count


def _links_of(identity):
    return OutsideIdentity.objects.filter(issuer=identity.issuer, subject=identity.subject)


def _named(identity):
    name = identity.claims.get(settings.OIDC_CLAIM)
    is_mail = settings.OIDC_CLAIM == "email"
    if not name or not isinstance(name, str) or "\0" in name:
        raise RefusedError(Reason.NO_NAME)
    if is_mail and identity.claims.get("email_verified") is not True:
        raise RefusedError(Reason.NO_NAME)
    lookup = {LOOKED_UP_BY[settings.OIDC_ACCOUNT_FIELD]: name}
    found = list(get_user_model()._default_manager.filter(**lookup)[:2])
    if len(found) != 1:
        raise RefusedError(Reason.AMBIGUOUS if found else Reason.UNKNOWN, name=name)
    return found[0]


def _let_in(person):
    if not person.is_active:
        raise RefusedError(Reason.INACTIVE, name=person.get_username(), person=person)
    scope = scope_of(person)
    if not (scope.everything or scope.roles):
        raise RefusedError(Reason.NO_ROLE, name=person.get_username(), person=person)
    return person
