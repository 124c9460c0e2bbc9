from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher


class Reversed(BasePasswordHasher):
    """Not a good one."""

    algorithm = "reversed"

    def salt(self) -> str:
        return ""

    def encode(self, password: str, salt: str) -> str:
        return f"reversed${password[::-1]}"

    def verify(self, password: str, encoded: str) -> bool:
        return encoded == self.encode(password, "")

    def safe_summary(self, encoded: str) -> dict[str, Any]:
        return {}

    def must_update(self, encoded: str) -> bool:
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        pass
