"""
What ``manage.py check`` says about the API: whether Node can be started, and what the command line finds. In Python
because Django's checks are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from django.core import checks

from django_fastapi.front.command import (
    NodeUnavailable,
    node_command,
    node_environment,
    project_arguments,
    project_folder,
)
from django_fastapi.settings import fastapi_setting

_LEVELS = {"error": checks.Error, "warning": checks.Warning}


def register_checks() -> None:
    checks.register(check_api, "django_fastapi")


def _needs_no_node() -> bool:
    return fastapi_setting("FASTAPI_NODE") is False or bool(fastapi_setting("FASTAPI_NODE_URL"))


def check_api(app_configs: Sequence[Any] | None, **_: Any) -> list[checks.CheckMessage]:
    """
    Stale models, middleware that API requests bypass, open CORS, and whether the API loads: what
    ``django-fastapi check`` finds. It takes a second, so only ``manage.py check`` asks it, not every start.
    """
    if os.environ.get("DJANGO_FASTAPI_FRONT") == "node" or _needs_no_node():
        return []
    try:
        command = node_command()
    except NodeUnavailable as missing:
        return [checks.Error(str(missing), id="django_fastapi.E001")]
    if sys.argv[1:2] != ["check"]:
        return []
    checked = subprocess.run(
        [*command, *project_arguments(), "check", "--json"],
        cwd=project_folder(),
        env={**node_environment(""), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        findings = json.loads(checked.stdout)
    except ValueError:
        return [
            checks.Error(f"django-fastapi check failed:\n{checked.stderr.strip()}", id="django_fastapi.E002")
        ]
    return [_LEVELS[each["level"]](each["text"], id=f"django_fastapi.{each['code']}") for each in findings]
