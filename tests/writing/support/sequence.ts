import { PLANS } from "./models.ts";
import type { ModelPlan } from "./models.ts";
import { Random } from "./random.ts";
import type { Step, Values } from "./steps.ts";

/** A sequence of writes: the same for the same seed. */
export function randomSteps(seed: number, length: number): Step[] {
  const random = new Random(seed);
  return Array.from({ length }, () => (random.chance(0.15) ? block(random) : single(random, PLANS)));
}

/** A block: native ones hold nothing that Python must do. */
function block(random: Random): Step {
  const python = random.chance(0.6);
  const plans = python ? PLANS : PLANS.filter(({ label }) => NATIVE.has(label));
  const steps = Array.from({ length: 1 + random.below(5) }, () => {
    for (;;) {
      const step = single(random, plans);
      if (python || isNative(step)) return step;
    }
  });
  return { op: "atomic", python, fails: random.chance(0.3), steps };
}

const NATIVE = new Set([
  "catalog.Tag",
  "catalog.Note",
  "catalog.Author",
  "catalog.Publisher",
  "catalog.Country",
]);

/** Whether a step of a model without hooks stays native: what leads to books may be a soft delete. */
function isNative(step: Step): boolean {
  return step.op !== "related" || step.target === "catalog.Tag" || step.target === "catalog.Note";
}

function single(random: Random, plans: readonly ModelPlan[]): Step {
  const total = plans.reduce((sum, { weight }) => sum + weight, 0);
  let point = random.next() * total;
  const plan = plans.find(({ weight }) => (point -= weight) < 0) ?? (plans[0] as ModelPlan);
  const makers = MAKERS.filter(({ fits }) => fits(plan));
  return random.pick(makers).make(random, plan);
}

interface Maker {
  readonly fits: (plan: ModelPlan) => boolean;
  readonly make: (random: Random, plan: ModelPlan) => Step;
}

const always = (): boolean => true;
const rowOf = (random: Random): number => random.below(200);

const create: Maker = {
  fits: always,
  make: (random, plan) => ({
    op: "create",
    model: plan.label,
    manager: random.pick(plan.managers),
    values: plan.values(random),
  }),
};

const save: Maker = {
  fits: always,
  make(random, plan) {
    const values = changed(random, plan);
    const names = Object.keys(values);
    const plain = names.filter((name) => name !== "subject");
    return {
      op: "save",
      model: plan.label,
      row: rowOf(random),
      values,
      updateFields: random.chance(0.2) && plain.length === names.length ? random.some(names, 0.7) : null,
      only: random.chance(0.15) && plan.label !== "catalog.Note" ? random.some(ownColumns(plan), 0.4) : null,
    };
  },
};

const remove: Maker = {
  fits: always,
  make: (random, plan) => ({ op: "delete", model: plan.label, row: rowOf(random) }),
};

const update: Maker = {
  fits: ({ label }) => label !== "catalog.Note",
  make: (random, plan) => ({
    op: "update",
    model: plan.label,
    manager: random.pick(plan.managers),
    where: plan.where(random),
    values: withoutUnique(plan, changed(random, plan)),
  }),
};

const MAKERS: readonly Maker[] = [
  create,
  create,
  {
    fits: always,
    make: (random, plan) => ({
      op: "saveNew",
      model: plan.label,
      values: plan.values(random),
      pkOf: random.chance(0.3) && plan.label !== "catalog.Country" ? rowOf(random) : null,
    }),
  },
  save,
  save,
  save,
  remove,
  update,
  {
    fits: always,
    make: (random, plan) => ({
      op: "deleteRows",
      model: plan.label,
      manager: random.pick(plan.managers),
      where: plan.where(random),
    }),
  },
  {
    fits: ({ unique }) => unique.length > 0,
    make(random, plan) {
      const values = plan.values(random);
      const keys = Object.entries(values).filter(([name]) => plan.unique.includes(name));
      const others = Object.entries(values).filter(([name]) => !plan.unique.includes(name));
      return {
        op: random.pick(["getOrCreate", "updateOrCreate"] as const),
        model: plan.label,
        lookups: Object.fromEntries(keys),
        defaults: Object.fromEntries(others),
      };
    },
  },
  {
    fits: ({ noBulkCreate, label }) => noBulkCreate !== true && label !== "catalog.Note",
    make: (random, plan) => ({
      op: "bulkCreate",
      model: plan.label,
      rows: Array.from({ length: 1 + random.below(4) }, () => plan.values(random)),
      conflicts: random.pick(
        plan.label === "catalog.Tag"
          ? ["fail", "ignore", { update: ["name"], unique: ["slug"] }]
          : (["fail", "ignore"] as const),
      ),
    }),
  },
  {
    fits: ({ label }) => label !== "catalog.Note",
    make(random, plan) {
      const names = Object.keys(plan.changes).filter((name) => !plan.unique.includes(name));
      const fields = random.some(names, 0.3);
      const some = fields.length > 0 ? fields : [random.pick(names)];
      return {
        op: "bulkUpdate",
        model: plan.label,
        rows: Array.from({ length: 1 + random.below(4) }, () => ({
          row: rowOf(random),
          values: Object.fromEntries(some.map((name) => [name, plan.changes[name]?.(random) ?? null])),
        })),
        fields: some,
      };
    },
  },
  {
    fits: ({ related }) => related.length > 0,
    make: related,
  },
  { fits: ({ related }) => related.length > 0, make: related },
];

function related(random: Random, plan: ModelPlan): Step {
  const relation = random.pick(plan.related);
  const method = random.pick(relation.methods);
  const through = relation.throughDefaults;
  return {
    op: "related",
    model: plan.label,
    row: rowOf(random),
    accessor: relation.accessor,
    method,
    target: relation.target,
    // Django adds in the order of a set, by which rows between that have a key of their own would be told apart.
    rows: Array.from({ length: random.below(relation.accessor.startsWith("contribut") ? 2 : 4) }, () =>
      random.below(60),
    ),
    values: relation.values?.(random) ?? {},
    options: {
      ...(method === "set" ? { clear: random.chance(0.3) } : {}),
      ...(through === undefined || method === "remove" || method === "clear"
        ? {}
        : { throughDefaults: through(random) }),
    },
  };
}

function changed(random: Random, plan: ModelPlan): Values {
  const values = Object.fromEntries(
    Object.entries(plan.changes)
      .filter(([name]) => random.chance(0.35) && name !== "code")
      .map(([name, make]) => [name, make(random)]),
  );
  for (const column of plan.counters)
    if (random.chance(0.2)) values[column] = { column, plus: random.below(5) };
  return values;
}

/**
 * The same value for several rows would be refused, and nothing else be tried. What the parent's table refuses is left out: Django
 * has written the child's by then (outside of a transaction), we have not.
 */
function withoutUnique(plan: ModelPlan, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) =>
        !plan.unique.includes(name) && name !== "isbn" && !(name === "price" && value === "-1.00"),
    ),
  );
}

function ownColumns(plan: ModelPlan): string[] {
  return Object.keys(plan.changes).filter((name) => name !== "subject");
}
