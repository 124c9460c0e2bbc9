"""The same project on PostgreSQL, with the fields that only it has."""

import os

from project.settings import *

ON_POSTGRES = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("PROJECT_DATABASE"),
        "HOST": os.environ.get("PGHOST", "127.0.0.1"),
        "PORT": os.environ.get("PGPORT", "5432"),
        "USER": os.environ.get("PGUSER", "postgres"),
        "PASSWORD": os.environ.get("PGPASSWORD", ""),
    }
}
INSTALLED_APPS = (*INSTALLED_APPS, "django.contrib.postgres")
