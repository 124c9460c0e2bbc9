"""What only PostgreSQL has, where a server answers (PGHOST, PGPORT, PGUSER, PGPASSWORD; 127.0.0.1 as postgres)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from processes import WorkerProcess, describe

psycopg = pytest.importorskip("psycopg")

NAME = f"django_fastapi_python_{os.getpid()}"
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "project.postgres_settings", "PROJECT_DATABASE": NAME}


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    host, user = os.environ.get("PGHOST", "127.0.0.1"), os.environ.get("PGUSER", "postgres")
    try:
        connection = psycopg.connect(
            host=host, user=user, dbname="postgres", autocommit=True, connect_timeout=2
        )
    except psycopg.OperationalError as problem:
        pytest.skip(f"no PostgreSQL answers: {problem}")
    connection.execute(f"CREATE DATABASE {NAME}")
    # Before Django connects: it asks for hstore's type once.
    with psycopg.connect(host=host, user=user, dbname=NAME) as made:
        made.execute("CREATE EXTENSION hstore")
    yield connection
    connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
    connection.close()


@pytest.fixture(scope="module")
def worker(server: Any) -> Iterator[WorkerProcess]:
    process = WorkerProcess(env=ENVIRONMENT)
    assert "result" in process.ask("call", target="everything.tasks.migrate", args=[], kwargs={})
    yield process
    process.end()


def test_column_types(server: Any) -> None:
    _, manifest, _ = describe(env=ENVIRONMENT)
    postgres = next(model for model in manifest["models"] if model["label"] == "everything.Postgres")
    types = {field["name"]: field["dbType"] for field in postgres["fields"]}
    assert types["numbers"] == "integer[3]"
    assert (types["span"], types["extra"]) == ("int4range", "hstore")
    assert manifest["databases"]["default"]["vendor"] == "postgresql"


def test_values_that_only_postgres_has(worker: WorkerProcess, tree: Any) -> None:
    made = worker.ask("call", target="everything.tasks.make_postgres_row", args=[], kwargs={})
    assert "result" in made
    answer = worker.ask("query", tree=tree("everything.Postgres"), terminal={"kind": "rows"})["result"]
    row = dict(zip(answer["columns"], answer["rows"][0], strict=True))
    assert row["numbers"] == [1, None]
    assert row["matrix"] == [["a"], ["b"]]
    assert row["span"] == {"$": "range", "v": {"lower": 1, "upper": 5, "bounds": "[)", "empty": False}}
    assert row["days"]["v"]["lower"] == {"$": "date", "v": "2026-01-02"}
    assert row["extra"] == {"key": None}


def test_lookups_by_its_values(worker: WorkerProcess, tree: Any) -> None:
    span = {"$": "range", "v": {"lower": 2, "upper": 3, "bounds": "[)", "empty": False}}
    contains = {"op": "filter", "where": {"kind": "lookup", "key": "span__contains", "value": span}}
    answer = worker.ask("query", tree=tree("everything.Postgres", contains), terminal={"kind": "count"})
    assert answer["result"]["rows"] == [[1]]


def test_nodes_sql_with_numbered_placeholders(worker: WorkerProcess) -> None:
    def execute(sql: str, *params: Any) -> Any:
        return worker.ask("execute", using="default", sql=sql, params=list(params))

    worker.ask("transaction", action="begin", using="default")
    answer = execute("SELECT $2::int - $1::int AS less, '100%$1' AS text, $1::int % 2", 3, 10)
    # As text beside type numbers, which is how Node's own driver has them.
    assert answer["result"]["rows"] == [["7", "100%$1", "1"]]
    assert answer["result"]["types"] == [23, 25, 23]
    worker.ask("transaction", action="savepoint", using="default", name="one")
    assert execute("SELECT 1 / 0")["error"]["data"]["sqlstate"] == "22012"
    assert "error" in execute("SELECT 1"), "the transaction is broken until it is rolled back"
    worker.ask("transaction", action="rollbackTo", using="default", name="one")
    assert execute("SELECT 1")["result"]["rows"] == [["1"]]
    assert worker.ask("transaction", action="rollback", using="default")["result"] is False


def test_integrity_errors_name_the_constraint(worker: WorkerProcess) -> None:
    params = {"model": "everything.Thing", "using": None, "pk": None, "adding": True}
    how = {"updateFields": None, "forceInsert": False, "forceUpdate": False}
    error = worker.ask("save", **params, **how, values={"name": "x", "size": -5})["error"]
    assert error["data"]["constraint"] == "sized"
    assert error["data"]["sqlstate"] == "23514"
    assert error["data"]["table"] == "everything_thing"


def test_a_connection_that_was_cut_is_opened_again_and_no_query_fails(
    worker: WorkerProcess, server: Any, tree: Any
) -> None:
    count = {"tree": tree("everything.Thing"), "terminal": {"kind": "count"}}
    assert "result" in worker.ask("query", **count)
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [NAME])
    while server.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", [NAME]).fetchone():
        time.sleep(0.01)
    assert "result" in worker.ask("query", **count)
