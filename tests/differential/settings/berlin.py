"""The example in a time zone of its own: naive values, days and hours are Berlin's."""

from shop.settings import *  # noqa: F403

TIME_ZONE = "Europe/Berlin"
