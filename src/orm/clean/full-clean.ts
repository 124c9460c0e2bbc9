import { NON_FIELD_ERRORS } from "../../errors/validation.ts";
import { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { prepareGenericKeys } from "../write/generic-keys.ts";
import { writeAlias } from "../write/write-alias.ts";
import { cleanFieldsNatively } from "./clean-fields.ts";
import { cleanInPython } from "./in-python.ts";
import type { CleanCall } from "./in-python.ts";
import { cleanReason } from "./needs-python.ts";
import type { CleanOptions, FullCleanOptions } from "./options.ts";
import { Problems } from "./problems.ts";
import { validateConstraintsNatively, validateUniqueNatively } from "./unique-checks.ts";

/**
 * `Model.full_clean`: fields, the model's own `clean()`, unique values, constraints. Natively, unless the model has Python for it.
 * @throws ValidationError
 */
export async function fullClean(instance: ModelInstance, options: FullCleanOptions = {}): Promise<void> {
  const { validateUnique = true, validateConstraints = true } = options;
  await clean(
    instance,
    {
      method: "full_clean",
      options: { validate_unique: validateUnique, validate_constraints: validateConstraints },
    },
    options,
    async ({ meta, alias, exclude, problems }) => {
      await cleanFieldsNatively(instance, meta, exclude, problems);
      // Only what is right by itself can be compared with other rows.
      const passed = new Set([...exclude, ...problems.names()]);
      if (validateUnique) await validateUniqueNatively(instance, meta, passed, problems);
      for (const name of problems.names()) if (name !== NON_FIELD_ERRORS) passed.add(name);
      if (validateConstraints) await validateConstraintsNatively(instance, meta, passed, problems, alias);
    },
  );
}

/** `Model.clean_fields`. @throws ValidationError */
export async function cleanFields(instance: ModelInstance, options: CleanOptions = {}): Promise<void> {
  await clean(instance, { method: "clean_fields", options: {} }, options, ({ meta, exclude, problems }) =>
    cleanFieldsNatively(instance, meta, exclude, problems),
  );
}

/** `Model.validate_unique`. @throws ValidationError */
export async function validateUnique(instance: ModelInstance, options: CleanOptions = {}): Promise<void> {
  await clean(instance, { method: "validate_unique", options: {} }, options, ({ meta, exclude, problems }) =>
    validateUniqueNatively(instance, meta, exclude, problems),
  );
}

/** `Model.validate_constraints`. @throws ValidationError */
export async function validateConstraints(
  instance: ModelInstance,
  options: CleanOptions = {},
): Promise<void> {
  await clean(
    instance,
    { method: "validate_constraints", options: {} },
    options,
    ({ meta, alias, exclude, problems }) =>
      validateConstraintsNatively(instance, meta, exclude, problems, alias),
  );
}

/** A row that is looked at here. */
interface Cleaning {
  readonly meta: ModelMeta;
  readonly alias: string;
  /** Names of fields. */
  readonly exclude: ReadonlySet<string>;
  readonly problems: Problems;
}

async function clean(
  instance: ModelInstance,
  call: Omit<CleanCall, "exclude">,
  options: CleanOptions,
  natively: (cleaning: Cleaning) => Promise<void>,
): Promise<void> {
  const meta = modelMeta(instance[INSTANCE_MODEL]);
  const alias = writeAlias(meta, null, ModelInstance.database(instance));
  const exclude = new Set((options.exclude ?? []).map((name) => meta.field(name)?.name ?? name));
  if (alias !== "python") await prepareGenericKeys(instance, meta, alias);
  const reason = cleanReason(meta, alias);
  if (reason !== null) {
    await cleanInPython(instance, meta, { ...call, exclude }, { alias, reason });
    return;
  }
  const problems = new Problems();
  await natively({ meta, alias, exclude, problems });
  problems.throwAny();
}
