"""What cannot be described: collected while a manifest is built, told to the developer once."""

from __future__ import annotations

from typing import TypedDict


class Warning(TypedDict):  # noqa: A001 - the manifest's word
    where: str
    message: str


class Warnings:
    def __init__(self) -> None:
        self.items: list[Warning] = []

    def add(self, where: str, problem: object) -> None:
        message = f"{type(problem).__name__}: {problem}" if isinstance(problem, Exception) else str(problem)
        warning = Warning(where=where, message=message)
        if warning not in self.items:
            self.items.append(warning)
