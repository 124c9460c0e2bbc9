"""Which database the example runs on: SQLite beside manage.py unless the environment says otherwise.

EXAMPLE_DATABASE is "sqlite", "postgres" or "mysql" (MariaDB too); EXAMPLE_DATABASE_NAME, _USER, _PASSWORD,
_HOST and _PORT say where it is.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def database_from_environment(base_dir: Path) -> dict[str, Any]:
    kind = os.environ.get("EXAMPLE_DATABASE", "sqlite")
    if kind == "sqlite":
        name = os.environ.get("EXAMPLE_DATABASE_NAME", str(base_dir / "db.sqlite3"))
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name}
    if kind == "postgres":
        return {"ENGINE": "django.db.backends.postgresql", **_server(user="postgres")}
    if kind in ("mysql", "mariadb"):
        _provide_mysql_driver()
        return {
            "ENGINE": "django.db.backends.mysql",
            **_server(user="root"),
            "OPTIONS": {"charset": "utf8mb4"},
            "TEST": {"CHARSET": "utf8mb4"},
        }
    raise ValueError(f'EXAMPLE_DATABASE is "{kind}": use "sqlite", "postgres", "mysql" or "mariadb".')


def _provide_mysql_driver() -> None:
    """
    Django imports mysqlclient, which PyPI has for Linux as source only. PyMySQL, which needs no compiler,
    stands in for it where it is not installed.
    """
    if find_spec("MySQLdb") is None:
        import pymysql

        pymysql.install_as_MySQLdb()


def _server(user: str) -> dict[str, Any]:
    return {
        "NAME": os.environ.get("EXAMPLE_DATABASE_NAME", "django_fastapi_example"),
        "USER": os.environ.get("EXAMPLE_DATABASE_USER", user),
        "PASSWORD": os.environ.get("EXAMPLE_DATABASE_PASSWORD", ""),
        "HOST": os.environ.get("EXAMPLE_DATABASE_HOST", "127.0.0.1"),
        "PORT": os.environ.get("EXAMPLE_DATABASE_PORT", ""),
    }
