"""The example's settings as in production, for all that `bench/run.ts` compares."""

import os

from shop.settings import *  # noqa: F403

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "peers"]  # noqa: F405
ROOT_URLCONF = os.environ.get("PEERS_URLCONF", "shop.urls")
# Each process keeps its connection, as Node does: a new one per request would cost the Python side more.
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": True}
