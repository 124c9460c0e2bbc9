import { RelationNotLoaded } from "../errors/orm.ts";
import { QueryError } from "../errors/query.ts";
import { WriteError } from "../errors/write.ts";
import { fetchRows, prefetchInstances } from "./fetch.ts";
import { instanceClass } from "./instance-class.ts";
import { CONCRETE_MODEL, ModelInstance, attribute, loadedRelated } from "./instance.ts";
import { ManyRelatedManager, RelatedManager } from "./manager.ts";
import type { ModelMeta, ModelRegistry } from "./meta.ts";
import { asked } from "./observe.ts";
import { INSTANCE_MODEL, NODE } from "./query/tree.ts";
import type { Condition, Operation, QueryTree } from "./query/tree.ts";
import { genericCondition } from "./prefetch.ts";
import { relatedAccess, relatedAccessors, unknownRelation } from "./related.ts";
import type { RelatedAccess } from "./related.ts";
import { modelMeta, runtime } from "./runtime.ts";
import { cleanFields, fullClean, validateConstraints, validateUnique } from "./clean/full-clean.ts";
import { deleteInstance } from "./write/delete.ts";
import type { DeleteOptions, Deleted, SaveOptions } from "./write/options.ts";
import { saveInstance } from "./write/save.ts";

/** What rows of a model answer beside their columns: the prototype behind their class. */
export function instancePrototype(meta: ModelMeta, registry: ModelRegistry): object {
  const prototype = Object.create(parentPrototype(meta, registry)) as object;
  const define = (name: PropertyKey, descriptor: PropertyDescriptor): void => {
    Object.defineProperty(prototype, name, { configurable: true, ...descriptor });
  };
  define(INSTANCE_MODEL, { value: meta.label });
  define(NODE, { value: "instance" });
  define(CONCRETE_MODEL, { value: meta.description.concreteModel });
  define("pk", { get: primaryKeyGetter(meta) });
  define("related", { value: readRelated, writable: true });
  define("refreshFromDb", { value: refreshFromDb, writable: true });
  define("save", { value: save, writable: true });
  define("delete", { value: remove, writable: true });
  define("fullClean", { value: validation(fullClean), writable: true });
  define("cleanFields", { value: validation(cleanFields), writable: true });
  define("validateUnique", { value: validation(validateUnique), writable: true });
  define("validateConstraints", { value: validation(validateConstraints), writable: true });
  for (const accessor of relatedAccessors(meta)) {
    const access = relatedAccess(meta, accessor, registry);
    if (access !== undefined) define(accessor, accessorOf(meta, access));
  }
  return prototype;
}

/** A row of a multi-table child or of a proxy is one of its parent, too: `instanceof` says so, as in Python. */
function parentPrototype(meta: ModelMeta, registry: ModelRegistry): object {
  const { proxy, concreteModel, parents } = meta.description;
  const parent = proxy ? concreteModel : parents[0]?.model;
  return parent !== undefined && parent !== meta.label && registry.get(parent) !== undefined
    ? instanceClass(parent).prototype
    : ModelInstance.prototype;
}

function primaryKeyGetter(meta: ModelMeta): (this: object) => unknown {
  const attnames = meta.description.pk.map((name) => meta.field(name)?.attname ?? name);
  const [only] = attnames;
  if (attnames.length > 1) {
    return function (this: object) {
      return attnames.map((attname) => attribute(this, attname));
    };
  }
  return function (this: object) {
    return attribute(this, only as string);
  };
}

function accessorOf(meta: ModelMeta, access: RelatedAccess): PropertyDescriptor {
  switch (access.kind) {
    case "forward":
      return {
        get(this: ModelInstance) {
          const loaded = loadedRelated(this, access.accessor);
          if (loaded !== undefined) return loaded;
          if (attribute(this, access.attname) === null) return null;
          throw notLoaded(meta, access);
        },
        set(this: ModelInstance, row: ModelInstance | null) {
          ModelInstance.setRelated(this, access.accessor, row);
          Object.assign(this, { [access.attname]: row === null ? null : attribute(row, access.target) });
        },
      };
    case "genericForward":
      return {
        get: relatedGetter(meta, access),
        set(this: ModelInstance, row: ModelInstance | null) {
          ModelInstance.setRelated(this, access.accessor, row);
          const typeName = meta.field(access.contentTypeField)?.attname ?? access.contentTypeField;
          // Which content type that is has to be asked for: save() does.
          Object.assign(this, {
            [typeName]: row === null ? null : undefined,
            [access.objectIdField]: row === null ? null : row.pk,
          });
        },
      };
    case "reverseOne":
      return {
        get: relatedGetter(meta, access),
        set(this: ModelInstance, row: ModelInstance | null) {
          ModelInstance.setRelated(this, access.accessor, row);
          if (row !== null) Object.assign(row, { [access.field]: this });
        },
      };
    case "reverseMany":
    case "manyToMany":
    case "generic":
      return {
        get(this: ModelInstance) {
          const rows = loadedRelated(this, access.accessor);
          return relatedManager(this, access, Array.isArray(rows) ? (rows as ModelInstance[]) : null);
        },
        // ManyToManyDescriptor.__set__, ReverseManyToOneDescriptor.__set__
        set() {
          throw new WriteError(
            `${meta.description.name}.${access.accessor} is several rows, which are not assigned: await row.${access.accessor}.set([...]).`,
          );
        },
      };
  }
}

