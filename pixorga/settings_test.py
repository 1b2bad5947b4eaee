"""The settings of the tests: demo mode, with what makes tests slow taken away."""

import os

os.environ["PIXORGA_MODE"] = "demo"
os.environ.setdefault("PIXORGA_DOMAIN", "localhost")

from pixorga.settings import *  # noqa: F403

SECRET_KEY = "tests-" + "0" * 50
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_IN_BACKGROUND = False  # another thread would not see what a test has not committed
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
