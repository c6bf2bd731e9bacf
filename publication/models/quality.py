"""What the quality rules found in the filed versions in force, kept for overviews and trends."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.choices import DocumentKind
from quality.choices import Severity


class QualityResult(models.Model):
    """The findings (质检结果) of one guide or manual in force, counted, with its score."""

    code = models.CharField(_("code"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind.choices)
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=255)
    department_slug = models.CharField(_("department"), max_length=40)
    score = models.PositiveSmallIntegerField(_("quality score"))
    errors = models.PositiveIntegerField(_("errors"), default=0)
    reminders = models.PositiveIntegerField(_("reminders"), default=0)
    hints = models.PositiveIntegerField(_("hints"), default=0)
    checked_on = models.DateField(_("content checked on"), null=True, blank=True)
    linted_at = models.DateTimeField(_("linted at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("quality result")
        verbose_name_plural = _("quality results")
        constraints = [
            models.UniqueConstraint(fields=["code", "kind"], name="one_quality_result_a_code")
        ]
        indexes = [
            models.Index(fields=["score", "id"]),
            models.Index(fields=["department_slug", "score"]),
            models.Index(fields=["checked_on"]),
        ]

    def __str__(self):
        return f"{self.title} · {self.score}"


class RuleCount(models.Model):
    """How often one rule was broken in one guide or manual (规则命中数)."""

    result = models.ForeignKey(QualityResult, on_delete=models.CASCADE, related_name="rule_counts")
    rule = models.CharField(max_length=3)
    severity = models.CharField(max_length=5, choices=Severity.choices, default=Severity.ERROR)
    department_slug = models.CharField(max_length=40)
    count = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["result", "rule", "severity"], name="one_count_a_result_rule_severity"
            )
        ]
        indexes = [models.Index(fields=["rule", "department_slug"])]

    def __str__(self):
        return f"{self.rule} {self.count}"


class QualityDay(models.Model):
    """The findings of one day by department and rule (质检日统计), from which trends are drawn.

    An empty rule holds the department's documents and the sum of their scores.
    """

    day = models.DateField()
    department_slug = models.CharField(max_length=40)
    rule = models.CharField(max_length=3, blank=True)
    severity = models.CharField(max_length=5, choices=Severity.choices, blank=True)
    documents = models.PositiveIntegerField()
    findings = models.PositiveIntegerField(default=0)
    score_sum = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "department_slug", "rule", "severity"], name="one_quality_day_a_rule"
            )
        ]

    def __str__(self):
        return f"{self.day} {self.department_slug} {self.rule}"


class LintRun(models.Model):
    """One run of the rules over everything in force (全部重检); goes on where it stopped."""

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_key = models.BigIntegerField(default=0)
    documents = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M}"
