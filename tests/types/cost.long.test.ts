import { expect, test } from "vitest";
import { generateModels } from "../../src/codegen/generate.ts";
import type { FieldDescription, ModelDescription } from "../../src/manifest/schema.ts";
import { compile } from "./support/compile.ts";
import { field, foreignKey, id, manifest, manyToMany, model, reverse } from "./support/manifest.ts";

const MODELS = 300;
const APPS = 10;

const label = (index: number): string => `app${index % APPS}.Model${index}`;
/** Another model, spread over all apps. */
const other = (index: number, step: number): number => (index * 7 + step * 13 + 1) % MODELS;

/** 20 columns and five relations each, as in a large project. */
function largeProject(): ModelDescription[] {
  const types = ["CharField", "IntegerField", "DateField", "BooleanField", "DecimalField"];
  return Array.from({ length: MODELS }, (_, index) => {
    const columns: FieldDescription[] = Array.from({ length: 16 }, (_unused, column) =>
      field(`field${column}`, types[column % types.length] as string, { null: column % 3 === 0 }),
    );
    return model(label(index), {
      fields: [
        id,
        ...columns,
        foreignKey("owner", label(other(index, 0))),
        foreignKey("parent", label(other(index, 1)), { null: true }),
        foreignKey("source", label(other(index, 2))),
        manyToMany("tags", label(other(index, 3))),
      ],
      reverse: [
        reverse("oneToMany", label(other(index, 4)), "owner", { accessor: "child_set", queryName: "child" }),
      ],
    });
  });
}

/** The queries of a model: two hops, a transform, a Q, selectRelated, ordering, values; aggregates and groups. */
function query(index: number): string {
  const name = `Model${index}`;
  return `
export async function query${index}() {
  const rows = await ${name}.objects
    .filter({ field0__icontains: "x", owner__parent__field2__year__gte: 1969 }, Q.or({ field1: 3 }, { parent__isnull: true }))
    .selectRelated("owner__parent")
    .orderBy("-field2", "owner__field1");
  const plain = await ${name}.objects.exclude({ tags__field1__gt: 3 }).values("id", "owner__field0");
  const counted = await ${name}.objects
    .filter({ field3: true })
    .annotate({ n: Count("tags", { filter: { tags__field1__gt: 1 } }), total: Sum(F("field4").times("field1")) })
    .filter({ n__gt: 1 })
    .orderBy("-n", "total");
  const sums = await ${name}.objects.values("owner__field0").annotate({ last: Max("field2") });
  return [
    rows.map((row) => row.owner.parent?.field0),
    plain.map((row) => row.owner__field0),
    counted.map((row) => [row.n, row.total]),
    sums.map((row) => row.last),
  ];
}
`;
}

test("300 models and 1200 queries are cheap to check", { timeout: 120_000 }, async () => {
  const files = new Map<string, string>();
  for (const [name, text] of generateModels(manifest(largeProject()))) files.set(`django/${name}`, text);
  for (let app = 0; app < APPS; app++) {
    const indexes = Array.from({ length: MODELS / APPS }, (_, index) => index * APPS + app);
    files.set(
      `queries${app}.ts`,
      `import { Count, F, Max, Q, Sum } from "django-fastapi-bridge/orm";\n` +
        `import { ${indexes.map((index) => `Model${index}`).join(", ")} } from "./django/app${app}.ts";\n` +
        indexes.map(query).join(""),
    );
  }
  const { problems, counts, checkSeconds } = await compile(files);
  expect(problems).toEqual([]);
  console.log(
    `  checked in ${checkSeconds} s: ${counts["Instantiations"]} instantiations, ${counts["Types"]} types`,
  );
  // Counts are the same on every machine. A cost that grows with the models' size, or with each other's, shows here.
  expect(counts["Instantiations"]).toBeGreaterThan(100_000);
  expect(counts["Instantiations"]).toBeLessThan(3_500_000);
});
