type IntegerRange = readonly [min: number | bigint, max: number | bigint];

const INT16: IntegerRange = [-32_768, 32_767];
const INT32: IntegerRange = [-2_147_483_648, 2_147_483_647];
const INT64: IntegerRange = [-(2n ** 63n), 2n ** 63n - 1n];

/** `DatabaseOperations.integer_field_ranges` where columns have the size that the field says. */
export const SIZED_INTEGERS: Readonly<Record<string, IntegerRange>> = {
  SmallIntegerField: INT16,
  IntegerField: INT32,
  BigIntegerField: INT64,
  PositiveSmallIntegerField: [0, INT16[1]],
  PositiveIntegerField: [0, INT32[1]],
  PositiveBigIntegerField: [0, INT64[1]],
  SmallAutoField: INT16,
  AutoField: INT32,
  BigAutoField: INT64,
};

/** SQLite's integers all have 64 bits (`django/db/backends/sqlite3/operations.py`). */
export const WIDE_INTEGERS: Readonly<Record<string, IntegerRange>> = Object.fromEntries(
  Object.entries(SIZED_INTEGERS).map(([name, [min]]) => [name, min === 0 ? [0, INT64[1]] : INT64]),
);
