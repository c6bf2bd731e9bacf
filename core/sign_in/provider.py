"""The city's own identity provider (统一身份认证), by OpenID Connect: off until it is named.

Authlib speaks the protocol: the code flow with state, nonce and PKCE, and the check of signatures.
What stands here is what it leaves to its user: which provider, which algorithms, how long.
"""

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from time import time
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from joserfc.errors import JoseError
from requests import ConnectionError, RequestException, Timeout

from core.running.outage_pause import OutagePause
from core.sign_in.refusals import Reason, RefusedError

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SIGNED_BY = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""Signatures by a key that the provider alone has; never `none`, nor a secret that both have."""
SECONDS = 5
"""How long the provider may take for one answer."""
CLOCK_SECONDS = 60
"""How far its clock and ours may differ."""
KEPT_SECONDS = 60 * 60
"""How long its particulars and keys are kept; an unknown key is asked for at once."""
pause = OutagePause(10)


@dataclass(frozen=True)
class Begun:
    """A sign-in that was begun: where to send the browser, and what must come back with it."""

    url: str
    state: str
    nonce: str
    code_verifier: str


@dataclass(frozen=True)
class Identity:
    """Whom the provider says somebody is; `shown_at` is when the person proved it there."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]
    shown_at: int
    id_token: str


def is_set_up() -> bool:
    """Return whether the city has named a provider."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)


def begin(return_to: str, *, anew: bool) -> Begun:
    """Return a new sign-in that ends at the address `return_to`; raises RefusedError.

    With `anew` the person shows there who they are, though they are signed in there already.
    """
    # `max_age` obliges the provider to say when the person proved who they are.
    parameters: dict[str, Any] = {"max_age": settings.SESSION_COOKIE_AGE}
    if anew:
        parameters = {"max_age": 0, "prompt": "login"}
    return Begun(**_known_app().create_authorization_url(return_to, **parameters))


def finish(begun: Begun, code: str, return_to: str) -> Identity:
    """Return whose sign-in this was, by the code that came back; raises RefusedError."""
    app = _known_app()
    with _held_to_the_rules():
        token = app.fetch_access_token(
            redirect_uri=return_to, code=code, code_verifier=begun.code_verifier
        )
        claims = app.parse_id_token(token, nonce=begun.nonce, leeway=CLOCK_SECONDS)
        if not claims:
            raise RefusedError(Reason.UNPROVEN)
        return _identity(app, token, dict(claims))


def particulars() -> Mapping[str, Any]:
    """Return what the provider publishes about itself, read anew; raises RefusedError."""
    _app.cache_clear()
    pause.answered()
    return _known_app().server_metadata


def sign_out_address(id_token: str, return_to: str) -> str:
    """Return where somebody ends the session at the provider, too; empty when there is no such."""
    try:
        app = _known_app()
    except RefusedError:
        return ""
    if not app.server_metadata.get("end_session_endpoint"):
        return ""
    return app.create_logout_url(return_to, id_token, client_id=app.client_id)["url"]


def _identity(app, token, claims):
    if settings.OIDC_CLAIM not in claims and app.server_metadata.get("userinfo_endpoint"):
        # Many providers name more about a person there than in the token.
        more = dict(app.userinfo(token=token))
        if more.get("sub") != claims["sub"]:
            raise RefusedError(Reason.UNPROVEN)
        claims = more | claims
    subject, shown_at = claims["sub"], claims.get("auth_time")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise RefusedError(Reason.UNPROVEN)
    return Identity(
        issuer=settings.OIDC_ISSUER,
        subject=subject,
        claims=claims,
        shown_at=shown_at if isinstance(shown_at, int) else 0,
        id_token=token["id_token"],
    )


def _known_app():
    """Return Authlib's client with the provider's particulars; raises RefusedError."""
    given = (settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    return _app(*given, settings.OIDC_SCOPE, time() // KEPT_SECONDS)


@lru_cache(maxsize=1)
def _app(issuer, client_id, client_secret, scope, _hour):
    """Return the client, complete: no other thread may see it before its answers are held to
    `SIGNED_BY`.
    """
    if not pause.is_over():
        raise RefusedError(Reason.NO_ANSWER)
    app = OAuth().register(
        "city",
        client_id=client_id,
        client_secret=client_secret or None,
        server_metadata_url=issuer.rstrip("/") + WELL_KNOWN,
        client_kwargs={
            "scope": scope,
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )
    with _held_to_the_rules():
        found = app.load_server_metadata()
    supported = found.get("id_token_signing_alg_values_supported") or ["RS256"]
    signed_by = sorted(SIGNED_BY & set(supported))
    if found.get("issuer") != issuer or not signed_by or not all(map(found.get, NEEDED)):
        raise RefusedError(Reason.MISFIT, name=str(found.get("issuer")))
    found["id_token_signing_alg_values_supported"] = signed_by
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if client_secret and "client_secret_basic" not in methods:
        app.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105
    return app


@contextmanager
def _held_to_the_rules():
    """Turn what goes wrong with an answer of the provider into a RefusedError.

    While it does not answer at all, not everybody waits for it.
    """
    try:
        yield
    except (ConnectionError, Timeout) as error:
        pause.failed()
        raise RefusedError(Reason.NO_ANSWER) from error
    except RequestException as error:
        raise RefusedError(Reason.NO_ANSWER) from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
        raise RefusedError(Reason.UNPROVEN) from error
    pause.answered()
