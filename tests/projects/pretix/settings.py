"""A ticket shop: 150 models, most of them behind managers that depend on the tenant."""

from pretix.settings import *
