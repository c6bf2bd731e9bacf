"""What people have to do for the house: late nodes of the plan, memberships to confirm."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Membership
from operations.inspections.registry import Limit, Outcome, check
from operations.inspections.wording import listed, together
from operations.models import PlanNode

MOST_WAITING = 50


@check(
    "late_nodes",
    _("Late nodes of the plan"),
    limit=Limit(3, 0, unit=_("%(value)s late")),
    remedy=_("Do them, or write down why they are late, in the maintenance plan."),
)
def late_nodes() -> Outcome:
    """Return how many nodes of the maintenance plan are past their day."""
    late = PlanNode.objects.filter(
        done_on=None, due_on__lt=timezone.localdate(), year__is_demo=False
    )
    names = late.order_by("due_on").values_list("title", flat=True)
    return Outcome(late.count(), listed(names[:5]))


@check(
    "memberships",
    _("Memberships to confirm"),
    limit=Limit(MOST_WAITING, 0, unit=_("%(value)s waiting")),
    remedy=_("A second operator confirms or refuses them."),
    has_trend=False,
)
def memberships() -> Outcome:
    """Return how many memberships wait for a second person."""
    waiting = Membership.objects.proposed()
    names = [str(one) for one in waiting.select_related("user", "department")[:3]]
    return Outcome(waiting.count(), together(*names) if names else _("none"))
