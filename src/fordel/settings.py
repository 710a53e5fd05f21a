"""Settings from the environment; README.md lists every variable. Unsafe production settings are refused at start."""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from fordel import embedded_postgres
from fordel.composition import DEMO, MODULES
from fordel.environment import (
    flag,
    host_names,
    load_installation_file,
    mail_address,
    one_of,
    secret_key,
    text,
    var_folder,
    web_address,
    whole_number,
)
from fordel.oidc_settings import read_providers

load_installation_file()
PACKAGE = Path(__file__).resolve().parent
FORDEL_VAR = var_folder()
FORDEL_MODE = one_of("FORDEL_MODE", "production", ("production", "demo", "test"))
FORDEL_DEMO = FORDEL_MODE == "demo"
FORDEL_TEST = FORDEL_MODE == "test"
_IN_PRODUCTION = FORDEL_MODE == "production"
if text("FORDEL_TODAY") and not FORDEL_DEMO:
    raise ImproperlyConfigured("FORDEL_TODAY moves the clock and is only for the demo. Unset it, or run `make demo`.")

DEBUG = flag("FORDEL_DEBUG")
if DEBUG and _IN_PRODUCTION:
    raise ImproperlyConfigured("FORDEL_DEBUG is on: it shows internals to visitors. Unset it in production.")
# For development: what a page asked the database, in a panel beside it. Installed with the tools, never with Fordel.
FORDEL_TOOLBAR = DEBUG and flag("FORDEL_TOOLBAR")
INTERNAL_IPS = ["127.0.0.1"]
if _IN_PRODUCTION:
    SECRET_KEY = secret_key("FORDEL_SECRET_KEY", "sessions and links are signed with it")
    ALLOWED_HOSTS = host_names("FORDEL_HOSTS")
else:
    SECRET_KEY = text("FORDEL_SECRET_KEY") or secrets.token_urlsafe(50)
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]

DATABASE_URL = text("DATABASE_URL") or embedded_postgres.start(FORDEL_VAR / "postgres")


def _database(url: str) -> dict[str, Any]:
    """Django's settings for a libpq URL (or key=value string)."""
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError as error:  # its words may hold the password
        problem = "DATABASE_URL is no address of a PostgreSQL: postgresql://USER:PASSWORD@HOST/NAME."
        raise ImproperlyConfigured(problem) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "fordel"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **parts},
        "TEST": {"TEMPLATE": "template0"},
    }


DATABASES = {"default": _database(DATABASE_URL)}
FORDEL_FILES = text("FORDEL_FILES", str(FORDEL_VAR / "files"))
# Where people open the site; is written in mails.
FORDEL_ADDRESS = web_address("FORDEL_ADDRESS", text("FORDEL_ADDRESS"), encrypted=_IN_PRODUCTION)
if not FORDEL_ADDRESS:
    FORDEL_ADDRESS = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if _IN_PRODUCTION else "http://127.0.0.1:8000"
# ClamAV's daemon as host:port or the path of its socket; without one, attachments are kept as not checked.
FORDEL_CLAMD = text("FORDEL_CLAMD")
FORDEL_KEEP_UNSCANNED = flag("FORDEL_KEEP_UNSCANNED") or not _IN_PRODUCTION
# A partner is notified of a change once its owner has written nothing that matters to it for so long.
FORDEL_QUIET_MINUTES = whole_number("FORDEL_QUIET_MINUTES", 15, 0, 24 * 60)
# Slides and pictures for them come with fordel[slides]; without it their links are absent.
FORDEL_SLIDES = all(find_spec(name) for name in ("pptx", "vl_convert"))
FORDEL_ICONS = str(PACKAGE / "web" / "static" / "icons")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    "procrastinate.contrib.django",
    *MODULES,
    *([DEMO] if FORDEL_DEMO or FORDEL_TEST else []),
    *(["debug_toolbar"] if FORDEL_TOOLBAR else []),
    "fordel",  # plugs them together when they are all there
]
MIDDLEWARE = [
    *(["fordel.web.middleware.VisitorAddressMiddleware"] if _IN_PRODUCTION else []),
    "fordel.web.middleware.DatabaseAwayMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    *(["debug_toolbar.middleware.DebugToolbarMiddleware"] if FORDEL_TOOLBAR else []),
    "csp.middleware.CSPMiddleware",
    "fordel.web.reading.ReadingMiddleware",
    "fordel.web.public_version.PublicPageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fordel.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fordel.web.middleware.ClockMiddleware",
    "fordel.web.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "fordel.web.root_urls"
WSGI_APPLICATION = "fordel.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["fordel.shared.pages.loader.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "fordel.web.context.page",
            ],
        },
    }
]
AUTH_USER_MODEL = "parties.Person"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "fordel.parties.sign_in.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "fordel.parties.sign_in.passwords.NotCommon"},
]

