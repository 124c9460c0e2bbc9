"""What TypeScript serves, as its server tells (src/server/route-table.ts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django_fastapi.dispatch.claim import Claim, preflighted_method


class RouteTable:
    def __init__(self, table: dict[str, Any]) -> None:
        self.files: list[str] = table["files"]
        """What the API consists of: a change in one of them starts Node anew."""
        self._root_path: str = table["rootPath"]
        self._redirects_slashes: bool = table["redirectSlashes"]
        self._has_cors: bool = table["cors"]
        self._literal: dict[str, list[str]] = {}
        self._patterns: list[tuple[re.Pattern[str], list[str]]] = []
        for route in table["routes"]:
            if route["path"] is not None:
                self._literal[route["path"]] = route["methods"]
            else:
                self._patterns.append((re.compile(route["pattern"]), route["methods"]))

    def claim(self, scope: dict[str, Any]) -> Claim:
        """How far a request or a WebSocket is TypeScript's."""
        path = self._own_path(scope["path"], scope.get("root_path", ""))
        if scope["type"] != "http":
            found = self._match("WEBSOCKET", path)
            return found if found is Claim.FULL else Claim.NONE
        claim = self._match(scope["method"], path)
        if claim is Claim.NONE:
            toggled = path.rstrip("/") if path.endswith("/") else f"{path}/"
            redirects = self._redirects_slashes and self._match(scope["method"], toggled) is not Claim.NONE
            return Claim.IF_DJANGO_HAS_NONE if redirects else Claim.NONE
        # The API answers the preflights of all that it has.
        return Claim.FULL if self._has_cors and preflighted_method(scope) else claim

    def _match(self, method: str, path: str) -> Claim:
        claim = Claim.NONE
        for methods in self._methods_of(path):
            if method in methods:
                return Claim.FULL
            if methods != ["WEBSOCKET"]:
                claim = Claim.IF_DJANGO_HAS_NONE
        return claim

    def _methods_of(self, path: str) -> Iterator[list[str]]:
        literal = self._literal.get(path)
        if literal is not None:
            yield literal
        for pattern, methods in self._patterns:
            if pattern.fullmatch(path):
                yield methods

    def _own_path(self, path: str, mounted_at: str) -> str:
        """As src/server/router.ts has it; ``mounted_at`` is where the Python server has the whole application."""
        for root in (mounted_at, self._root_path):
            if root and (path == root or path.startswith(f"{root}/")):
                path = path[len(root) :] or "/"
        return path
