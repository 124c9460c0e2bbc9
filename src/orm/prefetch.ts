import { QueryError } from "../errors/query.ts";
import type { Coroutine } from "../util/coroutine.ts";
import { ModelInstance, attribute, loadedRelated } from "./instance.ts";
import type { ModelMeta } from "./meta.ts";
import { INSTANCE_MODEL, NODE, expression } from "./query/tree.ts";
import type { Condition, Operation, PrefetchLookup, QueryTree } from "./query/tree.ts";
import { hasInstances, isSliced } from "./query-rules.ts";
import { relatedAccess, unknownRelation } from "./related.ts";
import type { RelatedAccess } from "./related.ts";
import { modelMeta, runtime } from "./runtime.ts";

/** What prefetching needs of the executors. */
export interface PrefetchReader {
  readonly using: string | null;
  /** Rows of a query, and for each the value of the column `hidden`, which is in no row. */
  read(tree: QueryTree, hidden: string | null): Coroutine<{ rows: ModelInstance[]; keys: unknown[] }>;
}

/** Column that says which instance a many-to-many row belongs to; the name is Django's. */
const OWNER = "_prefetch_related_val";

/** `prefetch_related_objects`: one query for each relation on each path, whatever the number of rows. */
export function* prefetch(
  instances: readonly ModelInstance[],
  meta: ModelMeta,
  lookups: readonly PrefetchLookup[],
  reader: PrefetchReader,
): Coroutine<void> {
  const done = new Set<string>();
  for (const lookup of lookups) {
    let level = { instances, meta };
    const names = lookup.path.split("__");
    for (const [index, name] of names.entries()) {
      const access = relatedAccess(level.meta, name, runtime().registry);
      if (access === undefined) throw unknownRelation(level.meta, name);
      const last = index === names.length - 1;
      const toAttr = last ? lookup.toAttr : null;
      const path = [...names.slice(0, index), toAttr ?? name].join("__");
      if (last && lookup.queryset !== null && done.has(path))
        throw new QueryError(
          `'${lookup.path}' lookup was already seen with a different queryset. ` +
            "You may need to adjust the ordering of your lookups.",
        );
      if (level.instances.length > 0 && !done.has(path))
        yield* readLevel(
          level.instances,
          access,
          { queryset: last ? lookup.queryset : null, toAttr },
          reader,
        );
      done.add(path);
      if (last) break;
      level = nextLevel(level.instances, access);
    }
  }
}

interface LevelOptions {
  readonly queryset: QueryTree | null;
  readonly toAttr: string | null;
}

function* readLevel(
  instances: readonly ModelInstance[],
  access: RelatedAccess,
  options: LevelOptions,
  reader: PrefetchReader,
): Coroutine<void> {
  const missing =
    options.queryset === null
      ? instances.filter((instance) => loadedRelated(instance, access.accessor) === undefined)
      : instances;
  if (missing.length === 0) return;
  if (access.kind === "genericForward") {
    yield* readGenericForward(missing, access, reader);
    return;
  }
  const groups = yield* readGroups(missing, access, options.queryset, reader);
  const own = access.kind === "forward" ? access.attname : access.target;
  for (const instance of missing) {
    const key = attribute(instance, own);
    const rows = groups.get(access.kind === "generic" ? String(key) : keyOf(key)) ?? [];
    store(instance, access, rows, options.toAttr);
  }
}

