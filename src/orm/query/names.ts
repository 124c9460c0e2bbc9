import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { RelatedEnd } from "../expressions/column.ts";
import type { ModelMeta } from "../meta.ts";
import type { PathStep, Relations } from "./relations.ts";

/** Where a path of names leads ("author", "publisher", "name" ...). */
export interface NamedPath {
  readonly steps: readonly PathStep[];
  /** The steps that each name stands for. */
  readonly named: readonly NamedSteps[];
  readonly final: FinalField;
  /** The field that has the value at the end of the path. */
  readonly target: FieldDescription;
  /** The model at the end of the path. */
  readonly meta: ModelMeta;
  /** Names that are no fields: transforms and a lookup. */
  readonly rest: readonly string[];
}

export interface NamedSteps {
  readonly name: string;
  readonly steps: readonly PathStep[];
}

/** What the last name is. */
export interface FinalField {
  /** For relations: what lookups compare with. */
  readonly end: RelatedEnd | null;
  /** "author_id"; null for relations that another model declares. */
  readonly attname: string | null;
}

/** A relation to many rows on the way, where it is not wanted (Django's `MultiJoin`). */
export class ManyRows extends Error {
  readonly named: readonly NamedSteps[];

  constructor(named: readonly NamedSteps[]) {
    super();
    this.named = named;
  }
}

export interface NameOptions {
  /** False: a relation to many rows throws `ManyRows`. */
  readonly allowMany: boolean;
  /** True: every name must be a field. */
  readonly fieldsOnly: boolean;
  /** Names of annotations, for the message of an unknown name. */
  readonly annotations: Iterable<string>;
}

/**
 * `Query.names_to_path`.
 * @throws FieldError
 */
export function resolveNames(
  relations: Relations,
  start: ModelMeta,
  names: readonly string[],
  options: NameOptions,
): NamedPath {
  const steps: PathStep[] = [];
  const named: NamedSteps[] = [];
  let meta = start;
  let final: FinalField = { end: null, attname: null };
  let target: FieldDescription | undefined;
  let position = 0;
  for (; position < names.length; position++) {
    const name = names[position] as string;
    const found = findName(relations, meta, name);
    if (found === undefined) {
      if (position === 0 || options.fieldsOnly) throw unknownName(meta, name, options.annotations);
      break;
    }
    const inherited = relations.toParent(meta, found.owner);
    if (inherited.length > 0) {
      steps.push(...inherited);
      meta = (inherited.at(-1) as PathStep).to;
    }
    if (found.steps === undefined) {
      target = found.field as FieldDescription;
      final = { end: null, attname: target.attname };
      const next = names[position + 1];
      if (options.fieldsOnly && next !== undefined)
        throw new FieldError(`Cannot resolve keyword '${next}' into field. Join on '${name}' not permitted.`);
      position += 1;
      break;
    }
    const many = options.allowMany ? -1 : found.steps.findIndex((step) => step.many);
    if (many >= 0) {
      named.push({ name, steps: [...inherited, ...found.steps.slice(0, many + 1)] });
      throw new ManyRows(named);
    }
    steps.push(...found.steps);
    named.push({ name, steps: [...inherited, ...found.steps] });
    const last = found.steps.at(-1) as PathStep;
    meta = last.to;
    target = last.target;
    final = { end: relations.end(last), attname: last.join.forward ? last.join.declared.attname : null };
  }
  return { steps, named, final, target: target as FieldDescription, meta, rest: names.slice(position) };
}

interface FoundName {
  /** The model whose table has it: an ancestor, under inheritance. */
  readonly owner: ModelMeta;
  readonly field: FieldDescription | null;
  readonly steps: readonly PathStep[] | undefined;
}

function findName(relations: Relations, meta: ModelMeta, name: string): FoundName | undefined {
  const field = name === "pk" ? relations.pk(meta) : meta.field(name);
  if (field !== undefined) {
    const owner = relations.concrete(relations.model(field.model));
    return { owner, field, steps: relations.forward(owner, field) };
  }
  const reverse = meta.reverse(name);
  if (reverse === undefined) return undefined;
  const { steps, target } = relations.reverse(reverse);
  return { owner: target, field: null, steps };
}

function unknownName(meta: ModelMeta, name: string, annotations: Iterable<string>): FieldError {
  const choices = [...meta.lookupNames(), ...annotations].sort();
  return new FieldError(`Cannot resolve keyword '${name}' into field. Choices are: ${choices.join(", ")}`);
}
