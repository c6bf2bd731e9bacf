"""Addresses of the admin that stand before Wagtail's own of the same name."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.access import doors
from core.access.account import OURS, AccountView
from core.files.portraits import PortraitPanel
from core.sign_in import entrance
from core.sign_in import views as sign_in

PANELS = OURS | {AvatarSettingsPanel: PortraitPanel}

for_people_inside = [
    path("account/", AccountView.as_view(ours=PANELS), name="wagtailadmin_account"),
    path("second-factor/", sign_in.show_second_factor, name="core_second_factor"),
    path("account/second-factor/", sign_in.set_up_second_factor, name="core_second_factor_setup"),
    path("account/sessions/", sign_in.show_sessions, name="core_sessions"),
    path("account/sessions/end-others/", sign_in.end_other_sessions, name="core_end_others"),
    path("account/sessions/<int:session_id>/end/", sign_in.end_session, name="core_end_session"),
    path("logout/", entrance.LogoutView.as_view(), name="wagtailadmin_logout"),
]

for_everybody = [
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        doors.PasswordResetConfirmView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    path("login/", entrance.LoginView.as_view(), name="wagtailadmin_login"),
    path("oidc/", entrance.begin, name="core_provider"),
    path("oidc/return/", entrance.come_back, name="core_provider_return"),
    path("password_reset/", doors.PasswordResetView.as_view(), name="wagtailadmin_password_reset"),
]

urlpatterns = decorate_urlpatterns(
    decorate_urlpatterns(for_people_inside, require_admin_access) + for_everybody, never_cache
)
