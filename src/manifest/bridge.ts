import type { WireValue } from "./wire.ts";

/**
 * The way to Python, as `orm/`, `auth/` and `contrib/` see it. `django/` implements it over the worker channel and
 * injects it at start; without Python the one in `unavailable-bridge.ts` answers every call with an error that
 * says what is missing.
 */
export interface PythonBridge {
  /** False when there is no Python at all (a snapshot): callers can say so early. */
  readonly available: boolean;
  /**
   * One request to a worker. `method` is a name of `django_fastapi/worker` ("query", "save", "call" ...), see
   * docs/architecture.md. Python exceptions reject as the error of this package that stands for them.
   */
  request<M extends keyof BridgeMethods>(
    method: M,
    params: BridgeMethods[M]["params"],
    options?: BridgeRequestOptions,
  ): Promise<BridgeMethods[M]["result"]>;
  /** A worker held by one transaction: its requests run in order, on one database connection. */
  pin(options?: BridgeRequestOptions): Promise<PinnedWorker>;
}

export interface BridgeRequestOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds until the call is given up and its worker replaced. */
  readonly deadline?: number;
}

export interface PinnedWorker extends Pick<PythonBridge, "request"> {
  /** Gives the worker back; a transaction still open is rolled back. */
  release(): Promise<void>;
}

/** A row, as for `clean`, and the name of one of its fields for files. */
interface RowFile {
  model: string;
  using: string | null;
  pk: WireValue;
  adding: boolean;
  values: Record<string, WireValue>;
  field: string;
}

