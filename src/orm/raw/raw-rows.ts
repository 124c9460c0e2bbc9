import { QueryNeedsPython } from "../../errors/orm.ts";
import { FieldError } from "../../errors/query.ts";
import { andThen } from "../../util/maybe-promise.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { Dialect, ResultField } from "../backends/backend.ts";
import { connectionFor } from "../connections.ts";
import { aliasOf } from "../executors/alias.ts";
import type { Answer, ExecutorName } from "../executors/answer.ts";
import { allowWorker } from "../executors/run.ts";
import { fromWireColumn } from "../fields/wire.ts";
import { raw as pythonsOwn } from "../fields/raw.ts";
import { fieldType } from "../fields/registry.ts";
import { className } from "../lookups/registry.ts";
import type { ModelMeta } from "../meta.ts";
import { observed } from "../observe.ts";
import { Relations } from "../query/relations.ts";
import { StatementCache } from "../query/statement-cache.ts";
import type { QueryTree } from "../query/tree.ts";
import { valueToWire } from "../query/wire.ts";
import type { RowSource } from "../rows.ts";
import { modelMeta, runtime } from "../runtime.ts";
import type { OrmRuntime } from "../runtime.ts";
import { pythonSession } from "../transaction/python-session.ts";
import { bindPlaceholders } from "./placeholders.ts";
import type { RawParams } from "./placeholders.ts";

/** SQL of the project's that gives rows of a model (`django.db.models.query.RawQuerySet`). */
export interface RawQuery {
  /** The model and the database. */
  readonly tree: QueryTree;
  readonly sql: string;
  readonly params: RawParams;
  /** Names of fields by those of the SQL's columns. */
  readonly translations: Readonly<Record<string, string>>;
  /** Runs there only; null: where it can. */
  readonly executor: ExecutorName | null;
}

/** Runs the SQL, natively where the columns' values are known here. */
export function runRaw(query: RawQuery): MaybePromise<Answer> {
  const { tree, executor } = query;
  const meta = modelMeta(tree.model);
  const alias = aliasOf(tree);
  const cause = executor === "worker" ? "it was asked to" : needsPython(query, meta, alias);
  if (cause !== null && executor === "native")
    throw new QueryNeedsPython(`This raw() is not run here: ${cause}`);
  if (cause === null) return runNatively(query, meta, alias);
  if (executor !== "worker") allowWorker(tree, alias, cause);
  return observed({ executor: "worker", model: tree.model, alias: tree.using, sql: null }, () =>
    runInPython(query, alias),
  );
}

function needsPython({ sql, translations }: RawQuery, meta: ModelMeta, alias: string): string | null {
  if (alias === "python") return "DATABASE_ROUTERS answer differently each time they are asked";
  const reason = runtime().uncompilable(alias);
  if (reason !== null) return reason;
  const relations = new Relations(runtime().registry);
  const given = [sql, ...Object.values(translations)].join(" ");
  const custom = meta.concreteFields.find(
    (field) =>
      fieldType(relations.valueField(field)) === pythonsOwn &&
      (ALL_COLUMNS.test(given) || given.includes(field.column as string)),
  );
  return custom === undefined ? null : `Values of ${className(custom)} are Python's`;
}

/** What may give columns that are not named: "*", but for that of COUNT(*). */
const ALL_COLUMNS = /(?<!\(\s*)\*/;

function runNatively(query: RawQuery, meta: ModelMeta, alias: string): MaybePromise<Answer> {
  const connection = connectionFor(alias);
  const { sql, values } = bindPlaceholders(query.sql, query.params, connection.dialect);
  return andThen(
    observed({ executor: "native", model: meta.label, alias, sql }, () => connection.execute(sql, values)),
    ({ rows, fields }) => ({ source: sourceOf(meta, alias, connection.dialect, fields, query), rows }),
  );
}

async function runInPython({ tree, sql, params, translations }: RawQuery, alias: string): Promise<Answer> {
  const session = pythonSession(alias, `raw() of ${tree.model} runs in Python`);
  const { columns, rows } = await session.request("raw", {
    model: tree.model,
    manager: tree.manager,
    using: tree.using,
    sql,
    params: valueToWire(params),
    translations,
  });
  const source = cached(`worker ${tree.model} ${columns.join("\u0001")}`, () => ({
    shape: { kind: "instances", columns },
    decoders: columns.map(() => null),
    plainNames: true,
  }));
  return { source, rows: rows.map((row) => row.map(fromWireColumn)) };
}

/** What the SQL's columns are: fields by the names of theirs, and others as they are called. */
function sourceOf(
  meta: ModelMeta,
  alias: string,
  dialect: Dialect,
  fields: readonly ResultField[],
  { translations }: RawQuery,
): RowSource {
  const names = fields.map(({ name }) => (Object.hasOwn(translations, name) ? translations[name] : name));
  const types = fields.map(({ type }) => type ?? "");
  return cached([alias, meta.label, ...names, ...types].join("\u0001"), () => {
    const byColumn = new Map(meta.concreteFields.map((field) => [field.column, field]));
    const relations = new Relations(runtime().registry);
    const columns = names.map((name) => byColumn.get(name as string) ?? null);
    if (!columns.some((field) => field?.attname === meta.pk.attname))
      throw new FieldError("Raw query must include the primary key");
    return {
      shape: {
        kind: "instances",
        columns: columns.map((field, index) => field?.attname ?? (names[index] as string)),
      },
      decoders: columns.map((field, index) =>
        field === null
          ? dialect.fromDeclared(types[index] as string)
          : dialect.fromDriver(relations.valueField(field)),
      ),
      plainNames: true,
    };
  });
}

const sources = new WeakMap<OrmRuntime, StatementCache<RowSource>>();

/** The same object for the same columns, so that a row constructor is made once. */
function cached(key: string, make: () => RowSource): RowSource {
  const current = runtime();
  let cache = sources.get(current);
  if (cache === undefined) {
    cache = new StatementCache(200);
    sources.set(current, cache);
  }
  let source = cache.get(key);
  if (source === undefined) {
    source = make();
    cache.set(key, source);
  }
  return source;
}
