import { expect, test } from "vitest";
import { fieldOf } from "../../../tests/support/field.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { writeField } from "./write-field.ts";

const limited = (internalType: string, name: "Min" | "Max", limit: unknown): FieldDescription =>
  fieldOf(internalType, {
    ...(internalType === "DecimalField" && { maxDigits: 30, decimalPlaces: 20 }),
    validators: [
      {
        name: `django.core.validators.${name}ValueValidator`,
        args: { limit_value: limit as never },
        code: name === "Min" ? "min_value" : "max_value",
        message: null,
      },
    ],
  });

test.for<[type: string, side: "Min" | "Max", limit: unknown, good: unknown[], bad: unknown[]]>([
  // MinValueValidator(Decimal("0.01")), the limit that prices have
  ["DecimalField", "Min", { $: "decimal", v: "0.01" }, ["0.01", "1", 0.01], ["0", "0.009", "-1", 0]],
  // Exactly: these two are one float.
  [
    "DecimalField",
    "Max",
    { $: "decimal", v: "0.30000000000000000001" },
    ["0.30000000000000000001"],
    ["0.30000000000000000002"],
  ],
  ["DecimalField", "Max", 5, ["5", "5.00"], ["5.01"]],
  ["FloatField", "Min", { $: "decimal", v: "0.5" }, [0.5, 1], [0.4]],
  ["IntegerField", "Max", { $: "decimal", v: "7" }, [7], [8]],
  ["IntegerField", "Min", 3, [3], [2]],
  ["IntegerField", "Max", { $: "int", v: "9223372036854775807" }, [1], []],
  ["DateField", "Min", { $: "date", v: "2000-01-01" }, ["2000-01-01", "2024-02-29"], ["1999-12-31"]],
])("%s: %sValueValidator(%j)", ([type, side, limit, good, bad]) => {
  const schema = writeField(limited(type, side, limit));
  for (const value of good) expect(schema.safeParse(value).success, String(value)).toBe(true);
  for (const value of bad) expect(schema.safeParse(value).success, String(value)).toBe(false);
});
