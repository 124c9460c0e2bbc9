"""The example with a database that another program fills with New York's wall time."""

from shop.settings import *  # noqa: F403
from shop.settings import DATABASES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TIME_ZONE"] = "America/New_York"
TIME_ZONE = "Europe/Berlin"
