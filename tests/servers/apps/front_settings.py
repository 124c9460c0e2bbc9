"""The example with Django's servers in front: the three settings, and an app that asks for everything."""

import os

from shop.settings import *  # noqa: F403

INSTALLED_APPS += ["django_fastapi", "probe"]  # noqa: F405
if os.environ.get("PROBE_DAPHNE"):
    INSTALLED_APPS.insert(0, "daphne")
# API requests do not pass this one, and are told so.
MIDDLEWARE += ["django.middleware.locale.LocaleMiddleware"]  # noqa: F405
ASGI_APPLICATION = "django_fastapi.asgi.application"
WSGI_APPLICATION = "django_fastapi.wsgi.application"
ALLOWED_HOSTS = ["*"]
DATA_UPLOAD_MAX_MEMORY_SIZE = None
FASTAPI_NODE = os.environ["PROBE_NODE"]
FASTAPI_NODE_URL = os.environ.get("PROBE_NODE_URL")
