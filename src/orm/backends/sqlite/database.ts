import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { OperationalError } from "../../../errors/database.ts";
import type { DatabaseDescription } from "../../../manifest/schema.ts";
import type { WireValue } from "../../../manifest/wire.ts";
import { andThen } from "../../../util/maybe-promise.ts";
import type { MaybePromise } from "../../../util/maybe-promise.ts";
import { fromWire } from "../../fields/wire.ts";
import type { Database, Dialect, OpenDatabase, QueryResult, TransactionConnection } from "../backend.ts";
import { SqliteConnection } from "./connection.ts";
import { sqliteDialect } from "./dialect.ts";
import { nodeSqlite } from "./driver.ts";
import { sqliteError } from "./errors.ts";
import { registerFunctions } from "./functions.ts";
import { WriterQueue } from "./writer-queue.ts";

/** OPTIONS of Django's SQLite backend that mean something here; the others are for Python's driver. */
interface SqliteOptions {
  /** Seconds to wait for a locked database (sqlite3.connect's own default is 5). */
  readonly timeout: number;
  /** SQL for each new connection, separated by ";" (Django 5.1). */
  readonly initCommand: string;
  /** DEFERRED, IMMEDIATE, EXCLUSIVE (Django 5.1). Writes here are always at least IMMEDIATE: see `begin`. */
  readonly transactionMode: string;
}

/** Opens a project's SQLite database at first use. */
export const openSqlite: OpenDatabase = (alias, description, secret, { timeZone, useTz, baseDir }) => {
  const { timeout, init_command: initCommand, transaction_mode: transactionMode } = secret.options;
  return new SqliteDatabase(
    alias,
    description,
    sqliteDialect({ timeZone: description.timeZone ?? (useTz ? "UTC" : timeZone), useTz }),
    filename(secret.name, baseDir),
    {
      timeout: typeof timeout === "number" ? timeout : 5,
      initCommand: typeof initCommand === "string" ? initCommand : "",
      transactionMode: typeof transactionMode === "string" ? transactionMode : "IMMEDIATE",
    },
  );
};

function filename(name: string, baseDir: string): string {
  return name === ":memory:" || name.startsWith("file:") ? name : resolve(baseDir, name);
}

class SqliteDatabase implements Database {
  readonly alias: string;
  readonly description: DatabaseDescription;
  readonly dialect: Dialect;
  private readonly path: string;
  private readonly options: SqliteOptions;
  private readonly writers: WriterQueue;
  private main: SqliteConnection | null = null;
  /** The handle of the last `atomic` block, for the next one: there is never more than one. */
  private idle: DatabaseSync | null = null;

  constructor(
    alias: string,
    description: DatabaseDescription,
    dialect: Dialect,
    path: string,
    options: SqliteOptions,
  ) {
    this.alias = alias;
    this.description = description;
    this.dialect = dialect;
    this.path = path;
    this.options = options;
    this.writers = new WriterQueue(alias);
  }

  execute(sql: string, params: readonly unknown[]): MaybePromise<QueryResult> {
    if (READS.test(sql) || !this.writers.busy) return this.connection().execute(sql, params);
    return this.executeInTurn(sql, params);
  }

  stream(
    sql: string,
    params: readonly unknown[],
    pageSize: number,
  ): AsyncIterable<readonly (readonly unknown[])[]> {
    return this.connection().stream(sql, params, pageSize);
  }

  async acquire(): Promise<TransactionConnection> {
    await this.writers.enter();
    try {
      const handle = this.idle ?? this.open();
      this.idle = null;
      const { timeout, transactionMode } = this.options;
      return new SqliteTransaction(
        this.alias,
        this.dialect,
        handle,
        timeout * 1000,
        transactionMode,
        (usable) => {
          if (usable && this.idle === null) this.idle = handle;
          else handle.close();
          this.writers.leave();
        },
      );
    } catch (error) {
      this.writers.leave();
      throw error;
    }
  }

  fromPython(rows: readonly (readonly WireValue[])[]): QueryResult["rows"] {
    // Bytes, large integers and special floats are tagged; everything else is as it lies in the file.
    return rows.map((row) => row.map(fromWire));
  }

  async close(): Promise<void> {
    this.main?.close();
    this.main = null;
    this.idle?.close();
    this.idle = null;
  }

  private async executeInTurn(sql: string, params: readonly unknown[]): Promise<QueryResult> {
    await this.writers.enter();
    try {
      return await this.connection().execute(sql, params);
    } finally {
      this.writers.leave();
    }
  }

  private connection(): SqliteConnection {
    this.main ??= new SqliteConnection(this.alias, this.dialect, this.open(), this.options.timeout * 1000);
    return this.main;
  }

  private open(): DatabaseSync {
    // SQLite would make an empty file, and every query would fail for want of its table.
    if (this.path !== ":memory:" && !this.path.startsWith("file:") && !existsSync(this.path))
      throw new OperationalError(
        `Database "${this.alias}": there is no file ${this.path}. Run "python manage.py migrate".`,
      );
    const { DatabaseSync } = nodeSqlite();
    try {
      // A wait inside SQLite would stop the event loop; the connection tries again by itself.
      const handle = new DatabaseSync(this.path, { enableForeignKeyConstraints: true, timeout: 0 });
      registerFunctions(handle);
      if (this.options.initCommand !== "") handle.exec(this.options.initCommand);
      return handle;
    } catch (error) {
      throw sqliteError(error, this.alias);
    }
  }
}

/** Statements that write nothing, and so need not wait for who writes. */
const READS = /^\s*(?:SELECT|EXPLAIN|PRAGMA|VALUES)\b/i;

/** The writer's handle for one `atomic` block. */
class SqliteTransaction extends SqliteConnection implements TransactionConnection {
  private readonly mode: string;
  private readonly giveBack: (usable: boolean) => void;
  private open = false;

  constructor(
    alias: string,
    dialect: Dialect,
    handle: DatabaseSync,
    timeout: number,
    mode: string,
    giveBack: (usable: boolean) => void,
  ) {
    super(alias, dialect, handle, timeout);
    this.mode = mode;
    this.giveBack = giveBack;
  }

  begin(): MaybePromise<void> {
    return andThen(this.execute(`BEGIN ${this.mode}`, []), () => {
      this.open = true;
    });
  }

  commit(): MaybePromise<boolean> {
    return andThen(this.execute("COMMIT", []), () => {
      this.open = false;
      return true;
    });
  }

  rollback(): MaybePromise<void> {
    return andThen(this.execute("ROLLBACK", []), () => {
      this.open = false;
    });
  }

  async release(): Promise<void> {
    let usable = true;
    try {
      if (this.open) await this.rollback();
    } catch {
      // A handle in a state that is not known is not used again.
      usable = false;
    }
    this.giveBack(usable);
  }
}
