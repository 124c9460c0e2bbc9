import { ProtectedError, RestrictedError } from "../../errors/write.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { fetchRows } from "../fetch.ts";
import { attribute } from "../instance.ts";
import type { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import type { Condition, QueryTree } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { compileFor } from "../executors/native.ts";
import { atomic } from "../transaction/atomic.ts";
import { genericRelations, handledKeys, incomingKeys, parentLinks } from "./cascade.ts";
import type { Incoming } from "./cascade.ts";
import { contentTypeId } from "./content-types.ts";
import { fieldDefault } from "./field-default.ts";
import type { Deleted } from "./options.ts";
import { baseTree, runWrite } from "./run-write.ts";

/** Rows that are to be deleted: those of a query, or some that are known. All of one model. */
export type Doomed =
  | { readonly kind: "query"; readonly tree: QueryTree }
  | { readonly kind: "instances"; readonly instances: readonly ModelInstance[] };

/** How rows came to be collected (`Collector.collect`'s arguments). */
interface Reason {
  /** The model whose deletion reaches these. */
  readonly source: ModelMeta | null;
  readonly nullable: boolean;
  /** False: a parent's row, whose own relations the child has too. */
  readonly collectRelated: boolean;
  /** The source goes first: a child before its parent. */
  readonly reverseDependency: boolean;
  readonly failOnRestricted: boolean;
}

const START: Reason = {
  source: null,
  nullable: false,
  collectRelated: true,
  reverseDependency: false,
  failOnRestricted: true,
};

type Rows = Map<string, ModelInstance>;

/**
 * Deletes rows and what goes with them; or says why only Python can.
 * @throws ProtectedError, RestrictedError
 */
export async function collectAndDelete(
  meta: ModelMeta,
  doomed: Doomed,
  alias: string,
): Promise<Deleted | string> {
  if (doomed.kind === "query") {
    const compiled = compileFor(alias, doomed.tree, { kind: "rawDelete" });
    if (typeof compiled === "string") return compiled;
  }
  const collector = new Collector(alias);
  await collector.collect(meta, doomed, START);
  return collector.delete();
}

/**
 * What a deletion takes along (`django.db.models.deletion.Collector`), without signals: models that have receivers are deleted
 * in Python. Lists of keys are one parameter here, so that nothing is done in batches.
 */
class Collector {
  private readonly alias: string;
  /** By label, in the order in which the models were reached. */
  private data = new Map<string, Rows>();
  /** By concrete label: models whose rows must go before. */
  private readonly dependencies = new Map<string, Set<string>>();
  private readonly fieldUpdates: { readonly tree: QueryTree; readonly values: Record<string, unknown> }[] =
    [];
  private readonly fastDeletes: QueryTree[] = [];
  private readonly restricted = new Map<string, Map<FieldDescription, Rows>>();

  constructor(alias: string) {
    this.alias = alias;
  }

  async collect(meta: ModelMeta, doomed: Doomed, reason: Reason): Promise<void> {
    if (doomed.kind === "query" && canFastDelete(meta, null)) {
      this.fastDeletes.push(doomed.tree);
      return;
    }
    const rows = doomed.kind === "query" ? await this.read(meta, doomed.tree) : doomed.instances;
    const added = this.add(meta, rows, reason);
    if (added.length === 0) return;
    for (const link of parentLinks(meta)) await this.collectParents(meta, link, added);
    if (!reason.collectRelated) return;
    await this.collectRelated(meta, added);
    for (const field of genericRelations(meta)) await this.collectGeneric(meta, field, added);
    if (reason.failOnRestricted) await this.refuseRestricted(meta);
  }

  /** Deletes what was collected. */
  async delete(): Promise<Deleted> {
    this.sort();
    const [only] = this.data.values();
    if (this.data.size === 1 && only?.size === 1 && this.fastDeletes.length + this.fieldUpdates.length === 0)
      return this.deleteRows(new Map());
    return atomic(
      async () => {
        const counts = new Map<string, number>();
        for (const tree of this.fastDeletes) await this.raw(tree, counts);
        for (const { tree, values } of this.fieldUpdates)
          await runWrite(tree, { kind: "update", values }, this.alias);
        return this.deleteRows(counts);
      },
      { using: this.alias, savepoint: false },
    );
  }

  private async deleteRows(counts: Map<string, number>): Promise<Deleted> {
    for (const [label, rows] of this.data)
      if (rows.size > 0)
        await this.raw(
          baseTree(label, this.alias, { pk__in: [...rows.values()].map(({ pk }) => pk) }),
          counts,
        );
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return [total, Object.fromEntries(counts)];
  }

  private async raw(tree: QueryTree, counts: Map<string, number>): Promise<void> {
    const { rowCount } = await runWrite(tree, { kind: "rawDelete" }, this.alias);
    if (rowCount > 0) counts.set(tree.model, (counts.get(tree.model) ?? 0) + rowCount);
  }

  /** `Collector.add`: those that were not collected yet. */
  private add(meta: ModelMeta, rows: readonly ModelInstance[], reason: Reason): ModelInstance[] {
    if (rows.length === 0) return [];
    const known = this.rowsOf(meta.label);
    const added = rows.filter((row) => !known.has(rowKey(row)));
    for (const row of added) known.set(rowKey(row), row);
    // A nullable key does not say what goes first.
    if (reason.source !== null && !reason.nullable) {
      if (reason.reverseDependency) this.addDependency(meta, reason.source);
      else this.addDependency(reason.source, meta);
    }
    return added;
  }

  private addDependency(meta: ModelMeta, before: ModelMeta): void {
    const key = meta.description.concreteModel;
    const set = this.dependencies.get(key) ?? new Set<string>();
    this.dependencies.set(key, set.add(before.description.concreteModel));
    this.rowsOf(before.label);
  }

  private rowsOf(label: string): Rows {
    let rows = this.data.get(label);
    if (rows === undefined) {
      rows = new Map();
      this.data.set(label, rows);
    }
    return rows;
  }

  /** Parents' rows, but not what points to them: the child's relations hold those. */
  private async collectParents(
    meta: ModelMeta,
    link: FieldDescription,
    rows: readonly ModelInstance[],
  ): Promise<void> {
    const parent = modelMeta(link.relation?.model as string);
    const keys = rows.map((row) => attribute(row, link.attname));
    const instances = await this.read(parent, baseTree(parent.label, this.alias, { pk__in: keys }));
    await this.collect(
      parent,
      { kind: "instances", instances },
      {
        source: meta,
        nullable: false,
        collectRelated: false,
        reverseDependency: true,
        failOnRestricted: false,
      },
    );
  }

  private async collectRelated(meta: ModelMeta, rows: readonly ModelInstance[]): Promise<void> {
    const fast = new Map<ModelMeta, FieldDescription[]>();
    const protecting = new Map<string, readonly ModelInstance[]>();
    for (const incoming of handledKeys(meta)) {
      const { field, model } = incoming;
      if (canFastDelete(model, field)) fast.set(model, [...(fast.get(model) ?? []), field]);
      else await this.onDelete(incoming, rows, protecting);
    }
    if (protecting.size > 0)
      throw new ProtectedError(
        `Cannot delete some instances of model '${meta.description.name}' because they are referenced through ` +
          `protected foreign keys: ${[...protecting.keys()].join(", ")}.`,
        [...protecting.values()].flat(),
      );
    for (const [model, fields] of fast) this.fastDeletes.push(this.pointing(model, fields, rows));
  }

  private async onDelete(
    { field, model }: Incoming,
    rows: readonly ModelInstance[],
    protecting: Map<string, readonly ModelInstance[]>,
  ): Promise<void> {
    const tree = this.pointing(model, [field], rows);
    switch (field.relation?.onDelete) {
      case "SET_NULL":
        this.fieldUpdates.push({ tree, values: { [field.name]: null } });
        return;
      case "SET_DEFAULT":
        this.fieldUpdates.push({ tree, values: { [field.name]: fieldDefault(field) } });
        return;
    }
    const pointing = await this.read(model, tree);
    if (pointing.length === 0) return;
    switch (field.relation?.onDelete) {
      case "PROTECT":
        protecting.set(`'${model.description.name}.${field.name}'`, pointing);
        return;
      case "RESTRICT":
        this.restrict(model, field, pointing);
        this.addDependency(modelMeta(field.relation.model as string), model);
        return;
      default:
        await this.cascade(field, model, pointing, protecting);
    }
  }

  /** `CASCADE`; what protects rows further down protects these. */
  private async cascade(
    field: FieldDescription,
    model: ModelMeta,
    instances: readonly ModelInstance[],
    protecting: Map<string, readonly ModelInstance[]>,
  ): Promise<void> {
    const source = modelMeta(field.relation?.model as string);
    try {
      await this.collect(
        model,
        { kind: "instances", instances },
        {
          source,
          nullable: field.null,
          collectRelated: true,
          reverseDependency: false,
          failOnRestricted: false,
        },
      );
    } catch (error) {
      if (!(error instanceof ProtectedError)) throw error;
      protecting.set(
        `'${model.description.name}.${field.name}'`,
        error.protectedObjects as readonly ModelInstance[],
      );
    }
  }

  private async collectGeneric(
    meta: ModelMeta,
    field: FieldDescription,
    rows: readonly ModelInstance[],
  ): Promise<void> {
    const { relation } = field;
    if (!relation?.model) return;
    const model = modelMeta(relation.model);
    const typeName = relation.contentTypeField ?? "content_type";
    const tree = baseTree(model.label, this.alias, {
      [typeName]: await contentTypeId(modelMeta(meta.description.concreteModel), this.alias),
      [`${relation.objectIdField ?? "object_id"}__in`]: rows.map(({ pk }) => pk),
    });
    await this.collect(
      model,
      { kind: "query", tree },
      { ...START, source: meta, nullable: true, failOnRestricted: false },
    );
  }

  /** Rows whose foreign keys point to these. */
  private pointing(
    model: ModelMeta,
    fields: readonly FieldDescription[],
    rows: readonly ModelInstance[],
  ): QueryTree {
    const children = fields.map((field): Condition => {
      const target = field.relation?.toField ?? "pk";
      return { kind: "lookup", key: `${field.name}__in`, value: rows.map((row) => attribute(row, target)) };
    });
    const tree = baseTree(model.label, this.alias, {});
    return { ...tree, operations: [{ op: "filter", where: { kind: "or", negated: false, children } }] };
  }

  /** Rows with the columns that others refer to. */
  private async read(meta: ModelMeta, tree: QueryTree): Promise<ModelInstance[]> {
    const fields = new Set(["pk", ...parentLinks(meta).map(({ name }) => name)]);
    for (const { field } of incomingKeys(meta))
      if (field.relation?.toField) fields.add(field.relation.toField);
    const operations = [
      ...tree.operations.filter(
        ({ op }) => op !== "selectRelated" && op !== "prefetchRelated" && op !== "orderBy",
      ),
      { op: "orderBy", terms: [] } as const,
      { op: "only", fields: [...fields] } as const,
    ];
    const rows = await fetchRows({ tree: { ...tree, operations }, executor: null, rows: null, known: null });
    return rows as ModelInstance[];
  }

  private restrict(model: ModelMeta, field: FieldDescription, rows: readonly ModelInstance[]): void {
    const fields = this.restricted.get(model.label) ?? new Map<FieldDescription, Rows>();
    this.restricted.set(model.label, fields);
    const known = fields.get(field) ?? new Map<string, ModelInstance>();
    fields.set(field, known);
    for (const row of rows) known.set(rowKey(row), row);
  }

  /** Restricted rows that are not deleted themselves, by another way, keep these. */
  private async refuseRestricted(meta: ModelMeta): Promise<void> {
    for (const [label, rows] of this.data) this.release(label, rows.keys());
    for (const tree of this.fastDeletes) await this.releaseByQuery(tree);
    const left = [...this.restricted].flatMap(([label, fields]) =>
      [...fields]
        .filter(([, rows]) => rows.size > 0)
        .map(([field, rows]) => ({ name: `'${modelMeta(label).description.name}.${field.name}'`, rows })),
    );
    if (left.length === 0) return;
    throw new RestrictedError(
      `Cannot delete some instances of model '${meta.description.name}' because they are referenced through ` +
        `restricted foreign keys: ${left.map(({ name }) => name).join(", ")}.`,
      left.flatMap(({ rows }) => [...rows.values()]),
    );
  }

  private release(label: string, keys: Iterable<string>): void {
    const fields = this.restricted.get(label);
    if (fields === undefined) return;
    for (const key of keys) for (const rows of fields.values()) rows.delete(key);
  }

  private async releaseByQuery(tree: QueryTree): Promise<void> {
    const fields = this.restricted.get(tree.model);
    if (fields === undefined) return;
    const keys = [...fields.values()].flatMap((rows) => [...rows.values()].map(({ pk }) => pk));
    const where: Condition = { kind: "lookup", key: "pk__in", value: keys };
    const operations = [...tree.operations, { op: "filter", where } as const];
    const rows = await this.read(modelMeta(tree.model), { ...tree, operations });
    this.release(tree.model, rows.map(rowKey));
  }

  /** `Collector.sort`: what must go first comes first; as it is where they need each other in a circle. */
  private sort(): void {
    const sorted: string[] = [];
    const done = new Set<string>();
    while (sorted.length < this.data.size) {
      const next = [...this.data.keys()].filter((label) => {
        if (sorted.includes(label)) return false;
        const before = this.dependencies.get(modelMeta(label).description.concreteModel) ?? [];
        const ready = [...before].every((concrete) => done.has(concrete));
        if (ready) done.add(modelMeta(label).description.concreteModel);
        return ready;
      });
      if (next.length === 0) return;
      sorted.push(...next);
    }
    this.data = new Map(sorted.map((label) => [label, this.data.get(label) as Rows]));
  }
}

/** `Collector.can_fast_delete`: nothing goes with the rows, so they need not be read. */
function canFastDelete(meta: ModelMeta, from: FieldDescription | null): boolean {
  if (from !== null && from.relation?.onDelete !== "CASCADE") return false;
  return (
    parentLinks(meta).every((link) => link.name === from?.name && link.model === from.model) &&
    handledKeys(meta).length === 0 &&
    genericRelations(meta).length === 0
  );
}

function rowKey(row: ModelInstance): string {
  return `${row[INSTANCE_MODEL]} ${String(row.pk)}`;
}
