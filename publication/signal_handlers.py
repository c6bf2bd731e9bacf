"""Keeps the themes of a public state beside it, in the transaction that changes the state."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from publication.choices import OPEN_STATES
from publication.models import PublicState, StateTheme


@receiver(post_save, sender=PublicState, dispatch_uid="publication.keep_themes")
def keep_themes(instance, **kwargs):
    """Let a guide be listed under the themes of its current version while it is open."""
    wanted = theme_codes(instance)
    here = set(instance.themes.values_list("theme_code", flat=True))
    if here - wanted:
        instance.themes.filter(theme_code__in=here - wanted).delete()
    StateTheme.objects.bulk_create(
        [StateTheme(state=instance, theme_code=code) for code in sorted(wanted - here)]
    )


def theme_codes(state):
    """Return the codes of the themes under which a state is listed."""
    if state.state not in OPEN_STATES:
        return set()
    return {one["code"] for one in state.summary.get("themes", []) if one["code"]}
