import { WriteError } from "../../errors/write.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { prepare } from "../fields/prepare.ts";
import { instanceClass } from "../instance-class.ts";
import { ModelInstance, attribute } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { INSTANCE_MODEL, queryTree } from "../query/tree.ts";
import type { Condition, QueryTree } from "../query/tree.ts";
import { valueToWire } from "../query/wire.ts";
import { modelMeta } from "../runtime.ts";
import { atomic } from "../transaction/atomic.ts";
import { insertInstances } from "./bulk-create.ts";
import { deleteRows } from "./delete.ts";
import { FAIL } from "./insert.ts";
import { columnReason, databaseReason } from "./needs-python.ts";
import type { GivenValues } from "./new-instance.ts";
import { writeInPython } from "./python.ts";
import { readColumns } from "./read-column.ts";
import { forgetRead, isRowOf, ownerAlias, ownerKey } from "./related-owner.ts";
import type { ManyAccess, RelatedOwner } from "./related-owner.ts";
import { filterBy } from "./run-write.ts";
import { valueField } from "./write-fields.ts";

type Owner = RelatedOwner<ManyAccess>;

export interface ThroughOptions {
  /** Values of other columns of the rows between. */
  readonly throughDefaults?: GivenValues;
}

export interface SetOptions extends ThroughOptions {
  /** Everything is removed first, also what is to stay. */
  readonly clear?: boolean;
}

type Method = "add" | "remove" | "set" | "clear";

/** `add()` of a many-to-many manager: rows, or their keys. Those that are there already stay as they are. */
export async function addMany(
  owner: Owner,
  given: readonly unknown[],
  options: ThroughOptions,
): Promise<void> {
  const keys = targetKeys(owner, given);
  if (await doneInPython(owner, "add", keys, options)) return;
  forgetRead(owner);
  await atomic(() => addKeys(owner, keys, options), { using: ownerAlias(owner), savepoint: false });
}

export async function removeMany(owner: Owner, given: readonly unknown[]): Promise<void> {
  if (given.length === 0) return;
  const keys = targetKeys(owner, given);
  if (await doneInPython(owner, "remove", keys, {})) return;
  forgetRead(owner);
  await atomic(() => removeKeys(owner, keys), { using: ownerAlias(owner), savepoint: false });
}

export async function clearMany(owner: Owner): Promise<void> {
  if (await doneInPython(owner, "clear", [], {})) return;
  forgetRead(owner);
  await atomic(() => removeKeys(owner, null), { using: ownerAlias(owner), savepoint: false });
}

/** `set()`: these and no others. */
export async function setMany(
  owner: Owner,
  tree: QueryTree,
  given: readonly unknown[],
  options: SetOptions,
): Promise<void> {
  const keys = targetKeys(owner, given);
  if (await doneInPython(owner, "set", keys, options)) return;
  forgetRead(owner);
  await atomic(
    async () => {
      if (options.clear === true) {
        await removeKeys(owner, null);
        return addKeys(owner, keys, options);
      }
      const rows = await readColumns({ ...tree, using: ownerAlias(owner) }, ["pk"]);
      const before = new Set(rows.map(([key]) => key));
      const wanted = new Set(keys);
      const gone = [...before].filter((key) => !wanted.has(key));
      if (gone.length > 0) await removeKeys(owner, gone);
      await addKeys(
        owner,
        keys.filter((key) => !before.has(key)),
        options,
      );
    },
    { using: ownerAlias(owner), savepoint: false },
  );
}

/** `_add_items`, both ways for a symmetrical relation. */
async function addKeys(owner: Owner, keys: readonly unknown[], options: ThroughOptions): Promise<void> {
  if (keys.length === 0) return;
  const { throughSource, throughTarget } = owner.access;
  await addItems(owner, throughSource, throughTarget, keys, options);
  if (isSymmetrical(owner)) await addItems(owner, throughTarget, throughSource, keys, options);
}

async function addItems(
  owner: Owner,
  source: string,
  target: string,
  keys: readonly unknown[],
  { throughDefaults = {} }: ThroughOptions,
): Promise<void> {
  const through = modelMeta(owner.access.through);
  const alias = ownerAlias(owner);
  const [from, to] = [columnOf(through, source), columnOf(through, target)];
  const own = ownerKey(owner);
  // A table of two keys refuses what it has; one with more columns may not.
  const automatic = through.description.autoCreated;
  const missing = automatic ? keys : await missingKeys(through, from, to, own, keys, alias);
  if (missing.length === 0) return;
  const rows = missing.map(
    (key) => new (instanceClass(through.label))({ ...called(throughDefaults), [from]: own, [to]: key }),
  );
  await insertInstances(through, rows, alias, automatic ? { kind: "ignore" } : FAIL);
}

async function missingKeys(
  through: ModelMeta,
  from: string,
  to: string,
  own: unknown,
  keys: readonly unknown[],
  alias: string,
): Promise<readonly unknown[]> {
  const tree = queryTree(through.label, through.description.defaultManager, alias);
  const operations = [filterBy({ [from]: own, [`${to}__in`]: keys })];
  const there = new Set((await readColumns({ ...tree, operations }, [to])).map(([key]) => key));
  return keys.filter((key) => !there.has(key));
}

