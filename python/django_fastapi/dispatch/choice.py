"""Who answers a request: TypeScript first, then FastAPI, then Django."""

from __future__ import annotations

from enum import Enum
from typing import Any, Protocol

from django_fastapi.dispatch.claim import Claim
from django_fastapi.dispatch.operations import django_resolves


class Server(Enum):
    NODE = "TypeScript"
    OPERATIONS = "FastAPI"
    DJANGO = "Django"


class Claimant(Protocol):
    def claim(self, scope: dict[str, Any]) -> Claim: ...


def choose(scope: dict[str, Any], node: Claimant | None, operations: Claimant | None) -> Server:
    """
    A path that TypeScript or FastAPI have by another method or slash is Django's if its URLconf has it. While it is
    not known what TypeScript serves, since it does not start, what nobody else has may be its.
    """
    node_claim = Claim.NONE if node is None else node.claim(scope)
    if node_claim is Claim.FULL:
        return Server.NODE
    operations_claim = Claim.NONE if operations is None else operations.claim(scope)
    if operations_claim is Claim.FULL:
        return Server.OPERATIONS
    if node_claim is operations_claim is Claim.NONE or django_resolves(
        scope["path"], scope.get("root_path", "")
    ):
        return Server.DJANGO
    return Server.NODE if operations_claim is Claim.NONE else Server.OPERATIONS
