"""The command that starts Node for this project: which Node, which copy of the package, which environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from django_fastapi.settings import fastapi_setting

OLDEST_NODE = (22, 18)
_PACKAGE = Path("node_modules", "django-fastapi-bridge")


class NodeUnavailable(Exception):  # noqa: N818 - says what is the case
    """Node or the npm package is not there; the message says what to do."""


def node_command() -> list[str]:
    """``node .../cli/main.js``, of the project's own copy of the package."""
    return [_find_node(), str(_find_cli())]


def project_arguments() -> list[str]:
    """What tells the command line which project it is, and which Python: those of this process."""
    folder = project_folder()
    project = ["--project", str(folder)] if (folder / "manage.py").exists() else []
    return [*project, "--settings", settings.SETTINGS_MODULE, "--python", sys.executable]


def node_environment(secret: str) -> dict[str, str]:
    """For a Node that this process starts."""
    # What this process can import, Node's Python processes can: gunicorn's --pythonpath, uvicorn's --app-dir.
    path = os.pathsep.join(dict.fromkeys(os.path.abspath(entry) for entry in sys.path if entry))
    return {
        **os.environ,
        "PYTHONPATH": path,
        "DJANGO_FASTAPI_FRONT": "python",
        "DJANGO_FASTAPI_GATEWAY_SECRET": secret,
    }


def project_folder() -> Path:
    """Of manage.py, which settings call BASE_DIR; else where the server was started."""
    base = getattr(settings, "BASE_DIR", None)
    folders = [Path(base)] if base else []
    return next((each for each in [*folders, Path.cwd()] if (each / "manage.py").exists()), Path.cwd())


def _find_node() -> str:
    wanted = fastapi_setting("FASTAPI_NODE") or "node"
    node = shutil.which(str(wanted))
    if node is None:
        raise NodeUnavailable(
            f"Node was not found ({wanted}): TypeScript operations are not served. "
            'Install Node 22.18 or newer, or name it: FASTAPI_NODE = "/path/to/node"'
        )
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    numbers = tuple(int(part) for part in version.lstrip("v").split(".")[:2] if part.isdigit())
    if numbers < OLDEST_NODE:
        raise NodeUnavailable(
            f"{node} is Node {version or 'of no known version'}: 22.18 or newer is needed. "
            'Install it, or name another one: FASTAPI_NODE = "/path/to/node"'
        )
    return node


def _find_cli() -> Path:
    for package in _packages():
        # Only the package's own repository has sources.
        for cli in (package / "src" / "cli" / "main.ts", package / "dist" / "cli" / "main.js"):
            if cli.exists():
                return cli
    raise NodeUnavailable(
        f"The npm package django-fastapi-bridge is not installed in {project_folder()} or above it: "
        "TypeScript operations are not served. Install it there: npm install django-fastapi-bridge zod"
    )


def _packages() -> Iterator[Path]:
    # package.json's own copy first: one version on both sides.
    folder = project_folder()
    for parent in (folder, *folder.parents):
        yield parent / _PACKAGE
    for name in ("frontend", "web", "client"):
        yield folder / name / _PACKAGE
    # This file inside the npm package, not installed by pip: python/django_fastapi/front/.
    yield Path(__file__).parents[3]