/** The worker's methods: what goes in, what comes out. Later methods are added here and in Python together. */
export interface BridgeMethods {
  /** `using`: a database that has to answer, too. */
  ping: { params: { using?: string }; result: { pid: number; django: string } };
  /** A query tree in JSON form (`orm/query/wire.ts`) and what is asked of it. */
  query: {
    params: { tree: WireValue; terminal: WireValue };
    result: {
      /** For rows: `ResultShape.columns`; empty otherwise. */
      columns: string[];
      /** For rows: arrays of wire values ("flat": one-element arrays). For count: [[n]]; exists: [[bool]]; aggregate: one row by `columns`; explain: [[text]]. */
      rows: WireValue[][];
    };
  };
  /** `Manager.raw()`: Django's placeholders ("%s", "%(name)s"), and their values as a list or by name. */
  raw: {
    params: {
      model: string;
      manager: string | null;
      using: string | null;
      sql: string;
      params: WireValue;
      /** Names of fields by those of the SQL's columns. */
      translations: Readonly<Record<string, string>>;
    };
    /** As of `query` for instances; columns that are no field's by their names. */
    result: { columns: string[]; rows: WireValue[][] };
  };
  /**
   * Loads the row (or makes one, with `pk` null), sets `values` by attname, and calls plain `save()`; answers all concrete values
   * afterwards. `updateFields` null: a full save.
   */
  save: {
    params: {
      model: string;
      using: string | null;
      pk: WireValue;
      adding: boolean;
      values: Record<string, WireValue>;
      updateFields: string[] | null;
      forceInsert: boolean;
      forceUpdate: boolean;
    };
    /** `values` null: the row is not there any more, and nothing was done. */
    result: { values: Record<string, WireValue> | null; created: boolean };
  };
  /**
   * `FieldFile.save()` of a row with these values, without saving the row: the file at `path` is the worker's then. Answers the
   * columns that are different. `adding` false: the row is loaded first.
   */
  storeFile: {
    params: RowFile & { path: string; name: string; contentType: string; validate: boolean };
    result: Record<string, WireValue>;
  };
  /** `FieldFile.delete()`, without saving the row. */
  deleteFile: { params: RowFile; result: Record<string, WireValue> };
  /**
   * `full_clean()` or one of its parts, of a row with these values; what it found, or the values as they are then. `adding` false:
   * the row is loaded first.
   */
  clean: {
    params: {
      model: string;
      using: string | null;
      pk: WireValue;
      adding: boolean;
      values: Record<string, WireValue>;
      method: "full_clean" | "clean_fields" | "validate_unique" | "validate_constraints";
      exclude: string[];
      options: Readonly<Record<string, boolean>>;
    };
    result: {
      values: Record<string, WireValue>;
      /** By field; null: the row is valid. */
      problems: Record<string, { message: string; code: string | null }[]> | null;
    };
  };
  /** `instance.delete()`: Django's (total, by label). */
  delete: {
    params: { model: string; using: string | null; pk: WireValue };
    result: { total: number; byModel: Record<string, number> };
  };
  /** A many-to-many manager's method (add, remove, set, clear) on an instance. */
  m2m: {
    params: {
      model: string;
      using: string | null;
      pk: WireValue;
      accessor: string;
      method: "add" | "remove" | "set" | "clear";
      pks: WireValue[];
      throughDefaults: Record<string, WireValue> | null;
      /** set: everything is removed first (`set(clear=True)`). */
      clear: boolean;
    };
    result: null;
  };
  /** `bulk_create` or `bulk_update` of instances with these values (by attname), on the manager or QuerySet of a tree. */
  bulk: {
    params: {
      tree: WireValue;
      method: "bulk_create" | "bulk_update";
      rows: Record<string, WireValue>[];
      options: Record<string, WireValue>;
    };
    result: {
      count: number;
      /** bulk_create: all concrete values of each row afterwards. */
      rows: Record<string, WireValue>[];
    };
  };
  /** An overridden manager or QuerySet method by Django's name, on the QuerySet of a tree. */
  querysetMethod: {
    params: { tree: WireValue; method: string; args: WireValue[]; kwargs: Record<string, WireValue> };
    result: WireValue;
  };
  /** A function exposed with `@django_fastapi.expose`, or any by dotted path. */
  call: {
    params: { target: string; args: WireValue[]; kwargs: Record<string, WireValue> };
    result: WireValue;
  };
  /** Whether Django's URLconf resolves a path (no leading host): for 405 and slash redirects. */
  resolve: { params: { path: string }; result: { resolves: boolean } };
  reverse: {
    params: { name: string; args: WireValue[]; kwargs: Record<string, WireValue> };
    result: { url: string };
  };
  /** `django.shortcuts.render`, with a request like the one given. */
  render: {
    params: {
      template: string | string[];
      context: Record<string, WireValue>;
      contentType: string | null;
      status: number | null;
      using: string | null;
      request: {
        method: string;
        /** Percent-encoded, as it was sent. */
        path: string;
        query: string;
        /** Names and values in turn. */
        headers: readonly string[];
        scheme: "http" | "https";
        host: string;
        client: readonly [host: string, port: number] | null;
        rootPath: string;
      };
    };
    result: { status: number; headers: [name: string, value: string][]; body: string };
  };
  /** The OpenAPI document of the project's FastAPI operations; null: there are none. */
  openapi: { params: Record<string, never>; result: { document: Readonly<Record<string, unknown>> | null } };
  /** Transactions of a pinned worker. */
  transaction: {
    params:
      | { action: "begin" | "commit" | "rollback"; using: string }
      | { action: "savepoint" | "release" | "rollbackTo"; using: string; name: string };
    /** commit, release: false where it was rolled back, as Django does when something inside had failed. */
    result: boolean;
  };
  /** SQL with Django's placeholders already resolved, on the pinned worker's cursor. */
  execute: {
    params: { using: string; sql: string; params: WireValue[] };
    result: {
      columns: string[];
      /** PostgreSQL: the type number (oid) of each column, whose values are the server's text. Else null. */
      types: (number | null)[];
      rows: WireValue[][];
      rowCount: number;
      lastRowId: WireValue;
    };
  };
}
