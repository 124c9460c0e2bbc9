import { NON_FIELD_ERRORS } from "../../errors/validation.ts";
import type { ValidationProblem } from "../../errors/validation.ts";
import { ModelInstance, attribute } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { NODE } from "../query/tree.ts";
import type { Operation } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { isLoaded } from "../write/changes.ts";
import { readColumns } from "../write/read-column.ts";
import { rowExists } from "../write/row-exists.ts";
import { baseTree, filterBy } from "../write/run-write.ts";
import type { Problems } from "./problems.ts";

/** Fields that are unique together, and the model (the row's own, or a parent) that says so. */
interface UniqueCheck {
  readonly meta: ModelMeta;
  readonly names: readonly string[];
}

/** `Model.validate_unique`: unique fields and `unique_together`. */
export async function validateUniqueNatively(
  instance: ModelInstance,
  meta: ModelMeta,
  exclude: ReadonlySet<string>,
  problems: Problems,
): Promise<void> {
  const owners = withParents(meta);
  const together = owners.flatMap((owner) =>
    owner.description.uniqueTogether.map((names): UniqueCheck => ({ meta: owner, names })),
  );
  // `local_fields`: a proxy has none of its own.
  const single = owners.flatMap((owner) =>
    owner.concreteFields
      .filter((field) => field.unique && field.model === owner.label)
      .map(({ name }): UniqueCheck => ({ meta: owner, names: [name] })),
  );
  for (const check of [...together, ...single])
    if (!check.names.some((name) => exclude.has(name)) && (await isTaken(instance, check, null)))
      problems.add(
        check.names.length === 1 ? (check.names[0] as string) : NON_FIELD_ERRORS,
        problemOf(check),
      );
}

/** `Model.validate_constraints`: unique constraints over plain fields; models with others are Python's. */
export async function validateConstraintsNatively(
  instance: ModelInstance,
  meta: ModelMeta,
  exclude: ReadonlySet<string>,
  problems: Problems,
  alias: string,
): Promise<void> {
  for (const owner of withParents(meta))
    for (const { fields: names } of owner.description.constraints) {
      const check = { meta: owner, names };
      if (!names.some((name) => exclude.has(name)) && (await isTaken(instance, check, alias)))
        problems.add(names.length === 1 ? (names[0] as string) : NON_FIELD_ERRORS, problemOf(check));
    }
}

/** The model, and its parents (`Options.all_parents`). */
function withParents(meta: ModelMeta): readonly ModelMeta[] {
  return [meta, ...meta.description.parents.map(({ model }) => modelMeta(model))];
}

/** Whether another row has the values (`_perform_unique_checks`, `UniqueConstraint.validate`). */
async function isTaken(
  instance: ModelInstance,
  { meta, names }: UniqueCheck,
  using: string | null,
): Promise<boolean> {
  const adding = ModelInstance.stored(instance) === null;
  const lookups: Record<string, unknown> = {};
  const values = await valuesOf(instance, meta, names);
  for (const name of names) {
    const field = meta.field(name);
    const value = values.get(name);
    // NULL is no value that two rows could share; a row's own key is not looked for.
    if (value === null || value === undefined || (using === null && !adding && field?.primaryKey))
      return false;
    lookups[name] = value;
  }
  const pk = attribute(instance, meta.pk.attname);
  const others: Operation[] =
    adding || pk === null || pk === undefined ? [] : [{ ...filterBy({ pk }), op: "exclude" } as Operation];
  return rowExists({
    [NODE]: "tree",
    model: meta.label,
    manager: meta.description.defaultManager,
    using,
    operations: [filterBy(lookups), ...others],
  });
}

/** Values by the names of fields; what only() left out is read. */
async function valuesOf(
  instance: ModelInstance,
  meta: ModelMeta,
  names: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const fields = names.map((name) => meta.field(name)).filter((field) => field !== undefined);
  const deferred = fields.filter((field) => !isLoaded(instance, field)).map(({ attname }) => attname);
  const where = { pk: attribute(instance, meta.pk.attname) };
  const [read = []] =
    deferred.length === 0
      ? []
      : await readColumns(baseTree(meta.label, ModelInstance.database(instance), where), deferred);
  return new Map(
    fields.map(({ name, attname }) => {
      const position = deferred.indexOf(attname);
      return [name, position < 0 ? attribute(instance, attname) : read[position]];
    }),
  );
}

/** `Model.unique_error_message`. */
function problemOf({ meta, names }: UniqueCheck): ValidationProblem {
  const labels = names.map((name) => capitalized(meta.field(name)?.verboseName ?? name));
  const last = labels.pop() as string;
  const listed = labels.length === 0 ? last : `${labels.join(", ")} and ${last}`;
  return {
    message: `${capitalized(meta.description.verboseName)} with this ${listed} already exists.`,
    code: names.length === 1 ? "unique" : "unique_together",
  };
}

/** `django.utils.text.capfirst`. */
function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
