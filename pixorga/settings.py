"""Settings. Everything that differs between machines comes from the environment; docs/exploitation.md lists the variables."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from assessments.engine import strategies
from learners.saml import provider_apps
from pixorga import database

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PIXORGA_VAR", BASE_DIR / "var"))

# --- Mode -----------------------------------------------------------------------------------------------------------
MODE = os.environ.get("PIXORGA_MODE", "production")
if MODE not in {"demo", "production"}:
    raise ImproperlyConfigured(f"PIXORGA_MODE vaut «{MODE}» : choisissez demo ou production.")
DEMO = MODE == "demo"
DEBUG = False

SECRET_KEY = os.environ.get("PIXORGA_SECRET_KEY", "")
if not SECRET_KEY:
    if not DEMO:
        raise ImproperlyConfigured("PIXORGA_SECRET_KEY manque : donnez une clé secrète de 50 caractères au moins.")
    SECRET_KEY = "demonstration-seulement-" + "0" * 40
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("PIXORGA_SECRET_KEY_FALLBACKS", "").split(",") if key]

# --- Hosts: one label a space, cookies never shared between them ---------------------------------------------------------
DOMAIN = os.environ.get("PIXORGA_DOMAIN", f"localhost:{os.environ.get('PIXORGA_PORT', '8000')}" if DEMO else "")
if not DOMAIN:
    raise ImproperlyConfigured("PIXORGA_DOMAIN manque : par exemple pixorga.exemple.fr.")
SCHEME = "http" if DEMO else "https"
SPACE_NAMES = ["orga", "app", "admin"] + (["ent-demo"] if DEMO else [])
_HOSTNAME = DOMAIN.split(":")[0]
ALLOWED_HOSTS = [_HOSTNAME, *(f"{name}.{_HOSTNAME}" for name in SPACE_NAMES)]
CSRF_TRUSTED_ORIGINS = [f"{SCHEME}://{name}.{DOMAIN}" for name in SPACE_NAMES]

# --- Applications ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.saml",
    "csp",
    "pixorga.ui",
    "organisations",
    "learners",
    "assessments",
    "campaigns",
    "results",
    *(["demo_ent"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pixorga.limits.BodyLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pixorga.spaces.SpaceMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "organisations.middleware.OrganisationMiddleware",
]

ROOT_URLCONF = "pixorga.urls.root"
WSGI_APPLICATION = "pixorga.wsgi.application"

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
                "pixorga.spaces.context",
                "campaigns.context.resume",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database -------------------------------------------------------------------------------------------------------


def _database(url: str) -> dict[str, object]:
    """Turn ``postgresql://user:password@host:port/name?option=value`` into Django's dictionary."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL doit commencer par postgresql:// : PixOrga n'utilise que PostgreSQL.")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(options.pop("port", "") or parts.port or ""),
        "OPTIONS": options,
        # Persistent: opening a connection costs more than the rest of an answer (docs/decisions.md).
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": os.environ.get("PIXORGA_POOLER") == "1",
    }


DATABASES = {"default": _database(database.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["organisations.backends.EmailOrUsernameBackend"]
PASSWORD_HASHERS = [
    "organisations.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

# --- Signing in through an ENT (SAML): providers are declared in learners/saml.py -------------------------------------------
ACCOUNT_USER_MODEL_USERNAME_FIELD = None  # allauth must not invent user names for pupils
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "organisations.models.display_name"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
ACCOUNT_ADAPTER = "learners.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "learners.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "saml": {
        "provider_class": "learners.adapters.EntProvider",
        "APPS": provider_apps(source=os.environ.get("PIXORGA_SAML_PROVIDERS", ""), demo=DEMO),
    }
}
SESSION_ENGINE = "learners.sessions"  # those opened by an ENT end with the browser, and after 4 hours

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pixorga.ui.storage.BundledStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
LARGEST_BODY = 2 * 1024 * 1024  # files included; the same figures as for the proxy in docs/exploitation.md
LARGEST_UPLOAD = 25 * 1024 * 1024  # of the pages that say so: pixorga/limits.py
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # a target profile may hold 640 skills
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Mail -----------------------------------------------------------------------------------------------------------
CONTACT_EMAIL = os.environ.get("PIXORGA_CONTACT", "")  # whom the accessibility statement names
DEFAULT_FROM_EMAIL = os.environ.get("PIXORGA_MAIL_FROM", f"PixOrga <ne-pas-repondre@{_HOSTNAME}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if "PIXORGA_SMTP_URL" in os.environ:  # smtp://user:password@host:587 or smtps://…:465
    _smtp = urlsplit(os.environ["PIXORGA_SMTP_URL"])
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or (465 if _smtp.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(_smtp.username)
    EMAIL_TIMEOUT = 10
elif DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
MAIL_IN_BACKGROUND = True  # mails whose very sending would tell something: organisations/background.py

# --- Security -------------------------------------------------------------------------------------------------------
_SECURE = not DEMO
SESSION_COOKIE_NAME = "__Host-session" if _SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # Strict would break the return from the ENT
SESSION_COOKIE_AGE = 12 * 3600
SECURE_SSL_REDIRECT = _SECURE
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if os.environ.get("PIXORGA_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = (
    "DENY"  # but for the simulated screens, our own pages in a sandboxed frame (assessments/views/media.py)
)
CSRF_FAILURE_VIEW = "pixorga.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- The product ----------------------------------------------------------------------------------------------------
LEVELS_OPEN = 8  # settled.md 7
STRATEGY = os.environ.get("PIXORGA_STRATEGY", "frontiere")  # docs/decisions.md 7
if STRATEGY not in strategies:
    raise ImproperlyConfigured(f"PIXORGA_STRATEGY vaut «{STRATEGY}» : choisissez {' ou '.join(sorted(strategies))}.")
RETRY_DELAY_DAYS = 4
RESET_DELAY_DAYS = 7
CHECKPOINT_EVERY = 5
INVITATION_DAYS = 30  # longer than the longest school holiday but one

# --- Logs: who, when and what, never a name nor an answer ----------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"pixorga": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
