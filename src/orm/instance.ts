import { DeferredFieldAccess } from "../errors/orm.ts";
import type { ModelMeta } from "./meta.ts";
import { INSTANCE_MODEL } from "./query/tree.ts";
import type { InstanceValue, NODE } from "./query/tree.ts";
import { mergeStored } from "./stored-row.ts";
import type { InstanceRef } from "./typing/instance.ts";
import type { RowLayout, StoredRow } from "./stored-row.ts";

/** Related rows that were read with an instance, by accessor: one row, none, or a list. */
export type RelatedRows = Record<string, ModelInstance | null | readonly ModelInstance[]>;

/**
 * A row of a model: its columns are own properties by attname. Relations and their managers are on the prototype of its
 * model's class (`model-class.ts`), so that a row costs no more than its columns.
 */
export abstract class ModelInstance implements InstanceValue {
  declare readonly [NODE]: "instance";
  declare readonly [INSTANCE_MODEL]: string;
  #related: RelatedRows | null;
  /** The alias that the row came from; null: the model's usual one. */
  #database: string | null;
  /** What the database has of the row, and where: by it `save()` finds what was changed. Null: it was never saved. */
  #row: readonly unknown[] | null;
  #layout: RowLayout | null;

  constructor(
    database: string | null = null,
    related: RelatedRows | null = null,
    row: readonly unknown[] | null = null,
    layout: RowLayout | null = null,
  ) {
    this.#related = related;
    this.#database = database;
    this.#row = row;
    this.#layout = layout;
  }

  /** The primary key's value; a tuple for a composite one. */
  abstract get pk(): unknown;

  /** The columns that were read, ready for JSON. */
  toJSON(): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(this)) {
      if (value instanceof Uint8Array) values[name] = Buffer.from(value).toString("base64");
      else values[name] = value;
    }
    return values;
  }

  /** "Book object (1)", as Django writes a model without a `__str__`: Python's is not run for it. */
  toString(): string {
    const name = this[INSTANCE_MODEL].slice(this[INSTANCE_MODEL].lastIndexOf(".") + 1);
    return `${name} object (${String(this.pk)})`;
  }

  /** Related rows of an instance by accessor. Static, so that no name is taken from the model's fields. */
  static related(instance: ModelInstance): Readonly<RelatedRows> | null {
    return instance.#related;
  }

  static setRelated(instance: ModelInstance, accessor: string, value: RelatedRows[string]): void {
    (instance.#related ??= {})[accessor] = value;
  }

  /** @param accessor undefined: all of them */
  static forgetRelated(instance: ModelInstance, accessor?: string): void {
    if (accessor === undefined) instance.#related = null;
    else if (instance.#related !== null) delete instance.#related[accessor];
  }

  static database(instance: ModelInstance): string | null {
    return instance.#database;
  }

  /** What the database has of the row; null: it was never saved (`_state.adding`). */
  static stored(instance: ModelInstance): StoredRow | null {
    const [row, layout] = [instance.#row, instance.#layout];
    return row === null || layout === null ? null : { row, layout };
  }

  /** Takes over what the database has of the columns that were read again. */
  static refreshed(instance: ModelInstance, fresh: ModelInstance): void {
    const [before, now] = [ModelInstance.stored(instance), ModelInstance.stored(fresh)];
    if (before === null || now === null) return;
    ModelInstance.setStored(instance, instance.#database, mergeStored(before, now));
  }

  static setStored(instance: ModelInstance, database: string | null, { row, layout }: StoredRow): void {
    instance.#database = database;
    instance.#row = row;
    instance.#layout = layout;
  }
}

/** A related row or list that was read already; undefined: it was not. */
export function loadedRelated(instance: ModelInstance, accessor: string): RelatedRows[string] | undefined {
  const related = ModelInstance.related(instance);
  return related !== null && Object.hasOwn(related, accessor) ? related[accessor] : undefined;
}

/** The value of an attribute, read by name. @throws DeferredFieldAccess it was left out of the query. */
export function attribute(instance: object, attname: string): unknown {
  return (instance as Record<string, unknown>)[attname];
}

/**
 * Whether two rows are the same one, as `==` says in Python: same concrete model, same primary key. Rows without a key
 * are the same only if they are the same object.
 */
export function isSameRow(one: ModelInstance | InstanceRef, other: ModelInstance | InstanceRef): boolean {
  if (one === other) return true;
  if (!(one instanceof ModelInstance && other instanceof ModelInstance)) return false;
  if (concreteLabel(one) !== concreteLabel(other)) return false;
  const [left, right] = [one.pk, other.pk];
  if (left === null || left === undefined) return false;
  return Array.isArray(left) ? JSON.stringify(left) === JSON.stringify(right) : left === right;
}

/** Key under which a class keeps the label that identity goes by: a proxy's rows are its model's. */
export const CONCRETE_MODEL: unique symbol = Symbol("concrete model");

function concreteLabel(instance: ModelInstance): string {
  return (instance as { readonly [CONCRETE_MODEL]?: string })[CONCRETE_MODEL] ?? instance[INSTANCE_MODEL];
}

/** Makes a prototype's `attname` say that it was not read, until it is assigned. */
export function defineDeferred(prototype: object, meta: ModelMeta, attname: string): void {
  Object.defineProperty(prototype, attname, {
    configurable: true,
    get() {
      throw new DeferredFieldAccess(
        `${meta.description.name}.${attname} was left out of the query, by only(), defer() or the SQL of raw(). Read it with ` +
          `await row.refreshFromDb("${attname}"), or name it in the query.`,
      );
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, attname, { value, writable: true, enumerable: true, configurable: true });
    },
  });
}
