"""The example with DRF's tokens and simplejwt; a test says by the environment what SIMPLE_JWT is."""

import json
import os
from datetime import timedelta

from fast_settings import *

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "rest_framework",
    "rest_framework.authtoken",
    "rest_framework_simplejwt.token_blacklist",
]
SIMPLE_JWT = {
    name: timedelta(seconds=value) if name.endswith("LIFETIME") else value
    for name, value in json.loads(os.environ.get("TEST_SIMPLE_JWT", "{}")).items()
}
