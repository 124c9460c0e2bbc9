"""The example, with hashers that tests need not wait for."""

from shop.settings import *

PASSWORD_HASHERS = [
    "fast_hashers.FastPBKDF2",
    "fast_hashers.FastArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
]
