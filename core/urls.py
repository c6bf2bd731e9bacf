"""Addresses of the admin that stand before Wagtail's own of the same name."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.access import doors
from core.people.account import AccountView

for_people_inside = [
    path("account/", AccountView.as_view(), name="wagtailadmin_account"),
    path("logout/", doors.LogoutView.as_view(), name="wagtailadmin_logout"),
]

urlpatterns = decorate_urlpatterns(
    decorate_urlpatterns(for_people_inside, require_admin_access), never_cache
)
