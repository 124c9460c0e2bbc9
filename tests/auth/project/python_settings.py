"""The example, with all that only Python can do."""

from fast_settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "python_parts"]
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
AUTHENTICATION_BACKENDS = [
    "python_parts.backends.Bouncer",
    "python_parts.backends.EmailBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["python_parts.hashers.Reversed", *PASSWORD_HASHERS]
