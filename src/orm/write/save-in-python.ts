import { NotUpdated } from "../../errors/write.ts";
import type { BridgeMethods } from "../../manifest/bridge.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { WireValue } from "../../manifest/wire.ts";
import { ModelInstance, attribute } from "../instance.ts";
import { isExpression } from "../query/tree.ts";
import { valueToWire } from "../query/wire.ts";
import { runtime } from "../runtime.ts";
import { isChanged, isLoaded } from "./changes.ts";
import { isPythonDefault } from "./field-default.ts";
import { columnReason, databaseReason, modelReason } from "./needs-python.ts";
import { rowToWire, takeRow } from "./python-row.ts";
import { writeInPython } from "./python.ts";
import type { PythonWrite } from "./python.ts";
import { referring } from "./referring.ts";
import { comparableRow } from "./save-plan.ts";
import type { SavePlan } from "./save-plan.ts";
import { driverValue, PREPARED } from "./write-fields.ts";
import type { ValueDialect } from "./write-fields.ts";

/** Why a save must be Python's; null: it is native. */
export function savesInPython(plan: SavePlan, skipHooks: boolean): string | null {
  const { instance, meta, alias } = plan;
  const { hooks } = meta.description;
  if (hooks.save !== null && !skipHooks) return hooks.save;
  const adding = ModelInstance.stored(instance) === null || plan.forceInsert;
  const written = meta.concreteFields.filter(({ attname }) => plan.named?.has(attname) ?? true);
  return (
    databaseReason(alias) ??
    modelReason(meta) ??
    columnReason(written.filter((field) => isLoaded(instance, field))) ??
    (adding ? newRowReason(instance, written) : null)
  );
}

function newRowReason(instance: ModelInstance, fields: readonly FieldDescription[]): string | null {
  for (const field of fields) {
    const value = attribute(instance, field.attname);
    if (isExpression(value)) return `the new row's "${field.name}" is an expression`;
    if (value === undefined && isPythonDefault(field)) return `the default of "${field.name}" is a function`;
  }
  return null;
}

/** The model's own save(): Python loads the row, sets what was changed, and saves it. */
export async function saveInPython(plan: SavePlan, reason: string, skipped: string | null): Promise<void> {
  const { instance, meta, alias, explicit, forceInsert, forceUpdate } = plan;
  const adding = ModelInstance.stored(instance) === null || forceInsert;
  const values =
    (await sendRow(plan, { reason, skipped }, adding)) ??
    // The row is gone: it is inserted again, as in Django, unless that was ruled out.
    (explicit || forceUpdate ? null : await sendRow(plan, { reason, skipped }, true));
  if (values === null)
    throw new NotUpdated(
      explicit
        ? "Save with update_fields did not affect any rows."
        : "Forced update did not affect any rows.",
    );
  takeRow(instance, meta, values, alias === "python" ? null : alias);
}

/** All values of the row afterwards; null: there is no such row. */
async function sendRow(
  plan: SavePlan,
  why: Pick<PythonWrite, "reason" | "skipped">,
  adding: boolean,
): Promise<Readonly<Record<string, WireValue>> | null> {
  const { instance, meta, alias, named, explicit, forceInsert, forceUpdate } = plan;
  const dialect = dialectOf(alias);
  const stored = adding || alias === "python" ? null : comparableRow(plan, dialect);
  const given = meta.concreteFields.filter(
    (field) =>
      isLoaded(instance, field) &&
      (adding || (!field.primaryKey && (stored === null || isChanged(instance, field, stored, dialect)))),
  );
  // Code of the project's sees the whole save().
  const isPlain = stored !== null && meta.description.hooks.save === null && !forceUpdate;
  const only = explicit ? named : isPlain ? writtenWith(given, plan) : null;
  const { pk } = instance;
  const save = (): Promise<SaveAnswer> =>
    writeInPython({ what: `Saving ${meta.label}`, alias, ...why }, "save", {
      model: meta.label,
      using: alias === "python" ? null : alias,
      pk: empty(pk) ? null : valueToWire(pk),
      adding,
      values: rowToWire(instance, given),
      updateFields: only === null ? null : [...only],
      forceInsert,
      forceUpdate,
    });
  // Where Python alone has the database, it says what it knows.
  if (databaseReason(alias) !== null) return (await save()).values;
  const keys = given.filter(
    (field) => field.relation !== null && !isExpression(attribute(instance, field.attname)),
  );
  const row = (): readonly unknown[] =>
    keys.map((field) =>
      driverValue(field, attribute(instance, field.attname), runtime().database(alias).dialect),
    );
  return (await referring(alias, keys, () => [row()], save)).values;
}

type SaveAnswer = BridgeMethods["save"]["result"];

/** The columns of a save that nobody's code sees: as natively, what was changed and, unless it is deferred, auto_now. */
function writtenWith(changed: readonly FieldDescription[], { meta, named }: SavePlan): ReadonlySet<string> {
  const always = meta.concreteFields.filter(
    ({ attname, autoNow, primaryKey }) => autoNow && !primaryKey && (named?.has(attname) ?? true),
  );
  return new Set([...changed, ...always].filter(({ generated }) => !generated).map(({ attname }) => attname));
}

function dialectOf(alias: string): ValueDialect {
  const { uncompilable, database } = runtime();
  return alias === "python" || uncompilable(alias) !== null ? PREPARED : database(alias).dialect;
}

function empty(value: unknown): boolean {
  return value === null || value === undefined;
}
