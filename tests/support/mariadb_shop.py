"""
The shop on MariaDB: made under a lock, so that test processes side by side make it once. MariaDB cannot rename a database:
a table that is made last says that it is whole. Reads a JSON object; prints why there is none, or null.
"""

import json
import os
import subprocess
import sys


def main(server: dict, name: str, stale: str, size: int) -> str | None:
    try:
        import pymysql
    except ImportError:
        return "this Python has no PyMySQL"
    try:
        connection = pymysql.connect(host=server["host"], user=server["user"], connect_timeout=2)
    except pymysql.err.OperationalError:
        return f"no MariaDB or MySQL at {server['host']}"
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT GET_LOCK('dfb_test_shop', 120)")
        cursor.execute("SELECT 1 FROM information_schema.tables WHERE table_schema = %s AND table_name = 'complete'", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"DROP DATABASE IF EXISTS `{name}`")
            cursor.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4")
            manage("migrate", "--verbosity", "0")
            manage("load_shop", "--size", str(size))
            cursor.execute(f"CREATE TABLE `{name}`.complete (id integer PRIMARY KEY)")
            cursor.execute("SELECT schema_name FROM information_schema.schemata")
            for (other,) in cursor.fetchall():
                if other.startswith(stale) and other != name:
                    cursor.execute(f"DROP DATABASE `{other}`")
    return None


def manage(*args: str) -> None:
    subprocess.run([sys.executable, "manage.py", *args], check=True, stdout=subprocess.DEVNULL, env=os.environ)


print(json.dumps(main(**json.load(sys.stdin))))
