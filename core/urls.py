"""Addresses of the admin that stand before Wagtail's own of the same name."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.access import doors
from core.access.account import OURS, AccountView
from core.files.portraits import PortraitPanel

PANELS = OURS | {AvatarSettingsPanel: PortraitPanel}

for_people_inside = [
    path("account/", AccountView.as_view(ours=PANELS), name="wagtailadmin_account"),
    path("logout/", doors.LogoutView.as_view(), name="wagtailadmin_logout"),
]

for_everybody = [
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        doors.PasswordResetConfirmView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    path("login/", doors.LoginView.as_view(), name="wagtailadmin_login"),
    path("password_reset/", doors.PasswordResetView.as_view(), name="wagtailadmin_password_reset"),
]

urlpatterns = decorate_urlpatterns(
    decorate_urlpatterns(for_people_inside, require_admin_access) + for_everybody, never_cache
)