/** `_remove_items` and `clear()`. `keys` null: all that the target's default manager gives. */
async function removeKeys(owner: Owner, keys: readonly unknown[] | null): Promise<void> {
  const { access } = owner;
  const through = modelMeta(access.through);
  const own = ownerKey(owner);
  const removed = removedRows(modelMeta(access.model), keys, ownerAlias(owner));
  const one = (source: string, target: string): Condition => ({
    kind: "and",
    negated: false,
    children: [
      { kind: "lookup", key: source, value: own },
      ...(removed === null ? [] : [{ kind: "lookup", key: `${target}__in`, value: removed } as const]),
    ],
  });
  const forward = one(access.throughSource, access.throughTarget);
  const where: Condition = isSymmetrical(owner)
    ? { kind: "or", negated: false, children: [forward, one(access.throughTarget, access.throughSource)] }
    : forward;
  const tree = queryTree(through.label, through.description.defaultManager, ownerAlias(owner));
  await deleteRows({ ...tree, operations: [{ op: "filter", where }] });
}

/** A default manager that leaves rows out keeps its hands off what points to them. Null: everything. */
function removedRows(target: ModelMeta, keys: readonly unknown[] | null, alias: string): unknown {
  const { managers, defaultManager } = target.description;
  const filter = managers.find(({ name }) => name === defaultManager)?.filter.kind ?? "none";
  if (filter === "none") return keys;
  const operations = [
    ...(keys === null ? [] : [filterBy({ pk__in: keys })]),
    { op: "orderBy", terms: [] } as const,
    { op: "values", fields: ["pk"] } as const,
  ];
  return { ...queryTree(target.label, defaultManager, alias), operations };
}

/** `_get_target_ids`: each once. @throws WriteError */
function targetKeys({ access }: Owner, given: readonly unknown[]): readonly unknown[] {
  const target = modelMeta(access.model);
  const key = valueField(target.pk);
  const keys = given.map((value) => {
    if (!(value instanceof ModelInstance)) return prepare(key, value);
    if (!isRowOf(value, target))
      throw new WriteError(`'${target.description.name}' instance expected, got ${value.toString()}`);
    const own = attribute(value, target.pk.attname);
    if (own === null || own === undefined)
      throw new WriteError(
        `Cannot add "${value.toString()}": the value for field "${target.pk.name}" is None`,
      );
    return own;
  });
  return [...new Set(keys)];
}

async function doneInPython(
  owner: Owner,
  method: Method,
  keys: readonly unknown[],
  { throughDefaults, clear = false }: SetOptions,
): Promise<boolean> {
  const reason = pythonReason(owner, method);
  if (reason === null) return false;
  const { instance, access } = owner;
  ownerKey(owner);
  const { label } = modelMeta(instance[INSTANCE_MODEL]);
  const write = { what: `Changing ${label}.${access.accessor}`, reason, alias: ownerAlias(owner) };
  await writeInPython(write, "m2m", {
    model: label,
    using: ModelInstance.database(instance),
    pk: valueToWire(instance.pk),
    accessor: access.accessor,
    method,
    pks: keys.map(valueToWire),
    clear,
    throughDefaults:
      throughDefaults === undefined
        ? null
        : Object.fromEntries(
            Object.entries(called(throughDefaults)).map(([name, value]) => [name, valueToWire(value)]),
          ),
  });
  forgetRead(owner);
  return true;
}

/** Why Python must; null: it need not. */
function pythonReason(owner: Owner, method: Method): string | null {
  const { access } = owner;
  const { declarer, field } = declaration(owner);
  const through = modelMeta(access.through);
  const { hooks, defaultManager } = through.description;
  const target = modelMeta(access.model).description;
  const manager = target.managers.find(({ name }) => name === target.defaultManager);
  return (
    declarer.description.hooks.m2mChanged[field.name] ??
    databaseReason(ownerAlias(owner)) ??
    (method === "remove" ? null : hooks.queryset[defaultManager]?.["bulk_create"]) ??
    (method === "add" ? null : (hooks.delete ?? hooks.queryset[defaultManager]?.["delete"])) ??
    (manager?.filter.kind === "python" ? `the default manager of ${target.label} is Python's` : null) ??
    columnReason(through.concreteFields)
  );
}

/** The ManyToManyField, on whichever side. */
function declaration({ instance, access }: Owner): { declarer: ModelMeta; field: FieldDescription } {
  const meta = modelMeta(instance[INSTANCE_MODEL]);
  const own = meta.field(access.accessor);
  if (own?.relation?.kind === "manyToMany" && own.name === access.accessor)
    return { declarer: meta, field: own };
  const reverse = meta.reverseAccessor(access.accessor);
  const declarer = modelMeta(reverse?.model ?? access.model);
  return { declarer, field: declarer.field(reverse?.field ?? "") as FieldDescription };
}

function isSymmetrical(owner: Owner): boolean {
  return declaration(owner).field.relation?.symmetrical === true;
}

function columnOf(through: ModelMeta, name: string): string {
  return through.field(name)?.attname ?? name;
}

/** A default may be a function, as in Django. */
function called(values: GivenValues): GivenValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "function" ? (value() as unknown) : value,
    ]),
  );
}
