"""How people come in and go out: Wagtail's views of signing out, with what they lack."""

from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from wagtail.admin.views import account


@method_decorator(require_POST, name="dispatch")
class LogoutView(account.LogoutView):
    """Signs out by POST alone; Wagtail's takes the session cookie away when it answers 405."""
