"""The whole first page: its heading is the answer, below it stand the blocks."""

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.components import Component

from core.choices import Role
from core.first_page.block import blocks_of
from core.people.membership import Membership


class FirstPage(Component):
    """What somebody sees after signing in (首页)."""

    name = "first_page"
    template_name = "core/first_page/page.html"
    order = 0

    def __init__(self, user):
        self.user = user
        self.blocks = blocks_of(user)

    @property
    def media(self) -> Media:
        found = Media(css={"all": ["core/charts.css", "core/first_page.css"]})
        for block in self.blocks:
            found += block.media
        return found

    @property
    def heading(self) -> str:
        """What is to be done, in one sentence; of two roles, what each has to do."""
        answers = [str(block.answer) for block in self.blocks if block.answer]
        if not answers:
            return _("Nothing to do.")
        return pgettext("between two answers", "; ").join(answers[:2])

    @cached_property
    def who(self) -> str:
        """The departments and roles of this person, in words."""
        held = Membership.objects.in_force().filter(user=self.user).select_related("department")
        return " · ".join(dict.fromkeys(_words(one) for one in held))

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"page": self}


def _words(membership):
    role = Role(membership.role).label
    return f"{membership.department.name} · {role}" if membership.department else str(role)
