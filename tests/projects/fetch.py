"""
Describes large projects from PyPI:

    python tests/projects/fetch.py CACHE_FOLDER [wagtail] [oscar] [pretix]

For each, a virtual environment and a minimal project are made in the cache folder (nothing of them is in this
repository), and CACHE_FOLDER/<name>/manifest.json is written. The environments are kept: a second run only describes.
Ends with 1 when a project cannot be installed or described.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
PYTHON_SIDE = HERE.parent.parent / "python"
PROJECTS = ("wagtail", "oscar", "pretix")


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    cache, names = Path(arguments[0]).resolve(), arguments[1:] or PROJECTS
    failed = [name for name in names if not describe(name, cache / name)]
    if failed:
        print(f"Not described: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def describe(name: str, folder: Path) -> bool:
    """Writes manifest.json; False, with the reason on stderr, when that fails."""
    project = folder / "project"
    shutil.copytree(HERE / name, project, dirs_exist_ok=True)
    (project / "manage.py").touch()
    python = environment(folder / "venv", HERE / name / "requirements.txt")
    if python is None:
        return False
    manifest = folder / "manifest.json"
    run = subprocess.run(
        [python, "-m", "django_fastapi", "manifest", "--output", manifest],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(PYTHON_SIDE), "DJANGO_SETTINGS_MODULE": "settings"},
        check=False,
    )
    print(f"{name}: {manifest}" if run.returncode == 0 else f"{name}: see {manifest}", flush=True)
    return run.returncode == 0


def environment(folder: Path, requirements: Path) -> Path | None:
    """The interpreter of an environment with the requirements; made once for each content of the file."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = folder / "installed.txt"
    if installed.is_file() and installed.read_text() == requirements.read_text():
        return python
    venv.create(folder, with_pip=True, clear=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
    if subprocess.run([*pip, "-r", requirements], check=False).returncode != 0:
        return None
    shutil.copy(requirements, installed)
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
