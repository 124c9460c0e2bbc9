import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { ModelMeta } from "../meta.ts";
import type { QueryBuilder } from "./builder.ts";
import type { Relations } from "./relations.ts";

/**
 * What is loaded of a model and of the relations selected with it (`get_select_mask`); null: everything. Keys are field
 * names, and for relations that another model declares their query names.
 */
export interface LoadMask {
  readonly fields: ReadonlyMap<string, LoadMask | null>;
}

type Names = Map<string, Names>;

/** The mask of `only()` and `defer()`. */
export function loadMask(builder: QueryBuilder): LoadMask | null {
  const { names, defer } = builder.deferred;
  if (names.size === 0) return null;
  const tree: Names = new Map();
  for (const name of names) {
    let branch = tree;
    for (const part of name.split("__")) {
      const next = branch.get(part) ?? new Map<string, Names>();
      branch.set(part, next);
      branch = next;
    }
  }
  const make = defer ? deferMask : onlyMask;
  return make(builder.relations, builder.meta, tree);
}

/** `_get_only_select_mask`. */
function onlyMask(relations: Relations, meta: ModelMeta, names: Names): LoadMask {
  const fields = new Map<string, LoadMask | null>([[relations.pk(meta).name, null]]);
  for (const [name, below] of names) {
    const { key, related } = memberOf(relations, meta, name);
    fields.set(
      key,
      below.size === 0 ? (fields.get(key) ?? null) : onlyMask(relations, relatedTo(related, below), below),
    );
  }
  return { fields };
}

/** `_get_defer_select_mask`: all but the names; a relation with names of its own is loaded, without those. */
function deferMask(relations: Relations, meta: ModelMeta, names: Names): LoadMask {
  const fields = new Map<string, LoadMask | null>();
  const left = new Map(names);
  const visit = (key: string, aliases: readonly string[], related: ModelMeta | null): void => {
    const below = aliases.map((alias) => left.get(alias)).find((found) => found !== undefined);
    for (const alias of aliases) left.delete(alias);
    if (below === undefined) fields.set(key, null);
    else if (below.size > 0) fields.set(key, deferMask(relations, relatedTo(related, below), below));
  };
  for (const field of meta.concreteFields) {
    const related = field.relation?.model ? relations.model(field.relation.model) : null;
    visit(field.name, [field.name, field.attname], related);
  }
  for (const reverse of meta.description.reverse)
    if (reverse.queryName !== null)
      visit(reverse.queryName, [reverse.queryName], relations.model(reverse.model));
  for (const name of left.keys()) memberOf(relations, meta, name);
  fields.set(relations.pk(meta).name, null);
  return { fields };
}

function memberOf(
  relations: Relations,
  meta: ModelMeta,
  name: string,
): { key: string; field: FieldDescription | null; related: ModelMeta | null } {
  const field = name === "pk" ? relations.pk(meta) : meta.field(name);
  if (field !== undefined) {
    const related = field.relation?.model ? relations.model(field.relation.model) : null;
    return { key: field.name, field, related };
  }
  const reverse = meta.reverse(name);
  // FieldDoesNotExist in Django.
  if (reverse === undefined) throw new FieldError(`${meta.description.name} has no field named '${name}'`);
  return { key: name, field: null, related: relations.model(reverse.model) };
}

function relatedTo(related: ModelMeta | null, names: Names): ModelMeta {
  if (related === null) throw new FieldError(String(names.keys().next().value));
  return related;
}
