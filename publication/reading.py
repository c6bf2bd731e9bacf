"""What readers ask for: stored versions and states by key, one query each, no page tables."""

from django.db.models import F

from guides.choices import DocumentKind
from publication.models import PublicState, PublishedVersion


def current(code, kind=DocumentKind.GUIDE):
    """Give the PublicState of a code with its current version loaded, or None."""
    return PublicState.objects.select_related("current").filter(code=code, kind=kind).first()


def filed_version(code, number, kind=DocumentKind.GUIDE):
    """Give one filed version as readers need it (a guide's internal text deferred), or None."""
    versions = PublishedVersion.objects.filter(code=code, kind=kind, version=number)
    return versions.defer("text").first() if kind == DocumentKind.GUIDE else versions.first()


def version_state(state, number):
    """Give the state that readers get for version `number` of the code of a PublicState."""
    from publication.choices import State

    if number == state.current.version:
        return state.state
    return State.SCHEDULED if number > state.current.version else State.SUPERSEDED


def versions_of(code, kind=DocumentKind.GUIDE):
    """Give all filed versions of a code, newest first, without their texts."""
    return (
        PublishedVersion.objects.filter(code=code, kind=kind)
        .defer("text", "public_text")
        .order_by(F("version").desc())
    )


def siblings_of(item_key):
    """Give the public states of all guides of one item, in the order of their situations."""
    return PublicState.objects.filter(item_key=item_key, kind=DocumentKind.GUIDE).order_by("code")
