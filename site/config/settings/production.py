"""A city: behind nginx with HTTPS, every secret and address from the environment."""

from . import environment
from .base import *  # noqa: F403

SECRET_KEY = environment.required("SECRET_KEY")
environment.required("ALLOWED_HOSTS")
environment.required("PUBLIC_BASE_URL")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_storage.StaticStorage"},
}

# nginx ends HTTPS and says so; HTTPS=0 is for a rehearsal without certificates.
_https = environment.flag("HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
