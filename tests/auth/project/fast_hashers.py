"""Hashers that only set other numbers: Django's code, so they run in TypeScript; and tests do not wait."""

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher


class FastPBKDF2(PBKDF2PasswordHasher):
    iterations = 2000


class FastArgon2(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 1024
    parallelism = 1
