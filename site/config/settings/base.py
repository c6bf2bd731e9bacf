"""What holds for every way of running: apps, middleware, languages, stores, limits."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from config import VERSION as VERSION

from . import environment, stores

BASE_DIR = environment.BASE_DIR
VAR_DIR = BASE_DIR / "var"

SECRET_KEY = environment.text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
PUBLIC_BASE_URL = environment.text("PUBLIC_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
# Part of every ETag, so that a release is seen at once; all processes of a release share it.
BUILD_ID = environment.text("BUILD_ID", VERSION)

INSTALLED_APPS = [
    "wagtail.embeds",
    "wagtail.sites",
    "core.people.apps.PeopleAppConfig",  # wagtail.users with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "search",  # before wagtail.search: its `update_index` goes by key range
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "ninja",  # for its own copy of the API page's scripts: nothing is loaded from outside
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # After Wagtail's, so that our permission policies replace its own.
    "core",
    "guides",
    "quality",
    "moderation",
    "publication",
    "exchange",
    "feedback",
    "home",
    "api",
    "operations",
    "demo",
    "config",
]

MIDDLEWARE = [
    "config.known_host.KnownHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.security_headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",
    "config.path_language.PathLanguageMiddleware",
    "config.readers_lane.ReadersLaneMiddleware",
    "core.requests.edge.RequestEdgeMiddleware",
    "core.audit.whence.WhenceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.access.own_language.OwnLanguageMiddleware",
    "core.sign_in.gate.SecondFactorMiddleware",
    "core.access.admin_gate.AdminGateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates", BASE_DIR / "core" / "wagtail_changes" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "core.wagtail_changes.compiled_templates.environment"},
    },
    {
        "BACKEND": "home.public_templates.PublicTemplates",
        "NAME": "public",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "APP_DIRS": False,
    },
]

# Stores: each chosen by one URL; with none set, SQLite and this process do everything.
DATABASE_URL = environment.text("DATABASE_URL", stores.default_database_url(VAR_DIR))
SEARCH_URL = environment.text("SEARCH_URL")
SEARCH_CA_FILE = environment.text("SEARCH_CA_FILE")
SEARCH_INDEX_PREFIX = environment.text("SEARCH_INDEX_PREFIX", "guides")
SEARCH_SHARDS = environment.number("SEARCH_SHARDS", 1)
SEARCH_REPLICAS = environment.number("SEARCH_REPLICAS", 0)
SEARCH_KEPT_SECONDS = environment.number("SEARCH_KEPT_SECONDS", 5)
SEARCH_LOG_SECONDS = environment.number("SEARCH_LOG_SECONDS", 5)
SEARCH_LOG_DAYS = environment.number("SEARCH_LOG_DAYS", 90)
CACHE_URL = environment.text("CACHE_URL")
DATABASE_POOLED = environment.flag("DATABASE_POOLED")
DATABASES = {"default": stores.database(DATABASE_URL, is_pooled=DATABASE_POOLED)}
# A copy that follows the database: readers read there, nothing else does.
DATABASE_REPLICA_URL = environment.text("DATABASE_REPLICA_URL")
REPLICA_MAX_LAG_SECONDS = environment.number("REPLICA_MAX_LAG_SECONDS", 30)
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = stores.replica(DATABASE_REPLICA_URL, DATABASES["default"])
    DATABASE_ROUTERS = ["core.running.replica.Router"]
CACHES = stores.caches(CACHE_URL)
# In the database alone: a cache that was away would show a session that has ended meanwhile.
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Languages: Chinese without a prefix, English under /en/; one catalogue folder a room.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
FILTERS_EMPTY_CHOICE_LABEL = _("All")
LOCALE_PATHS = sorted(path for path in (BASE_DIR / "locale").glob("*") if path.is_dir())
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = environment.text("MEDIA_ROOT", str(VAR_DIR / "media"))
CONTENT_STORE_ROOT = environment.text("CONTENT_STORE_ROOT", str(VAR_DIR / "content"))
# The site itself serves what is uploaded: nobody else on the machine reads it.
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "core.files.media_store.MediaStore"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
VIRUS_SCANNER_URL = environment.text("VIRUS_SCANNER_URL")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # 60 materials of 26 inputs each pass Django's 1,000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# People.
AUTHENTICATION_BACKENDS = ["core.access.authentication.RoleBackend"]
PASSWORD_HASHERS = [
    "core.access.password_hashers.PersonPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # read, and kept anew at the next sign-in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "core.access.password_rules.RepetitionValidator"}]
LOGIN_URL = "wagtailadmin_login"
# Nobody types another's password: it is set by a link that ends after a day.
WAGTAILUSERS_PASSWORD_ENABLED = False
PASSWORD_RESET_TIMEOUT = environment.number("SIGN_IN_LINK_HOURS", 24) * 60 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_MINUTES = environment.number("SESSION_IDLE_MINUTES", 120)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.access.signed_out.csrf_failure"
# Failed sign-ins before no password is looked at any more (`core.access.throttle`).
LOGIN_FAILURE_LIMIT = environment.number("LOGIN_FAILURE_LIMIT", 10)
LOGIN_ADDRESS_LIMIT = environment.number("LOGIN_ADDRESS_LIMIT", 50)
LOGIN_NAME_LIMIT = environment.number("LOGIN_NAME_LIMIT", 30)
LOGIN_QUEUE = environment.number("LOGIN_QUEUE", 16)
LOGIN_COOLOFF_MINUTES = environment.number("LOGIN_COOLOFF_MINUTES", 15)
# Who decides or keeps accounts shows a second factor; production asks for it.
SECOND_FACTOR = environment.flag("SECOND_FACTOR")
OTP_TOTP_ISSUER = environment.text("SITE_NAME", "云溪市办事指南")
# The city's own identity provider (OpenID Connect); without issuer and client there is none.
OIDC_ISSUER = environment.text("OIDC_ISSUER")
OIDC_CLIENT_ID = environment.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = environment.text("OIDC_CLIENT_SECRET")
OIDC_NAME = environment.text("OIDC_NAME")
OIDC_SCOPE = environment.text("OIDC_SCOPE", "openid profile email")
OIDC_CLAIM = environment.text("OIDC_CLAIM", "preferred_username")
OIDC_ACCOUNT_FIELD = environment.text("OIDC_ACCOUNT_FIELD", "username")
TRUST_PROXY = environment.flag("TRUST_PROXY")
DEMO_PASSWORD = environment.text("DEMO_PASSWORD")

# Numbers of documents, from the guide's code.
GUIDE_DOC_NO_FORMAT = environment.text("GUIDE_DOC_NO_FORMAT", "BSZN-{code}")
MANUAL_DOC_NO_FORMAT = environment.text("MANUAL_DOC_NO_FORMAT", "YWSC-{code}")

# Where the audit chain's head is sent each day: mailto:…, or a file on another machine's disk.
AUDIT_HEADS_TO = environment.text("AUDIT_HEADS_TO")

# Filing and the relay.
FILING_BODY = environment.text("FILING_BODY", "云溪市行政审批制度改革办公室")
FILING_NUMBER_FORMAT = environment.text("FILING_NUMBER_FORMAT", "云政服备〔{year}〕{number:04d}号")
# Notice and full text of what is filed are made before anybody asks.
PAPERS_AHEAD = environment.flag("PAPERS_AHEAD", True)
RELAY_THREAD = environment.flag("RELAY_THREAD")
RELAY_POLL_SECONDS = environment.number("RELAY_POLL_SECONDS", 1)
USE_FLUSH_SECONDS = environment.number("USE_FLUSH_SECONDS", 60)
RELAY_BATCH_SIZE = environment.number("RELAY_BATCH_SIZE", 200)
RELAY_MAX_ATTEMPTS = environment.number("RELAY_MAX_ATTEMPTS", 8)
RELAY_BACKOFF_SECONDS = environment.number("RELAY_BACKOFF_SECONDS", 1)

# Wagtail. Nothing asks an outside server: a government network has none.
WAGTAIL_SITE_NAME = environment.text("SITE_NAME", "云溪市办事指南")
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one city, one clock: no choice in the account
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 5_000  # milliseconds
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 2_000  # milliseconds
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "moderation.finish.leave_page_alone"
WAGTAILEMBEDS_FINDERS = []
WAGTAILDOCS_DOCUMENT_MODEL = "core.DepartmentDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.files.upload_forms.DepartmentDocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.files.upload_forms.DepartmentImageForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["doc", "docx", "jpeg", "jpg", "ofd", "pdf", "png", "xls", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_MODEL = "core.DepartmentImage"
WAGTAILIMAGES_EXTENSIONS = ["jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin.backend"}}

# A dead mail server costs one person five seconds at most, and nobody an error.
EMAIL_BACKEND = "core.running.forgiving_mail.ForgivingMail"
EMAIL_TIMEOUT = 5
EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
MAIL_IS_SET_UP = bool(environment.text("EMAIL_HOST"))  # else nobody is reminded by mail
# From this hour on (of the city) each person gets the daily digest on working days.
DIGEST_HOUR = environment.number("DIGEST_HOUR", 8)
EMAIL_PORT = environment.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
# Whom security.txt names: addresses of RFC 9116, such as mailto: or tel:.
SECURITY_CONTACTS = environment.words("SECURITY_CONTACTS") or ["tel:12345"]
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "guides@localhost")

# The admin and the editor's preview frame our own pages, nobody else does.
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

LOG_FORMAT = environment.text("LOG_FORMAT", "line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "core.running.request_ids.RequestIdFilter"}},
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} {request_id} {message}",
            "style": "{",
            # A line that no filter passed, as one of a thread, has no request.
            "defaults": {"request_id": "-"},
        },
        "json": {"()": "core.running.request_ids.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING")},
}

# Running the house (operations).
MEASUREMENTS_ROOT = environment.text("MEASUREMENTS_ROOT", str(VAR_DIR / "measurements"))
STATUS_ROOT = environment.text("STATUS_ROOT", str(VAR_DIR / "status"))
WATCHING = environment.flag("WATCHING", default=True)
MONITOR_URL = environment.text("MONITOR_URL", PUBLIC_BASE_URL).rstrip("/")
INSPECTIONS_A_WEEK = environment.number("INSPECTIONS_A_WEEK", 28)
INSPECTIONS_KEPT_DAYS = environment.number("INSPECTIONS_KEPT_DAYS", 800)
BACKUP_DIR = environment.text("BACKUP_DIR")
TLS_CERTIFICATE = environment.text("TLS_CERTIFICATE")