# Sign-in (docs/decisions/0006-signing-in.md). Guesses are counted per account in the database, never per address.
ACCOUNT_ADAPTER = "fordel.parties.sign_in.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without "password1" nobody could sign in with one
FORM_RENDERER = "fordel.shared.pages.forms.Renderer"
ACCOUNT_SIGNUP_FORM_CLASS = "fordel.parties.sign_in.forms.SignUpName"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/meg/"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "fordel.parties.sign_in.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _IN_PRODUCTION
MFA_REAUTHENTICATION_REQUIRED = False
MFA_TOTP_ISSUER = "Fordel"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = False
SOCIALACCOUNT_ADAPTER = "fordel.parties.sign_in.adapters.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
FORDEL_OIDC = read_providers(text("FORDEL_OIDC"), encrypted=_IN_PRODUCTION)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
# What a person's number at a sign-in service is hashed with; changing it makes everybody a stranger there.
FORDEL_IDENTITY_KEY = (
    secret_key("FORDEL_IDENTITY_KEY", "people at sign-in services are known by it, so it outlives FORDEL_SECRET_KEY")
    if _IN_PRODUCTION
    else text("FORDEL_IDENTITY_KEY", SECRET_KEY)
)
# How long after signing in a person may change how they sign in without doing it again.
FORDEL_FRESH_SIGN_IN_MINUTES = 15

# Feeds are never fetched from closed networks; tests let single servers of theirs (host:port) through, nobody else can.
FORDEL_LOCAL_FEEDS = frozenset(text("FORDEL_LOCAL_FEEDS").split()) if FORDEL_TEST else frozenset()

# How long an invitation can be accepted.
FORDEL_INVITATION_DAYS = whole_number("FORDEL_INVITATION_DAYS", 14, 1, 365)

# Where the public registers are asked; empty switches one off. Off outside production unless it is set.
_REGISTERS = {
    "brreg": ("FORDEL_BRREG", "https://data.brreg.no/enhetsregisteret/api"),
}
FORDEL_REGISTERS = {
    name: web_address(variable, os.environ.get(variable, address if _IN_PRODUCTION else ""), encrypted=_IN_PRODUCTION)
    for name, (variable, address) in _REGISTERS.items()
}
FORDEL_REGISTER_SECONDS = 3.0
FORDEL_REGISTER_HOURS = 24

# Shared by all workers: a code from an authenticator app and a token from a sign-in service are used once.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "fordel_cache"}}

LANGUAGE_CODE = "nb"
FORDEL_LANGUAGE_COOKIE = "fordel_language"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS: list[str] = []
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "static/"
STATIC_ROOT = str(PACKAGE / "web" / "static")
STATICFILES_DIRS: list[str] = []
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"] if FORDEL_TOOLBAR else []
FORDEL_OTHERS_ASSETS = ("debug_toolbar/",) if FORDEL_TOOLBAR else ()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "fordel.web.static_files.BuiltStaticFiles"},
}
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{12}\..+$"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = text("FORDEL_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = whole_number("FORDEL_SMTP_PORT", 25, 1, 65_535)
EMAIL_HOST_USER = text("FORDEL_SMTP_USER")
EMAIL_HOST_PASSWORD = os.environ.get("FORDEL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("FORDEL_SMTP_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = mail_address("FORDEL_MAIL_FROM", "fordel@localhost")
if FORDEL_DEMO:
    EMAIL_BACKEND = "fordel.demo.mail_backend.DemoMailBackend"

CSRF_FAILURE_VIEW = "fordel.web.views.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _IN_PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = not flag("FORDEL_BEHIND_PLAIN_HTTP")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
# A worker gives a sign of life every ten seconds; what one that is silent for a minute had is taken up again.
PROCRASTINATE_WORKER_DEFAULTS: dict[str, Any] = {
    "update_heartbeat_interval": 10,
    "stalled_worker_timeout": 60,
    "delete_jobs": "successful",
}

_LOG_LEVEL = one_of("FORDEL_LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _LOG_LEVEL},
}
