"""runserver: a change of TypeScript starts Node anew, and Python goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.autoreload import autoreload_started, file_changed

from django_fastapi.front.starting import the_node

_SCRIPTS = {".ts", ".mts", ".js", ".mjs"}


def follow_the_autoreloader() -> None:
    """Called when Django is set up: the autoreloader starts after that."""
    autoreload_started.connect(_watch, dispatch_uid="django_fastapi")
    file_changed.connect(_on_change, dispatch_uid="django_fastapi")


def _watch(sender: Any, **_: Any) -> None:
    # Here too, and not only what Node says that it imported: it may not start.
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if "site-packages" not in folder.parts:
            for suffix in _SCRIPTS:
                sender.watch_dir(folder, f"*{suffix}")
    node = the_node()
    if node is not None:
        node.on_table = lambda table: sender.extra_files.update(map(Path, table.files))


def _on_change(sender: Any, file_path: Path, **_: Any) -> bool:
    """True: the change is dealt with, this process need not start anew."""
    node = the_node()
    if node is None or file_path.suffix not in _SCRIPTS:
        return False
    node.restart()
    return True
