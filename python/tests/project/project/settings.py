"""A project with one of everything, for the tests of the Python side."""

import importlib.util
import os
from pathlib import Path

BASE_DIR = Path(__file__).parent.parent
SECRET_KEY = "a key that must not be in the manifest"
DEBUG = os.environ.get("PROJECT_DEBUG") == "1"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = (
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "everything",
)
ON_POSTGRES = False
HAS_PSYCOPG = importlib.util.find_spec("psycopg") is not None
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "project.urls"
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
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("PROJECT_DATABASE", "unused.sqlite3"),
        "USER": "the database user",
        "PASSWORD": "the database password",
        "OPTIONS": {"timeout": 5},
    },
    "replica": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "redis://:cache-password@localhost",
        "TIMEOUT": 60,
    }
}
SITE_ID = 1
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
STATIC_URL = "/static/"
MEDIA_ROOT = BASE_DIR / "media"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FASTAPI_NODE = False
FASTAPI_TITLE = "Everything"
FASTAPI_CORS_ENABLED = True
FASTAPI_CORS_ALLOW_ORIGINS = ["https://shop.example"]
FASTAPI_SECRET_OF_THE_PROJECT = "a secret with the prefix of ours"
