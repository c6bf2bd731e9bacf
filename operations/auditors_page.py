"""An auditor's first page: the chain and its last check, and what stood out lately."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.audit import chain
from core.choices import Role
from core.first_page.block import Block, register
from core.lists.audit_log import groups_of_last_days
from operations.choices import CheckState
from operations.inspections.registry import CHECKS
from operations.models import CheckResult

CHECK = "audit_chain"


class ChainBlock(Block):
    """审计链: whether the log is as it was written, how long it is, what waits."""

    name = "audit_chain"
    heading = gettext_lazy("The chain of the audit log")
    template_name = "operations/first_page/chain.html"

    class Media:
        css = {"all": ["operations/operations.css"]}

    def __init__(self, user):
        super().__init__(user)
        self.head, self.unchained = chain.head(), chain.unchained_count()
        checks = CheckResult.objects.filter(check_name=CHECK, run__is_demo=False)
        self.check = checks.order_by("-at", "-pk").first()
        self.is_broken = self.check is not None and self.check.state == CheckState.FAILED
        self.remedy = CHECKS[CHECK].remedy
        self.links = ((_("To the audit log"), reverse("core_site_history")),)
        if self.is_broken:
            self.answer = _("The audit log is not as it was written: look at it now")


class UnusualBlock(Block):
    """异常: failed sign-ins, exports, changed roles and settings of the last days."""

    name = "audit_unusual"
    heading = gettext_lazy("To be looked at, last 7 days")
    template_name = "operations/first_page/unusual.html"

    def __init__(self, user):
        super().__init__(user)
        self.rows = [one for one in groups_of_last_days() if one["is_warning"] and one["count"]]
        self.rows.sort(key=lambda one: -one["count"])
        self.count = sum(one["count"] for one in self.rows)
        if self.count:
            self.answer = ngettext(
                "%(count)s row of the audit log to look at",
                "%(count)s rows of the audit log to look at",
                self.count,
            ) % {"count": self.count}


def register_blocks() -> None:
    """Show these blocks to auditors."""
    for place, block in enumerate((ChainBlock, UnusualBlock), start=1):
        register(block, place=place, roles=[Role.AUDITOR])
