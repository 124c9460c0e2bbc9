import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../meta.ts";
import type { QueryBuilder, RelatedTree } from "./builder.ts";
import type { Join } from "./joins.ts";
import type { LoadMask } from "./only-defer.ts";
import type { SelectedColumn } from "./parts.ts";

/** Django's limit for `select_related()` without names. */
const MAX_DEPTH = 5;

type ModelColumns = (
  builder: QueryBuilder,
  meta: ModelMeta,
  start: Join,
  mask: LoadMask | null,
  prefix: string,
  loadedParent?: ModelMeta | null,
) => SelectedColumn[];

/** One model whose relations are looked at. */
interface Visit {
  readonly meta: ModelMeta;
  readonly join: Join;
  readonly mask: LoadMask | null;
  readonly prefix: string;
  readonly depth: number;
  /** Null: `select_related()` without names. */
  readonly requested: RelatedTree | null;
}

/** Columns of the relations that `select_related()` names (`get_related_selections`). */
export function relatedColumns(
  builder: QueryBuilder,
  mask: LoadMask | null,
  modelColumns: ModelColumns,
): SelectedColumn[] {
  if (builder.selectRelated === false) return [];
  const requested = builder.selectRelated === true ? null : builder.selectRelated;
  const columns: SelectedColumn[] = [];
  visit({ meta: builder.meta, join: builder.base(), mask, prefix: "", depth: 1, requested });
  return columns;

  function visit(at: Visit): void {
    if (at.requested === null && at.depth > MAX_DEPTH) return;
    const found = new Set<string>();
    for (const field of at.meta.concreteFields) {
      found.add(field.name);
      if (descends(at, field))
        follow(at, field.name, builder.relations.model(field.relation?.model as string), null);
    }
    if (at.requested === null) return;
    for (const { queryName, model, field, kind } of at.meta.description.reverse) {
      const declared = builder.relations.field(builder.relations.model(model), field);
      if (queryName === null || kind === "manyToMany" || !declared.unique) continue;
      if (!Object.hasOwn(at.requested, queryName)) continue;
      checkLoaded(at, queryName);
      found.add(queryName);
      const to = builder.relations.model(model);
      const isChild = builder.relations.parentChain(to, builder.relations.concrete(at.meta)) !== null;
      follow(at, queryName, to, isChild ? at.meta : null);
    }
    const unknown = Object.keys(at.requested).filter((name) => !found.has(name));
    if (unknown.length > 0)
      throw new FieldError(
        `Invalid field name(s) given in select_related: ${unknown.map((name) => `'${name}'`).join(", ")}. ` +
          `Choices are: ${choices(builder, at.meta)}`,
      );
  }

  function follow(at: Visit, name: string, meta: ModelMeta, loadedParent: ModelMeta | null): void {
    const { joins } = builder.setupJoins([name], { meta: at.meta, join: at.join }, null);
    const join = joins.at(-1) as Join;
    const mask = at.mask?.fields.get(name) ?? null;
    const prefix = `${at.prefix}${name}.`;
    columns.push(...modelColumns(builder, meta, join, mask, prefix, loadedParent));
    const requested = at.requested === null ? null : (at.requested[name] ?? {});
    visit({ meta, join, mask, prefix, depth: at.depth + 1, requested });
  }

  /** `select_related_descend` for a field. */
  function descends(at: Visit, field: FieldDescription): boolean {
    const { relation } = field;
    if (at.requested !== null && !relation?.model && Object.hasOwn(at.requested, field.name))
      throw new FieldError(
        `Non-relational field given in select_related: '${field.name}'. Choices are: ${choices(builder, at.meta)}`,
      );
    if (!relation?.model || relation.parentLink) return false;
    if (at.requested === null) return !field.null;
    if (!Object.hasOwn(at.requested, field.name)) return false;
    checkLoaded(at, field.name);
    return true;
  }
}

function checkLoaded({ mask, meta }: Visit, name: string): void {
  if (mask !== null && !mask.fields.has(name))
    throw new FieldError(
      `Field ${meta.description.name}.${name} cannot be both deferred and traversed using select_related at the same time.`,
    );
}

function choices(builder: QueryBuilder, meta: ModelMeta): string {
  const direct = meta.concreteFields.filter((field) => field.relation !== null).map((field) => field.name);
  const reverse = meta.description.reverse.flatMap(({ queryName, model, field }) =>
    queryName !== null && builder.relations.field(builder.relations.model(model), field).unique
      ? [queryName]
      : [],
  );
  return [...direct, ...reverse].join(", ") || "(none)";
}
