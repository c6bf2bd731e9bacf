"""How people come in: the second factor, and the city's identity provider where there is one."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.sign_in import provider
from core.sign_in.refusals import Reason, RefusedError
from operations.doctor.lines import Ailment, line


@line("second_factor", gettext_lazy("Second factor"))
def second_factor() -> Ailment | None:
    """Who decides or keeps accounts shows more than a password."""
    if not settings.SECOND_FACTOR:
        return Ailment(
            _("It is off: a password alone lets people decide and keep accounts."),
            _("In a city set SECOND_FACTOR=1; `make run` leaves it off."),
            is_warning=True,
        )
    return None


@line("identity_provider", gettext_lazy("Identity provider"))
def identity_provider() -> Ailment | None:
    """The provider answers, is the one that was named, and proves what this site asks for."""
    if not settings.OIDC_ISSUER and not settings.OIDC_CLIENT_ID:
        return None
    if not provider.is_set_up():
        return Ailment(
            _("Of OIDC_ISSUER and OIDC_CLIENT_ID one is empty: the sign-in is off."),
            _("Set both, or neither, and restart."),
        )
    try:
        found = provider.particulars()
    except RefusedError as refused:
        return _unfit(refused)
    scopes = set(settings.OIDC_SCOPE.split())
    if "openid" not in scopes:
        return Ailment(
            _("OIDC_SCOPE lacks openid: no sign-in can be proven."),
            _("Set OIDC_SCOPE='openid profile email' and restart."),
        )
    if "S256" not in found.get("code_challenge_methods_supported", ()):
        return Ailment(
            _("It does not say that it checks PKCE: a stolen code could be used."),
            _("Ask those who keep the provider to switch PKCE (S256) on."),
            is_warning=True,
        )
    return None


def _unfit(refused):
    address = settings.OIDC_ISSUER.rstrip("/") + provider.WELL_KNOWN
    if refused.reason == Reason.MISFIT:
        cause = _("%(url)s calls itself “%(issuer)s”, or lacks an address or a signature.")
        return Ailment(
            cause % {"url": address, "issuer": refused.name},
            _("Set OIDC_ISSUER to exactly what it calls itself, and restart."),
        )
    return Ailment(
        _("%(url)s does not answer: %(error)s")
        % {"url": address, "error": type(refused.__cause__ or refused).__name__},
        _("See OIDC_ISSUER, and REQUESTS_CA_BUNDLE; people sign in with passwords meanwhile."),
    )
