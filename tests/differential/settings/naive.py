"""The example without time zones: datetimes are naive."""

from shop.settings import *  # noqa: F403

USE_TZ = False
TIME_ZONE = "Europe/Berlin"
