"""Django's settings, all from the environment (``environment.py`` names and explains each)."""

from __future__ import annotations

import sqlite3
from typing import Any

import dj_database_url

from gongkai.web.site.environment import environment, secrets_in

ENVIRONMENT = environment()
_SECRETS = secrets_in(ENVIRONMENT.data)

DEBUG = False
SECRET_KEY = _SECRETS.signing_key
FIELD_KEYS = _SECRETS.field_keys
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "gongkai.web.site.urls"
WSGI_APPLICATION = "gongkai.web.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "gongkai.web.site",
    "gongkai.web.audit",
    "gongkai.web.bodies",
    "gongkai.web.accounts",
    "gongkai.web.cases",
    "gongkai.web.remedies",
    "gongkai.web.publications",
    "gongkai.web.reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.web.site.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "gongkai.web.site.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.web.audit.middleware.AuditMiddleware",
    "gongkai.web.accounts.middleware.SessionLimitMiddleware",
    "gongkai.web.accounts.middleware.DefaultDenyMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.web.site.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "gongkai.web.site.forms.Renderer"

_SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-65536;",
}
DATABASES = {
    "default": dj_database_url.parse(
        ENVIRONMENT.database or f"sqlite:///{ENVIRONMENT.data / 'gongkai.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
DATABASE_SQLITE_VERSION = sqlite3.sqlite_version

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:login"
CSRF_FAILURE_VIEW = "gongkai.web.site.views.csrf_failure"
LOGIN_REDIRECT_URL = "cases:todo"
LOGOUT_REDIRECT_URL = "accounts:login"

# Five wrong passwords lock a name, whatever machine they come from, for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_SENSITIVE_PARAMETERS = ["code"]
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
OTP_TOTP_ISSUER = "公开"

SESSION_COOKIE_AGE = ENVIRONMENT.session_minutes * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_LONGEST_HOURS = 12
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = (
    [f"https://{host}" for host in ENVIRONMENT.hosts] if ENVIRONMENT.https else []
)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = None  # files are served from where the apps keep them
MEDIA_ROOT = ENVIRONMENT.data / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if ENVIRONMENT.mode == "test"
        else "django_tasks_db.DatabaseBackend"
    }
}
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # a name is locked from wherever it is tried, which is stricter than name and address
    "security.W008",  # the proxy in front decides about HTTPS; GONGKAI_HTTPS says that it does
    "security.W021",  # preloading is for public domains, not for an office network
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"host_in_words": {"()": "gongkai.web.site.host_log.HostInWords"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.security.DisallowedHost": {"filters": ["host_in_words"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
