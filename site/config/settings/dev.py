"""One machine, nothing to set up: SQLite, kept secrets, static files straight from the folders."""

import time

from . import environment
from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, VAR_DIR, VERSION

(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.text("SECRET_KEY") or environment.kept_secret(VAR_DIR, "secret_key", 32)
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
DEMO_PASSWORD = environment.text("DEMO_PASSWORD") or environment.kept_secret(
    VAR_DIR, "demo_password", 6
)
BUILD_ID = environment.text("BUILD_ID", f"{VERSION}-{int(time.time())}")

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
