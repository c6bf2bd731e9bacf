"""Wagtail's app of users, with our own viewset in it."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAppConfig(WagtailUsersAppConfig):
    """Users are people with memberships; groups and the superuser flag are not offered."""

    user_viewset = "core.granting.person_viewset.PersonViewSet"
