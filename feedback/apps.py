"""Feedback: ratings (好差评) and corrections (纠错) of filed guides, until they are settled."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """The room of what readers say, and of what became of it."""

    name = "feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from feedback import answers, policies

        policies.register()
        answers.register()
