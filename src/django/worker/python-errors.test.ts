import { expect, test } from "vitest";
import { IntegrityError } from "../../errors/database.ts";
import { ObjectDoesNotExist } from "../../errors/orm.ts";
import { PythonError } from "../../errors/python.ts";
import { QueryError } from "../../errors/query.ts";
import { fromPython } from "./python-errors.ts";

const raised = (type: string, bases: string[], message: string, data: Record<string, unknown> = {}) => ({
  type,
  mro: [type, ...bases],
  message,
  data,
  traceback: `Traceback ...\n${message}`,
});

test("a model's DoesNotExist is Django's ObjectDoesNotExist; Python's own is the cause", () => {
  const error = fromPython(
    raised("catalog.models.Book.DoesNotExist", ["django.core.exceptions.ObjectDoesNotExist"], "no Book"),
  );
  expect(error).toBeInstanceOf(ObjectDoesNotExist);
  expect(error.cause).toBeInstanceOf(PythonError);
  expect((error.cause as PythonError).traceback).toContain("Traceback");
});

test.each([
  [
    "SQLite",
    "UNIQUE constraint failed: shop_item.name, shop_item.size",
    { sqliteError: "SQLITE_CONSTRAINT_UNIQUE" },
  ],
  [
    "PostgreSQL",
    'duplicate key value violates unique constraint "shop_item_key"\nDETAIL:  Key (name)=(secret) already exists.',
    { sqlstate: "23505", constraint: "shop_item_key", table: "shop_item" },
  ],
  ["MySQL", "Duplicate entry 'secret' for key 'shop_item.shop_item_key'", { errno: 1062 }],
])("an IntegrityError of %s: its kind, no values of rows", (_, message, data) => {
  const error = fromPython(
    raised("django.db.utils.IntegrityError", ["django.db.utils.DatabaseError"], message, data),
  );
  expect(error).toBeInstanceOf(IntegrityError);
  expect((error as IntegrityError).kind).toBe("unique");
  expect(error.message).not.toContain("secret");
});

test("where the constraint is, as far as the database says", () => {
  const type = "django.db.utils.IntegrityError";
  const sqlite = fromPython(
    raised(type, [], "NOT NULL constraint failed: shop_item.name", {
      sqliteError: "SQLITE_CONSTRAINT_NOTNULL",
    }),
  );
  expect(sqlite).toMatchObject({ kind: "notNull", table: "shop_item", columns: ["name"], constraint: null });
});

test("what Django refuses of a query is a QueryError, as it is natively", () => {
  const error = fromPython(
    raised("django_fastapi.query.QueryError", ["builtins.ValueError"], "Negative indexing is not supported."),
  );
  expect(error).toBeInstanceOf(QueryError);
  expect(error.message).toBe("Negative indexing is not supported.");
  expect(error.cause).toBeInstanceOf(PythonError);
});

test.each([
  [
    1062,
    "Duplicate entry 'it's for key 'x'' for key 'shop_item_key'",
    { kind: "unique", constraint: "shop_item_key" },
  ],
  [
    1062,
    "Duplicate entry 'a' for key 'shop_item.shop_item_key'",
    { kind: "unique", constraint: "shop_item_key" },
  ],
  [
    1452,
    "Cannot add or update a child row: a foreign key constraint fails (`shop`.`shop_item`, CONSTRAINT `item_maker` FOREIGN KEY (`maker_id`) REFERENCES `shop_maker` (`id`))",
    { kind: "foreignKey", constraint: "item_maker", table: "shop_item", columns: ["maker_id"] },
  ],
  [
    1451,
    "Cannot delete or update a parent row: a foreign key constraint fails (`shop`.`shop_item`, CONSTRAINT `item_maker` FOREIGN KEY (`maker_id`) REFERENCES `shop_maker` (`id`))",
    { kind: "foreignKey", constraint: "item_maker", table: "shop_item", columns: [] },
  ],
  [
    4025,
    "CONSTRAINT `price_positive` failed for `shop`.`shop_item`",
    { kind: "check", constraint: "price_positive" },
  ],
  [3819, "Check constraint 'price_positive' is violated.", { kind: "check", constraint: "price_positive" }],
  [1048, "Column 'name' cannot be null", { kind: "notNull", columns: ["name"] }],
  [1364, "Field 'name' doesn't have a default value", { kind: "notNull", columns: ["name"] }],
])("MySQL's error %i: %s", (errno, message, expected) => {
  // PyMySQL gives an SQLSTATE too, which tells nothing.
  const error = fromPython(
    raised("django.db.utils.IntegrityError", [], message, { errno, sqlstate: "23000" }),
  );
  expect(error).toMatchObject(expected);
  expect(error.message).not.toMatch(/entry '/);
});

test.each([
  ["DataError", "Incorrect date value: 'sec'ret' for column `shop`.`item`.`day` at row 1", 1292],
  ["OperationalError", "Truncated incorrect DOUBLE value: 'secret'", 1292],
  [
    "ProgrammingError",
    "You have an error in your SQL syntax; use near '= 'secret'\nLIMIT 1' at line 1",
    1064,
  ],
])("MySQL's %s holds no values either: %s", (kind, message, errno) => {
  const error = fromPython(raised(`django.db.utils.${kind}`, [], message, { errno }));
  expect(error.name).toBe(kind);
  expect(error.message).not.toMatch(/sec|LIMIT/);
});

test("any other exception keeps its type", () => {
  const error = fromPython(raised("shop.errors.OutOfStock", ["builtins.ValueError"], "none left"));
  expect(error).toMatchObject({
    name: "PythonError",
    pythonType: "shop.errors.OutOfStock",
    message: "none left",
  });
  expect((error as PythonError).isInstance("builtins.ValueError")).toBe(true);
});
