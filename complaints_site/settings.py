"""All settings. What differs between installations comes from the environment (docs/operations.md).

DEBUG=1 is the default, so that a fresh checkout runs; production sets DEBUG=0, which demands a SECRET_KEY,
and a DATABASE_URL, without which the embedded server of development would serve.
"""

import logging
import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from complaints_site import logs
from complaints_site.embedded_postgres import SUPERUSER, EmbeddedPostgres

# numpy serves one short text at a time: a second thread only waits. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent


# The environment


def env(name: str, default: str = "") -> str:
    """The value of an environment variable; empty counts as not set."""
    return os.environ.get(name) or default


def env_flag(name: str, *, default: bool) -> bool:
    """A yes-or-no environment variable: 1, true, yes, on are yes."""
    return env(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """A comma-separated environment variable."""
    return [item.strip() for item in env(name, default).split(",") if item.strip()]


VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var")))  # what running makes: database, uploads, collected files
TESTING = "PYTEST_VERSION" in os.environ  # pytest sets it for itself and for the processes it starts
DEBUG = env_flag("DEBUG", default=True)
DEVELOPMENT_KEY = "django-insecure-development-only"
SECRET_KEY = env("SECRET_KEY", DEVELOPMENT_KEY if DEBUG else "")
if not SECRET_KEY or (SECRET_KEY == DEVELOPMENT_KEY and not DEBUG):
    raise ImproperlyConfigured("DEBUG=0 needs a SECRET_KEY of its own in the environment.")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")


# The parts

INSTALLED_APPS = [
    "support",
    "knowledge_base",
    "complaints",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_prometheus",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "procrastinate.contrib.django",
    "rest_framework",
    "rest_framework.authtoken",
    "simple_history",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "complaints_site.middleware.private_pages",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "complaints_site.middleware.session_limits",
    "django_structlog.middlewares.RequestMiddleware",
    "complaints_site.middleware.via",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "complaints_site.middleware.kept_drafts",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "complaints_site.urls"
WSGI_APPLICATION = "complaints_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "complaints.context_processors.chrome",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our templates may replace a widget's


# The database (complaints_site/embedded_postgres.py unless DATABASE_URL is set)


def database_from_url(url: str) -> dict:
    """Django's entry for postgresql://user:password@host:port/name?sslmode=require."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must be a postgresql:// address; other engines lose payouts.")
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def embedded_database(server: EmbeddedPostgres) -> dict:
    """Join the embedded server and return Django's entry for it."""
    name = env("DATABASE_NAME", "complaints")
    server.join().ensure_database(name)
    return {"NAME": name, "USER": SUPERUSER, "HOST": str(server.socket_directory), "OPTIONS": {}}


# Tests have a server of their own, fast and forgetful.
EMBEDDED_POSTGRES = EmbeddedPostgres(VAR_DIR / ("postgres-test" if TESTING else "postgres"), durable=not TESTING)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,  # actions open their own transaction; a failure's record must survive it
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env("TEST_DATABASE_NAME", "test_complaints")},
    }
    | (database_from_url(env("DATABASE_URL")) if env("DATABASE_URL") else embedded_database(EMBEDDED_POSTGRES))
}
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 5,
    "pool": {"min_size": 1, "max_size": int(env("DATABASE_POOL_SIZE", "20")), "timeout": 10},
    "options": f"-c statement_timeout={env('STATEMENT_TIMEOUT', '10s')}"
    " -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s"
    # Short statements with many subqueries: compiling them costs a hundred times what they take.
    " -c jit=off",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# Who comes in

AUTH_USER_MODEL = "complaints.Agent"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "complaints:sign_in"
LOGIN_REDIRECT_URL = "complaints:inbox"
LOGOUT_REDIRECT_URL = "complaints:sign_in"
REQUIRE_TOTP = env_flag("REQUIRE_TOTP", default=not DEBUG)  # a second factor for team leads and above
OTP_TOTP_ISSUER = "Complaints"

# A lock is put on name and address together: wrong guesses from elsewhere cannot lock a colleague out.
AXES_ENABLED = not TESTING
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 7
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "complaints.views.account.locked_out"
AXES_IPWARE_PROXY_COUNT = int(env("PROXY_COUNT", "0")) or None
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR"] if AXES_IPWARE_PROXY_COUNT else ["REMOTE_ADDR"]

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_ABSOLUTE_LIMIT = timedelta(hours=8)
SESSION_IDLE_LIMIT = timedelta(hours=1)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"