/** Related rows by the value that ties them to an instance. */
function* readGroups(
  instances: readonly ModelInstance[],
  access: Exclude<RelatedAccess, { kind: "genericForward" }>,
  queryset: QueryTree | null,
  reader: PrefetchReader,
): Coroutine<Map<unknown, ModelInstance[]>> {
  const own = access.kind === "forward" ? access.attname : access.target;
  const values = [...new Set(instances.map((instance) => attribute(instance, own)))].filter(
    (value) => value !== null && value !== undefined,
  );
  const groups = new Map<unknown, ModelInstance[]>();
  if (values.length === 0) return groups;
  const base = queryset ?? defaultTree(access);
  checkQueryset(base);
  const add = (key: unknown, row: ModelInstance): void => {
    const group = groups.get(keyOf(key));
    if (group === undefined) groups.set(keyOf(key), [row]);
    else group.push(row);
  };
  const query = (operations: readonly Operation[]): QueryTree => ({
    ...base,
    using: base.using ?? reader.using,
    operations: [...base.operations, ...operations],
  });

  switch (access.kind) {
    case "forward": {
      const { rows } = yield* reader.read(query([filterBy({ [`${access.target}__in`]: values })]), null);
      for (const row of rows) add(attribute(row, access.target), row);
      return groups;
    }
    case "reverseOne":
    case "reverseMany": {
      const { rows } = yield* reader.read(query([filterBy({ [`${access.field}__in`]: values })]), null);
      for (const row of rows) add(attribute(row, access.attname), row);
      return groups;
    }
    case "generic": {
      const where = genericCondition(access, metaOf(instances));
      const keys = values.map(String);
      const { rows } = yield* reader.read(
        query([filterBy({ ...where, [`${access.objectIdField}__in`]: keys })]),
        null,
      );
      for (const row of rows) add(String(attribute(row, access.objectIdField)), row);
      return groups;
    }
    case "manyToMany": {
      if (access.query === null) return yield* readThrough(access, values, query, reader, add, groups);
      const { rows, keys } = yield* reader.read(
        query([
          filterBy({ [`${access.query}__in`]: values }),
          { op: "annotate", expressions: { [OWNER]: expression("F", [`${access.query}__pk`]) } },
        ]),
        OWNER,
      );
      for (const [index, row] of rows.entries()) add(keys[index], row);
      return groups;
    }
  }
}

/** A many-to-many without a name to come back by ("+"): who belongs to whom from the through model, then the rows. */
function* readThrough(
  access: Extract<RelatedAccess, { kind: "manyToMany" }>,
  values: readonly unknown[],
  query: (operations: readonly Operation[]) => QueryTree,
  reader: PrefetchReader,
  add: (key: unknown, row: ModelInstance) => void,
  groups: Map<unknown, ModelInstance[]>,
): Coroutine<Map<unknown, ModelInstance[]>> {
  const { throughSource, throughTarget } = access;
  const links = yield* reader.read(
    {
      [NODE]: "tree",
      model: access.through,
      manager: null,
      using: reader.using,
      operations: [filterBy({ [`${throughSource}__in`]: values })],
    },
    null,
  );
  const through = modelMeta(access.through);
  const [source, target] = [throughSource, throughTarget].map((name) => through.field(name)?.attname ?? name);
  const owners = Map.groupBy(links.rows, (link) => attribute(link, target as string));
  const { rows } = yield* reader.read(query([filterBy({ pk__in: [...owners.keys()] })]), null);
  for (const row of rows)
    for (const link of owners.get(row.pk) ?? []) add(attribute(link, source as string), row);
  return groups;
}

/** GenericForeignKeys: one query for the content types, and one for each model that they name. */
function* readGenericForward(
  instances: readonly ModelInstance[],
  access: Extract<RelatedAccess, { kind: "genericForward" }>,
  reader: PrefetchReader,
): Coroutine<void> {
  const owner = metaOf(instances);
  const typeAttname = owner.field(access.contentTypeField)?.attname ?? access.contentTypeField;
  const byType = Map.groupBy(instances, (instance) => attribute(instance, typeAttname));
  byType.delete(null);
  const base = { [NODE]: "tree", manager: null, using: reader.using } as const;
  const types = yield* reader.read(
    {
      ...base,
      model: "contenttypes.ContentType",
      operations: [filterBy({ pk__in: [...byType.keys()] })],
    },
    null,
  );
  for (const type of types.rows) {
    const label = `${String(attribute(type, "app_label"))}.${String(attribute(type, "model"))}`;
    const meta = runtime().registry.get(label);
    const group = byType.get(type.pk) ?? [];
    if (meta === undefined) continue;
    const keys = [...new Set(group.map((instance) => attribute(instance, access.objectIdField)))];
    const { rows } = yield* reader.read(
      { ...base, model: meta.label, operations: [filterBy({ pk__in: keys })] },
      null,
    );
    const byKey = new Map(rows.map((row) => [String(row.pk), row]));
    for (const instance of group)
      ModelInstance.setRelated(
        instance,
        access.accessor,
        byKey.get(String(attribute(instance, access.objectIdField))) ?? null,
      );
  }
}

