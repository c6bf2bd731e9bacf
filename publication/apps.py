"""Publication: filed versions, their state, events, and the relay that tells consumers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    """The room where Submissions become published versions."""

    name = "publication"
    verbose_name = _("Filing and publication")

    def ready(self) -> None:
        from core.audit import acts as audit_acts
        from publication import acts, answers, signal_handlers  # noqa: F401  handlers connect themselves

        audit_acts.register(acts.LABELS)
        answers.register()