# What the browser is told

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
HTTPS = env_flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
if env_flag("BEHIND_TLS_PROXY", default=False):  # only where the proxy strips the header from outside
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


# Language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"


# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "complaints_site" / "static"]
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = DEBUG or TESTING
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(VAR_DIR / "media")))
MEDIA_URL = ""  # uploads leave only through an authorised view
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
UPLOAD_MAX_BYTES = 20 * 1024 * 1024  # one file; checked while streaming, Django's own limits skip files
FILE_UPLOAD_HANDLERS = [
    "complaints.forms.files.UploadCutter",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Asked about every file before anybody sees it: tcp://host:3310 (clamd) or command:/path/to/program arguments.
MALWARE_SCANNER = env("MALWARE_SCANNER")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20


# The outside. Where an address is missing, the outbox rows are kept and shown.


def mail_from_url(url: str) -> dict:
    """Django's mail settings for smtp://user:password@host:port, or smtps:// for TLS from the first byte."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured("EMAIL_URL must begin with smtp:// or smtps://.")
    options = dict(parse_qsl(parts.query))
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": options.get("tls") == "1",
        "EMAIL_TIMEOUT": 10,
    }


EMAIL_URL = env("EMAIL_URL")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_URL else 'dummy'}.EmailBackend"
if EMAIL_URL:
    globals().update(mail_from_url(EMAIL_URL))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "complaints@localhost")


def mailbox_from_url(url: str) -> dict:
    """What fetch_mail needs from imaps://user:password@host:port/INBOX, or imap:// for a server on this machine."""
    parts = urlsplit(url)
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname:
        raise ImproperlyConfigured("MAILBOX_URL must begin with imaps:// (or imap://) and name a host.")
    return {
        "host": parts.hostname,
        "port": parts.port or (993 if parts.scheme == "imaps" else 143),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.lstrip("/")) or "INBOX",
        "is_encrypted": parts.scheme == "imaps",
    }


def reply_pattern(pattern: str) -> str:
    """The address of answers; its * is where the signed part of a complaint stands."""
    if pattern and not re.fullmatch(r"[^@*\s]*\*[^@*\s]*@[^@*\s]+", pattern):
        raise ImproperlyConfigured("REPLY_ADDRESS must be an address with one *, such as reply+*@example.com.")
    return pattern


MAILBOX_URL = env("MAILBOX_URL")
MAILBOX = mailbox_from_url(MAILBOX_URL) if MAILBOX_URL else {}
MAIL_DOMAIN = env("MAIL_DOMAIN")
REPLY_ADDRESS = reply_pattern(env("REPLY_ADDRESS", f"reply+*@{MAIL_DOMAIN}" if MAIL_DOMAIN else ""))
MAIL_MAX_BYTES = 25 * 1024 * 1024  # of a larger mail only the beginning is fetched
SMS_WEBHOOK_URL = env("SMS_WEBHOOK_URL")
PAYMENT_WEBHOOK_URL = env("PAYMENT_WEBHOOK_URL")
ORDER_API_URL = env("ORDER_API_URL")  # the number of an order is put behind it
ORDER_API_TOKEN = env("ORDER_API_TOKEN")
WEBHOOK_SECRET = env("WEBHOOK_SECRET", SECRET_KEY)
# Webhooks of partner systems that may lie inside, `host:port`: for development, or a gateway of our own.
WEBHOOK_ALLOWED_HOSTS = env_list("WEBHOOK_ALLOWED_HOSTS")
PUBLIC_URL = env("PUBLIC_URL", f"http://localhost:{env('PORT', '8000')}")  # begins the links in messages


# Libraries

SIMPLE_HISTORY_REVERT_DISABLED = True  # a write path past the rules
SIMPLE_HISTORY_DATE_INDEX = "composite"
PROMETHEUS_EXPORT_MIGRATIONS = False
API_MAX_BYTES = 1_000_000  # of a JSON body; files have their own limit
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["complaints.api.access.AccountToken"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["complaints.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "complaints.api.errors.as_json",
    "DEFAULT_THROTTLE_RATES": {"address": env("API_RATE_ADDRESS", "2400/min"), "account": env("API_RATE", "1200/min")},
    "NUM_PROXIES": int(env("PROXY_COUNT", "0")),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Complaints API",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {f"{name}Enum": f"complaints.enums.{name}" for name in ("State", "Phase", "Channel")},
}


# Logs: lines for people in development, JSON for machines in production; complaints_site/logs.py hides tokens

DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line a request: its end
LOGGING = logs.configuration(as_json=not DEBUG)
