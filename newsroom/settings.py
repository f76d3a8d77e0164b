"""Settings: one file, read from the environment. docs/deploy.md has every variable in one table."""

from pathlib import Path

from csp.constants import NONE, SELF

from newsroom import environment, logs
from newsroom.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = environment.boolean("DEBUG", default=False)
SECRET_KEY = environment.secret_key(debug=DEBUG)
SECRET_KEY_FALLBACKS = environment.secret_key_fallbacks(debug=DEBUG)
ALLOWED_HOSTS = environment.allowed_hosts(debug=DEBUG)
SITE_URL = environment.site_url(ALLOWED_HOSTS, debug=DEBUG)
TRUSTED_PROXIES = environment.integer("TRUSTED_PROXIES", default=0)
IS_HTTPS = SITE_URL.startswith("https:")

INSTALLED_APPS = [
    "newsroom.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "taggit",
    "imagefield",
    "django_prose_editor",  # for its files alone: articles/editor
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "newsroom",
    "consent",
    "articles",
    "newsletter",
]

MIDDLEWARE = [
    # The first four see every answer, errors and static files too.
    "newsroom.logs.RequestMiddleware",
    "newsroom.security.HeadersMiddleware",
    "consent.policy.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.security.StrictRequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.errors.DatabaseMiddleware",
    "newsroom.pagecache.PublicGZipMiddleware",
    "newsroom.pagecache.ConditionalMiddleware",
    "newsroom.pagecache.NoCookieMiddleware",
    "newsroom.identity.IdentityMiddleware",
    "articles.addresses.OldAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.signin.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = True

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
                "newsroom.identity.chrome",
                "articles.navigation.context",
                "consent.context.context",  # after the sections, which bring its number along
            ],
        },
    },
]

# Databases, cache, mail, background work

# Bounds one query of a page; commands such as an import have no bound. newsroom/wsgi.py sets the server's.
DATABASE_STATEMENT_SECONDS = environment.integer("DATABASE_STATEMENT_SECONDS", default=0)
DATABASES = {"default": environment.database(BASE_DIR, statement_seconds=DATABASE_STATEMENT_SECONDS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": environment.cache(debug=DEBUG)}
PAGE_CACHE_SECONDS = environment.integer("PAGE_CACHE_SECONDS", default=300)  # in shared caches; 0: not kept
FRAME_SECONDS = environment.integer("FRAME_SECONDS", default=1)  # the age of a page's name and navigation
CDN_PURGE_URL = environment.outside_url("CDN_PURGE_URL")

globals().update(environment.email(debug=DEBUG))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "images"]}}

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / env.str("MEDIA_ROOT", default="var/media")
SERVE_MEDIA = environment.boolean("SERVE_MEDIA", default=DEBUG)  # else the proxy serves MEDIA_ROOT
STORAGES = {
    "default": {"BACKEND": "newsroom.files.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600  # of files without a hash in their name
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 17 * 1024 * 1024  # a text of 5 MB, each byte percent-encoded
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_PERMISSIONS = 0o644

IMAGEFIELD_AUTOGENERATE = False  # a task makes the renditions
IMAGEFIELD_BIN_DEPTH = 2
IMAGEFIELD_SILENTFAILURE = False
TAGGIT_CASE_INSENSITIVE = True

# Language and time

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
TIME_ZONE = environment.time_zone()
USE_TZ = True

# Sign-in

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["newsroom.signin.backend.DeskBackend"]
SESSION_ENGINE = "newsroom.sessions"
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "newsroom.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # managing editors enter the addresses
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "newsroom.signin.forms.SignInForm",
    "reset_password": "newsroom.signin.forms.ForgottenForm",
    "reset_password_from_key": "newsroom.signin.forms.NewPasswordForm",
}
# Counted in the cache, so by all processes together. `key` is the account and the address, or the account alone.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/15m/ip,5/15m/key",
    "login_failed_account": "30/15m/key",
    "reauthenticate": "10/5m/user",
    "reset_password": "20/15m/ip",
    "reset_password_mail": "3/15m/key",
    "reset_password_from_key": "20/5m/ip",
    "change_password": "5/5m/user",
}
MFA_ADAPTER = "newsroom.signin.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "newsroom.signin.forms.SecondFactorForm",
    "reauthenticate": "newsroom.signin.forms.ConfirmForm",
}
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a phone's clock may be off
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # on loopback alone

# Consent

CONSENT_COOKIE_DOMAIN = env.str(
    "CONSENT_COOKIE_DOMAIN", default=""
)  # such as example.org; empty: this host alone
CONSENT_POSTS_PER_MINUTE = environment.integer(
    "CONSENT_POSTS_PER_MINUTE", default=60
)  # of one address; 0: no limit
CONSENT_SCRIPT_HOSTS = env.list("CONSENT_SCRIPT_HOSTS", default=[])  # beside Google's and Plausible's

# Newsletters

NEWSLETTER_FROM = environment.newsletter_from(SITE_URL)  # the sender where a newsletter has none of its own
# Under which addresses are kept when they are erased. Another key forgets whom nothing may be sent to.
NEWSLETTER_HASH_KEY = env.str("NEWSLETTER_HASH_KEY", default="") or SECRET_KEY
NEWSLETTER_SIGNUPS_PER_HOUR = environment.integer(
    "NEWSLETTER_SIGNUPS_PER_HOUR", default=20
)  # of one network; 0: no limit
NEWSLETTER_LETTERS_PER_HOUR = environment.integer(
    "NEWSLETTER_LETTERS_PER_HOUR", default=2000
)  # that strangers can cause, to all addresses together; 0: no limit

# Logs and errors

LOGGING = logs.configuration(debug=DEBUG)
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"

# Security. SITE_URL decides the scheme.

SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the machine itself, over http
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
# Preloading binds a domain for years; only its owner may promise that.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS and TRUSTED_PROXIES else None
# A browser takes a __Host- cookie from this very host over https alone, so no subdomain can plant one.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# consent.policy adds the hosts of the published registry; no other can be contacted.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