function store(
  instance: ModelInstance,
  access: Exclude<RelatedAccess, { kind: "genericForward" }>,
  rows: ModelInstance[],
  toAttr: string | null,
): void {
  const single = access.kind === "forward" || access.kind === "reverseOne";
  const value = single ? (rows[0] ?? null) : rows;
  // Rows know the instance that they were read for, where it is the only one that they could.
  if (access.kind === "reverseOne" || access.kind === "reverseMany")
    for (const row of rows) ModelInstance.setRelated(row, access.field, instance);
  if (access.kind === "forward" && access.back !== null && rows[0] !== undefined)
    ModelInstance.setRelated(rows[0], access.back, instance);
  if (toAttr === null) ModelInstance.setRelated(instance, access.accessor, value);
  else
    Object.defineProperty(instance, toAttr, { value, writable: true, enumerable: true, configurable: true });
}

function nextLevel(
  instances: readonly ModelInstance[],
  access: RelatedAccess,
): { instances: ModelInstance[]; meta: ModelMeta } {
  if (access.kind === "genericForward")
    throw new QueryError(
      `'${access.accessor}' leads to rows of several models; prefetch cannot go on from there.`,
    );
  const next = instances.flatMap((instance) => loadedRelated(instance, access.accessor) ?? []);
  return { instances: next, meta: modelMeta(access.model) };
}

/** Where related rows are read from: Django's `_base_manager` for one, `_default_manager` for many. */
function defaultTree(access: Exclude<RelatedAccess, { kind: "genericForward" }>): QueryTree {
  const single = access.kind === "forward" || access.kind === "reverseOne";
  return {
    [NODE]: "tree",
    model: access.model,
    manager: single ? null : modelMeta(access.model).description.defaultManager,
    using: null,
    operations: [],
  };
}

function checkQueryset(tree: QueryTree): void {
  if (!hasInstances(tree))
    throw new QueryError("Prefetch querysets cannot use raw(), values(), and values_list().");
  if (isSliced(tree)) throw new QueryError("A sliced QuerySet cannot be prefetched with here yet.");
}

function filterBy(lookups: Readonly<Record<string, unknown>>): Operation {
  const children: Condition[] = Object.entries(lookups).map(([key, value]) => ({
    kind: "lookup",
    key,
    value,
  }));
  return { op: "filter", where: { kind: "and", negated: false, children } };
}

/** Lookups that ask for rows of a content type by its natural key: its number need not be known. */
export function genericCondition(
  access: Extract<RelatedAccess, { kind: "generic" }>,
  meta: ModelMeta,
): Record<string, unknown> {
  const { appLabel, modelName } = modelMeta(meta.description.concreteModel).description;
  return {
    [`${access.contentTypeField}__app_label`]: appLabel,
    [`${access.contentTypeField}__model`]: modelName,
  };
}

function metaOf(instances: readonly ModelInstance[]): ModelMeta {
  return modelMeta((instances[0] as ModelInstance)[INSTANCE_MODEL]);
}

/** Keys of one kind compare by value; a composite one by what is in it. */
function keyOf(value: unknown): unknown {
  return Array.isArray(value) ? JSON.stringify(value) : typeof value === "bigint" ? Number(value) : value;
}
