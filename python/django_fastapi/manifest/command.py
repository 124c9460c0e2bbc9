"""``python -m django_fastapi manifest``: the manifest on file descriptor 3, the secrets on 4."""

from __future__ import annotations

import json
import sys
from typing import Any

from django_fastapi import pipes
from django_fastapi.failure import describe_startup_failure


def run(output: str | None) -> int:
    """Describes the project; 1 when it does not start, and then the reason is what is written."""
    manifest_pipe, secrets_pipe = pipes.take(3), pipes.take(4)
    pipes.print_by_line()
    if output is None and manifest_pipe is None:
        print("Nowhere to write to: file descriptor 3 is closed. Use --output FILE.", file=sys.stderr)
        return 2
    secrets: dict[str, Any] | None = None
    try:
        from django_fastapi.bootstrap import set_up_django

        set_up_django()
        from django_fastapi.manifest.project import describe_project
        from django_fastapi.manifest.secrets import describe_secrets

        answer, secrets = describe_project(), describe_secrets()
    except (Exception, SystemExit) as error:
        answer = {"error": describe_startup_failure(error)}
    _write(answer, output, manifest_pipe)
    if secrets is not None and secrets_pipe is not None:
        pipes.write_all(secrets_pipe, _to_json(secrets))
    return 1 if secrets is None else 0


def _write(answer: dict[str, Any], output: str | None, pipe: int | None) -> None:
    text = _to_json(answer)
    if output == "-":
        sys.stdout.buffer.write(text + b"\n")
    elif output is not None:
        with open(output, "wb") as file:
            file.write(text + b"\n")
    elif pipe is not None:
        pipes.write_all(pipe, text)


def _to_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "surrogatepass")