function relatedGetter(meta: ModelMeta, access: RelatedAccess) {
  return function (this: ModelInstance): unknown {
    const loaded = loadedRelated(this, access.accessor);
    if (loaded !== undefined) return loaded;
    throw notLoaded(meta, access);
  };
}

function notLoaded(meta: ModelMeta, { accessor, kind }: RelatedAccess): RelationNotLoaded {
  const { name } = meta.description;
  const advice = kind === "genericForward" ? "prefetchRelated" : "selectRelated";
  return new RelationNotLoaded(
    `${name}.${accessor} was not read with the row. Add ${advice}("${accessor}") to the query, or read it with ` +
      `await row.related("${accessor}").`,
  );
}

type ManyAccess = Exclude<RelatedAccess, { kind: "forward" | "genericForward" }>;

function relatedManager(
  instance: ModelInstance,
  access: ManyAccess,
  rows: readonly ModelInstance[] | null,
): RelatedManager<never, unknown> | ManyRelatedManager<never, unknown> {
  const value = attribute(instance, access.target);
  const tree: QueryTree = {
    [NODE]: "tree",
    model: access.model,
    manager: modelMeta(access.model).description.defaultManager,
    using: ModelInstance.database(instance),
    operations: [value === null || value === undefined ? { op: "none" } : owned(instance, access, value)],
  };
  const known =
    access.kind === "reverseMany"
      ? { accessor: access.field, attname: access.attname, value, instance }
      : null;
  return access.kind === "manyToMany"
    ? new ManyRelatedManager(tree, rows, { instance, access })
    : new RelatedManager(tree, known, rows, { instance, access });
}

/** The condition that rows are this instance's. */
function owned(instance: ModelInstance, access: ManyAccess, value: unknown): Operation {
  switch (access.kind) {
    case "reverseOne":
    case "reverseMany":
      return filterBy({ [access.field]: value });
    case "generic":
      return filterBy({
        ...genericCondition(access, modelMeta(instance[INSTANCE_MODEL])),
        [access.objectIdField]: value,
      });
    case "manyToMany": {
      // ManyRelatedManager._apply_rel_filters: the caller's filter() is about the same row of the through table.
      if (access.query !== null) return { ...filterBy({ [access.query]: value }), sticky: true };
      const through: QueryTree = {
        [NODE]: "tree",
        model: access.through,
        manager: null,
        using: null,
        operations: [
          filterBy({ [access.throughSource]: value }),
          { op: "values", fields: [access.throughTarget] },
        ],
      };
      return filterBy({ pk__in: through });
    }
  }
}

function filterBy(lookups: Readonly<Record<string, unknown>>): Extract<Operation, { op: "filter" }> {
  const children: Condition[] = Object.entries(lookups).map(([key, value]) => ({
    kind: "lookup",
    key,
    value,
  }));
  return { op: "filter", where: { kind: "and", negated: false, children } };
}

/** The row at the other end of a relation, read unless it is there; null: there is none. */
async function readRelated(this: ModelInstance, name: string): Promise<ModelInstance | null> {
  const meta = modelMeta(this[INSTANCE_MODEL]);
  const access = relatedAccess(meta, name, runtime().registry);
  if (access === undefined) throw unknownRelation(meta, name);
  if (access.kind !== "forward" && access.kind !== "reverseOne" && access.kind !== "genericForward")
    throw new QueryError(`${meta.description.name}.${name} leads to several rows: await row.${name}.all().`);
  await prefetchInstances([this], [{ path: name, queryset: null, toAttr: null }]);
  return (loadedRelated(this, name) ?? null) as ModelInstance | null;
}

function save(this: ModelInstance, options?: SaveOptions): Promise<void> {
  return asked(() => saveInstance(this, options));
}

function validation<Options>(validate: (instance: ModelInstance, options?: Options) => Promise<void>) {
  return function (this: ModelInstance, options?: Options): Promise<void> {
    return validate(this, options);
  };
}

function remove(this: ModelInstance, options?: DeleteOptions): Promise<Deleted> {
  return asked(() => deleteInstance(this, options));
}

/** `Model.refresh_from_db`: reads the columns again, all or those named; related rows are forgotten. */
async function refreshFromDb(this: ModelInstance, ...names: readonly string[]): Promise<void> {
  const meta = modelMeta(this[INSTANCE_MODEL]);
  const tree: QueryTree = {
    [NODE]: "tree",
    model: meta.label,
    manager: null,
    using: ModelInstance.database(this),
    operations: [
      filterBy({ pk: this.pk }),
      ...(names.length === 0 ? [] : [{ op: "only", fields: names } as const]),
    ],
  };
  const [fresh] = await fetchRows({ tree, executor: null, rows: null, known: null });
  if (fresh === undefined) {
    const { DoesNotExist } = instanceClass(meta.label);
    throw new DoesNotExist(`${meta.description.name} matching query does not exist.`);
  }
  Object.assign(this, fresh);
  ModelInstance.refreshed(this, fresh as ModelInstance);
  ModelInstance.forgetRelated(this);
}
