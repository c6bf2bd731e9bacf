"""The department in numbers, with the guides that score worst; for reviewers with the trend."""

from django.db.models import Avg, Count, OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.first_page.block import Block
from core.models import Department
from core.papers.charts import line_chart
from guides.choices import DocumentKind
from guides.models import ItemSituation, ServiceItem
from moderation.models import Submission
from publication.campaigns.progress import newest_shares
from publication.choices import OPEN_STATES
from publication.first_page.coming import Suspensions
from publication.models import Campaign, CatalogueTask, PublicState, QualityDay
from publication.overviews.quality_figures import course, results_of
from publication.overviews.quality_views import open_law_tasks, unchecked_condition
from quality.check import RULES
from quality.choices import Severity

WORST = 4
REASONS = 2
CAMPAIGNS = 3


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
        figures = results.aggregate(
            score=Avg("score"), unchecked=Count("pk", filter=unchecked_condition())
        )
        self.score = figures["score"]
        self.facts = _facts(self.scope.department_ids, self.slugs, figures["unchecked"])
        self.city_score = _city_score()
        self.suspensions = Suspensions(user, self.slugs)

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


def _facts(department_ids, slugs, old):
    """Return [(label, number, address, is it to be mended)]."""
    published = PublicState.objects.filter(
        kind=DocumentKind.GUIDE, department_slug__in=slugs, state__in=OPEN_STATES
    )
    in_review = Submission.objects.in_review().filter(department_id__in=department_ids)
    return [
        (_("To be written"), _to_write(department_ids), "", False),
        (_("In force"), published.count(), "", False),
        (_("In review"), in_review.count(), "", False),
        (_("Not checked for long"), old, reverse("quality_list") + "?unchecked=on", old > 0),
        *_changed_laws(slugs),
        *_catalogue_tasks(department_ids),
        *_campaigns(department_ids),
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


def _catalogue_tasks(department_ids):
    """Return the fact of what a changed catalogue asks of these departments, where it does."""
    tasks = CatalogueTask.objects.filter(department_id__in=department_ids, settled_at=None)
    if not (count := tasks.count()):
        return []
    return [(_("Changed items to follow"), count, reverse("catalogue_tasks"), True)]


def _campaigns(department_ids):
    """Return what open campaigns still miss of these departments, the nearest last day first."""
    today = timezone.localdate()
    running = Campaign.objects.filter(starts_on__lte=today, due_on__gte=today).order_by("due_on")
    campaigns, found = list(running[:CAMPAIGNS]), []
    shares = newest_shares(campaigns, department_ids) if campaigns else {}
    for one in campaigns:
        total, done = shares.get(one.pk, (0, 0))
        if total > done:
            facts = {"name": one.name, "day": date_format(one.due_on, "SHORT_DATE_FORMAT")}
            label = _("%(name)s: missing, until %(day)s") % facts
            found.append((label, total - done, reverse("campaigns_one", args=[one.pk]), True))
    return found


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
    days = QualityDay.objects.filter(rule="")
    last = days.filter(day=Subquery(days.order_by("-day").values("day")[:1]))
    sums = last.aggregate(points=Sum("score_sum"), documents=Sum("documents"))
    return sums["points"] / sums["documents"] if sums["documents"] else None
