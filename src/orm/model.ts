import type { MultipleObjectsReturned, ObjectDoesNotExist } from "../errors/orm.ts";
import { instancePrototype } from "./accessors.ts";
import { instanceClass } from "./instance-class.ts";
import type { InstanceClass } from "./instance-class.ts";
import { Manager } from "./manager.ts";
import type { ModelMeta } from "./meta.ts";
import { modelMeta, onRuntime } from "./runtime.ts";
import type { OrmRuntime } from "./runtime.ts";
import type { Instance } from "./typing/instance.ts";
import type { Managed, ModelType } from "./typing/model-type.ts";
import type { RowValues } from "./typing/write.ts";

/** A model: its managers, its errors, and the class of its rows (`row instanceof Book`). */
export type Model<M extends ModelType> = ModelStatics<M> & M["managers"];

export interface ModelStatics<M extends ModelType> extends Managed<M> {
  /** "catalog.Book" */
  readonly label: M["label"];
  /** The model's description; known once a project is. */
  readonly meta: ModelMeta;
  /** What get() throws when there is no row; `instanceof` tells which model's. */
  readonly DoesNotExist: typeof ObjectDoesNotExist;
  readonly MultipleObjectsReturned: typeof MultipleObjectsReturned;
  /** A row that is not in the database before its `save()`. */
  new (values?: RowValues<M>): Instance<M>;
  /** `row instanceof Book` */
  readonly [Symbol.hasInstance]: (value: unknown) => value is Instance<M>;
}

/** Managers that were put on a model's class, so that another project can take them off. */
const managers = new WeakMap<InstanceClass, readonly string[]>();

/**
 * Declares a model; generated code does. It needs no project yet: what the model is is looked up when it is used.
 *
 * ```ts
 * export const Book = model<BookModel>("catalog.Book");
 * ```
 */
export function model<M extends ModelType>(label: M["label"]): Model<M> {
  const declared = instanceClass(label);
  if (!managers.has(declared)) {
    setManagers(declared, ["objects"]);
    Object.defineProperty(declared, "meta", { get: () => modelMeta(label), configurable: true });
  }
  return declared as unknown as Model<M>;
}

onRuntime((runtime: OrmRuntime) => {
  const { registry } = runtime;
  for (const meta of registry.models.values()) {
    const declared = model(meta.label) as unknown as InstanceClass;
    Object.setPrototypeOf(declared.prototype, instancePrototype(meta, registry));
    setManagers(
      declared,
      meta.description.managers.map(({ name }) => name),
    );
  }
});

function setManagers(declared: InstanceClass, names: readonly string[]): void {
  for (const name of managers.get(declared) ?? []) Reflect.deleteProperty(declared, name);
  for (const name of names)
    Object.defineProperty(declared, name, {
      value: new Manager(declared.label, name),
      configurable: true,
      enumerable: true,
    });
  managers.set(declared, names);
}
