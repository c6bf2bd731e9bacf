"""The department in numbers, with the guides that score worst; for reviewers with the trend."""

from django.db.models import Avg, Count, OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.first_page.block import Block
from core.models import Department
from core.papers.charts import line_chart
from guides.choices import DocumentKind
from guides.models import ItemSituation, ServiceItem
from moderation.models import Submission
from publication.choices import OPEN_STATES
from publication.first_page.coming import Suspensions
from publication.models import PublicState, QualityDay
from publication.overviews.quality_figures import course, results_of
from publication.overviews.quality_views import open_law_tasks, unchecked
from quality.check import RULES
from quality.choices import Severity

WORST = 4
REASONS = 2


class DepartmentBlock(Block):
    """我的部门: how many are to be written, in force, in review, unchecked; the worst scores."""

    name = "department"
    heading = gettext_lazy("My department")
    template_name = "publication/first_page/department.html"

    def __init__(self, user):
        super().__init__(user)
        of_person = Department.objects.filter(pk__in=self.scope.department_ids)
        names = dict(of_person.order_by("slug").values_list("slug", "name"))
        self.slugs = list(names)
        self.note = "、".join(list(names.values())[:3])
        results = results_of(self.slugs)
        self.worst = list(results.order_by("score", "pk").prefetch_related("rule_counts")[:WORST])
        for row in self.worst:
            row.reasons = _reasons(row)
        self.has_reasons = any(row.reasons for row in self.worst)
        self.facts = _facts(self.scope.department_ids, self.slugs, results)
        self.score = results.aggregate(score=Avg("score"))["score"]
        self.city_score = _city_score()
        self.suspensions = Suspensions(user)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        return ((_("See all that are published"), reverse("quality_list")),)


class QualityBlock(DepartmentBlock):
    """本部门质量: the same with the course of the average score, for the department's reviewer."""

    name = "department"
    heading = gettext_lazy("Quality of my department")

    def __init__(self, user):
        super().__init__(user)
        past = course(timezone.localdate(), self.slugs)
        if len(past.scores) > 1:
            says = _("Average score: from %(first)s to %(last)s") % {
                "first": past.scores[0],
                "last": past.scores[-1],
            }
            first = past.days[0].strftime("%m-%d")
            self.chart = line_chart(past.scores, first=first, last=_("today"), says=says)
            self.course = list(zip(past.days, past.scores, strict=True))


def _facts(department_ids, slugs, results):
    """Return [(label, number, address, is it to be mended)]."""
    published = PublicState.objects.filter(
        kind=DocumentKind.GUIDE, department_slug__in=slugs, state__in=OPEN_STATES
    )
    in_review = Submission.objects.in_review().filter(department_id__in=department_ids)
    old = unchecked(results).count()
    return [
        (_("To be written"), _to_write(department_ids), "", False),
        (_("In force"), published.count(), "", False),
        (_("In review"), in_review.count(), "", False),
        (_("Not checked for long"), old, reverse("quality_list") + "?unchecked=on", old > 0),
        *_changed_laws(slugs),
    ]


def _to_write(department_ids):
    """Return how many guides these departments should have.

    Item by item: a join would read the situations of the whole city.
    """
    situations = ItemSituation.objects.filter(item=OuterRef("pk")).order_by().values("item")
    items = ServiceItem.objects.filter(department_id__in=department_ids, is_active=True)
    counted = items.annotate(n=Subquery(situations.annotate(n=Count("pk")).values("n")))
    return counted.aggregate(sum=Sum("n"))["sum"] or 0


def _changed_laws(slugs):
    """Return the fact of guides that cite a changed law, where there are any."""
    count = open_law_tasks(slugs).count()
    return [(_("Cite a changed law"), count, reverse("quality_laws"), True)] if count else []


def _reasons(result):
    """Return what costs a guide most, in words: the titles of the rules that it breaks."""
    order = {str(Severity.ERROR): 0, str(Severity.WARNING): 1}
    counts = [one for one in result.rule_counts.all() if one.severity in order]
    counts.sort(key=lambda one: (order[one.severity], -one.count))
    words = [
        _("%(rule)s: %(count)s") % {"rule": RULES[one.rule].title, "count": one.count}
        for one in counts[:REASONS]
        if one.rule in RULES
    ]
    return "；".join(words)


def _city_score():
    """Return the average score of the whole city on the last day that was counted, or None."""
    day = QualityDay.objects.filter(rule="").order_by("-day").values_list("day", flat=True).first()
    if day is None:
        return None
    rows = QualityDay.objects.filter(rule="", day=day).values_list("score_sum", "documents")
    points, documents = (sum(column) for column in zip(*rows, strict=True))
    return points / documents if documents else None
