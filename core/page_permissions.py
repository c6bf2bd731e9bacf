"""What a person may do with a page: an own tester, since a policy alone does not stop superusers."""

from wagtail.models import PagePermissionTester


class DepartmentPagePermissionTester(PagePermissionTester):
    """Nobody publishes, unpublishes or schedules a page by hand, a superuser neither."""

    def can_publish(self):
        return False

    def can_unpublish(self):
        return False

    def can_publish_subpage(self):
        return False


class DepartmentScopedPage:
    """Mixin of every page class of ours: answers with the department's tester."""

    def permissions_for_user(self, user):
        return DepartmentPagePermissionTester(user, self)
