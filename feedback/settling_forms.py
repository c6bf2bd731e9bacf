"""The admin's forms by which feedback is settled."""

from core.access.chosen import ScopedModelForm
from core.access.scope import scope_of
from feedback.models import Correction, RatingTask, SurveyAnswer
from feedback.policies import ANSWERING
from feedback.settling import settle_correction, settle_task


class CorrectionAnswerForm(ScopedModelForm):
    """Answers a correction; who answered and when is noted."""

    def save(self, commit: bool = True) -> Correction:
        settle_correction(self.instance, self.for_user)
        return super().save(commit)


class TaskForm(ScopedModelForm):
    """Notes what was found and mended after a bad rating."""

    def save(self, commit: bool = True) -> RatingTask:
        settle_task(self.instance)
        return super().save(commit)


class SurveyAnswerForm(ScopedModelForm):
    """A department's answer, given by its own people; who filled it in is noted."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        departments = scope_of(self.for_user).departments_as(ANSWERING)
        if departments is not None:
            field = self.fields["department"]
            field.queryset = field.queryset.filter(pk__in=departments)

    def save(self, commit: bool = True) -> SurveyAnswer:
        self.instance.user = self.for_user
        return super().save(commit)
