"""What jobs on many guides have in common: how far they are, and what keeps them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.people.signature import SignedModel


class GuideJob(SignedModel):
    """Base of jobs on guides that the relay carries out batch by batch (`core.running.batch_jobs`).

    Its progress is written in the transaction of each batch.
    """

    class State(models.TextChoices):
        """How far a job is."""

        WAITING = "waiting", pgettext_lazy("job", "Waiting")
        RUNNING = "running", pgettext_lazy("job", "Running")
        STOPPED = "stopped", pgettext_lazy("job", "Stopped")
        DONE = "done", pgettext_lazy("job", "Done")
        FAILED = "failed", pgettext_lazy("job", "Failed")

    ACTIVE = (State.WAITING, State.RUNNING)

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    total = models.PositiveIntegerField(_("guides"), default=0)
    done = models.PositiveIntegerField(pgettext_lazy("job", "done"), default=0)
    kept = models.PositiveIntegerField(pgettext_lazy("job", "kept"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts at the next batch"), default=0)
    error = models.TextField(_("error"), blank=True)
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last step"), auto_now=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    @property
    def is_active(self) -> bool:
        """Whether the relay works on it, or will."""
        return self.state in self.ACTIVE

    @property
    def can_go_on(self) -> bool:
        """Whether somebody may let it go on."""
        return self.state in (self.State.STOPPED, self.State.FAILED)

    @property
    def handled(self) -> int:
        """How many guides it has decided about."""
        return self.done + self.kept

    @property
    def percent(self) -> int:
        """How far it is; all of it only when it has ended."""
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * self.handled // self.total) if self.total else 0

    @property
    def percent_done(self) -> int:
        """The part of `percent` for which something was done; the rest was kept as it is."""
        return self.percent * self.done // self.handled if self.handled else self.percent
