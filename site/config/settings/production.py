"""A city: behind nginx with HTTPS, every secret and address from the environment."""

from . import environment, safety, stores
from .base import *  # noqa: F403
from .base import (
    ALLOWED_HOSTS,
    DATABASES,
    OIDC_CLIENT_ID,
    OIDC_ISSUER,
    SECRET_KEY,
    STORAGES,
)  # fmt: skip

# nginx ends HTTPS and says so; HTTPS=0 is for a rehearsal without certificates.
_https = environment.flag("HTTPS", default=True)

safety.refuse_unsafe(
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    public_base_url=environment.text("PUBLIC_BASE_URL"),
    https=_https,
    debug=environment.flag("DEBUG"),
    oidc_issuer=OIDC_ISSUER,
    oidc_client_id=OIDC_CLIENT_ID,
)
stores.keep_private(DATABASES["default"])

STORAGES |= {
    "staticfiles": {
        "BACKEND": "config.static_storage.StaticStorage",
        # nginx reads them as another user.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}

SECOND_FACTOR = environment.flag("SECOND_FACTOR", default=True)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
