"""One machine, nothing to set up: SQLite, kept secrets, static files straight from the folders."""

import time

from . import environment, stores
from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, DATABASES, VAR_DIR, VERSION

# Drafts, passwords' hashes and secrets: nobody else on this machine reads them.
environment.private_folder(VAR_DIR)
stores.keep_private(DATABASES["default"])
environment.private_folder(VAR_DIR / "static")

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
