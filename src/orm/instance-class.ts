import { MultipleObjectsReturned, ObjectDoesNotExist } from "../errors/orm.ts";
import { ModelInstance } from "./instance.ts";
import { modelMeta } from "./runtime.ts";
import { fillInstance } from "./write/new-instance.ts";
import type { GivenValues } from "./write/new-instance.ts";

/** The class of a model's rows. There is one a label in a process, whoever asks first. */
export interface InstanceClass {
  readonly label: string;
  readonly prototype: ModelInstance;
  /** A row that is not saved yet. */
  new (values?: GivenValues): ModelInstance;
  readonly DoesNotExist: typeof ObjectDoesNotExist;
  readonly MultipleObjectsReturned: typeof MultipleObjectsReturned;
}

const classes = new Map<string, InstanceClass>();

/** The class of a model's rows by label; it need not be known yet what the model is. */
export function instanceClass(label: string): InstanceClass {
  let found = classes.get(label);
  if (found === undefined) {
    found = makeClass(label);
    classes.set(label, found);
  }
  return found;
}

/** Every class that somebody asked for. */
export function instanceClasses(): Iterable<InstanceClass> {
  return classes.values();
}

function makeClass(label: string): InstanceClass {
  const name = label.slice(label.lastIndexOf(".") + 1);
  const made = class extends ModelInstance {
    static readonly label = label;
    static readonly DoesNotExist = class extends ObjectDoesNotExist {};
    static readonly MultipleObjectsReturned = class extends MultipleObjectsReturned {};

    constructor(values: GivenValues = {}) {
      super();
      fillInstance(this, modelMeta(label), values);
    }

    override get pk(): unknown {
      return undefined;
    }
  };
  Object.defineProperty(made, "name", { value: name });
  Object.defineProperty(made.DoesNotExist, "name", { value: `${name}.DoesNotExist` });
  Object.defineProperty(made.MultipleObjectsReturned, "name", { value: `${name}.MultipleObjectsReturned` });
  // What a row answers comes from the prototype behind this one, which a runtime sets.
  Reflect.deleteProperty(made.prototype, "pk");
  return made;
}
