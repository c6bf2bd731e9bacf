"""Forms of memberships and departments, which hold what is asked against the rules of granting."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.access.chosen import ScopedModelForm
from core.granting import memberships
from core.people.department import Department
from core.people.membership import Membership


class MembershipForm(ScopedModelForm):
    """The form of a membership: a proposal where the role decides or grants."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = None
        if self.instance.pk:
            self.before = self.instance.facts()
            # Somebody else's membership is another membership.
            self.fields["user"].disabled = True

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            memberships.check(self.instance, self.for_user)
        except ValidationError as refused:
            self.add_error(None, refused)

    def save(self, commit: bool = True) -> Membership:
        """Propose it; an unchanged one stays as it is."""
        if self.has_changed():
            memberships.propose(self.instance, self.for_user, before=self.before)
        return self.instance


class DepartmentForm(ScopedModelForm):
    """The form of a department: its place in the tree says whose roles reach it."""

    newly_reached_by = Membership.objects.none()

    def clean_parent(self) -> Department | None:
        """Refuse a circle, and a place where one's own roles would reach further."""
        parent = self.cleaned_data["parent"]
        if not self.instance.pk or not parent:
            return parent
        if parent.pk in self.instance.with_descendants():
            raise ValidationError(_("A department cannot belong to itself or to one below it."))
        above = Department.ids_with_ancestors(parent.pk)
        above -= Department.ids_with_ancestors(self.instance.pk)
        self.newly_reached_by = Membership.objects.in_force().filter(department__in=above)
        if self.newly_reached_by.filter(user=self.for_user).exists():
            raise ValidationError(
                _("Your own roles would reach this department then: another operator moves it.")
            )
        return parent

    def save(self, commit: bool = True) -> Department:
        """Save it; reviewers whose roles reach it only now wait for a second person."""
        department = super().save(commit)
        memberships.require_confirmation_again(self.newly_reached_by, self.for_user)
        return department
