import { describe, expect, test } from "vitest";
import { FieldError, QueryError } from "../../src/errors/query.ts";
import { expression } from "../../src/orm/query/tree.ts";
import { F, and, from, instance } from "./support/query.ts";
import type { Query } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { compileFor } = useLibrary();
const compile = (query: Query) => compileFor("sqlite", query);

describe("FieldError, in Django's words", () => {
  test.each<[string, Query, string]>([
    [
      "an unknown name",
      from("Tag").filter({ titel: 1 }),
      "Cannot resolve keyword 'titel' into field. Choices are: book, booktag, id, name",
    ],
    [
      "a name that a relation does not have",
      from("Book").filter({ author__foo: 1 }),
      "Unsupported lookup 'foo' for ForeignKey or join on the field not permitted.",
    ],
    [
      "a text lookup on a relation",
      from("Book").filter({ author__icontains: "x" }),
      "Unsupported lookup 'icontains' for ForeignKey or join on the field not permitted.",
    ],
    [
      "orderBy",
      from("Book").orderBy("author__foo"),
      "Cannot resolve keyword 'foo' into field. Choices are: book, born, id, mentor, mentor_id, name, profile, student",
    ],
    [
      "values",
      from("Country").values("foo"),
      "Cannot resolve keyword 'foo' into field. Choices are: code, name, publisher",
    ],
    [
      "a name behind a column",
      from("Country").values("name__foo"),
      "Cannot resolve keyword 'foo' into field. Join on 'name' not permitted.",
    ],
    [
      "F",
      from("Country").filter({ name: F("foo") }),
      "Cannot resolve keyword 'foo' into field. Choices are: code, name, publisher",
    ],
    [
      "selectRelated: unknown",
      from("Review").selectRelated("foo"),
      "Invalid field name(s) given in select_related: 'foo'. Choices are: book",
    ],
    [
      "selectRelated: a column",
      from("Review").selectRelated("stars"),
      "Non-relational field given in select_related: 'stars'. Choices are: book",
    ],
    [
      "selectRelated: of what only() leaves out",
      from("Review").only("stars").selectRelated("book"),
      "Field Review.book cannot be both deferred and traversed using select_related at the same time.",
    ],
    ["only", from("Review").only("foo"), "Review has no field named 'foo'"],
    [
      "a generic foreign key",
      from("Note").filter({ subject: 1 }),
      "Field 'subject' does not generate an automatic reverse relation and therefore cannot be used for reverse querying. " +
        "If it is a GenericForeignKey, consider adding a GenericRelation.",
    ],
  ])("%s", (_, query, message) => {
    expect(() => compile(query)).toThrow(new FieldError(message));
  });
});

describe("QueryError, where Django raises ValueError or TypeError", () => {
  test.each<[string, Query, string]>([
    ["null compared", from("Book").filter({ stock__gt: null }), "Cannot use None as a query value"],
    [
      "isnull without a boolean",
      from("Book").filter({ isbn__isnull: 1 }),
      "isnull lookup must be True or False",
    ],
    ["in without a list", from("Book").filter({ id__in: 1 }), "must be an array or a QuerySet"],
    ["range of one", from("Book").filter({ stock__range: [1] }), "an array of two values"],
    [
      "filter after a slice",
      from("Book").slice(0, 5).filter({ id: 1 }),
      "Cannot filter a query once a slice has been taken.",
    ],
    [
      "order after a slice",
      from("Book").slice(0, 5).orderBy("id"),
      "Cannot reorder a query once a slice has been taken.",
    ],
    [
      "a QuerySet of another model",
      from("Book").filter({ author__in: from("Tag") }),
      'Use a QuerySet for "Author"',
    ],
    [
      "an instance of another model",
      from("Book").filter({ author: instance("Tag", { id: 1 }) }),
      'Must be "Author" instance',
    ],
    [
      "an instance without a key",
      from("Book").filter({ author: instance("Author", { id: null }) }),
      "must be saved",
    ],
    [
      "a QuerySet of two columns",
      from("Book").filter({ author__in: from("Author").values("id", "name") }),
      "must have 1 selected fields (received 2)",
    ],
    [
      "exact with many rows",
      from("Book").filter({ author: from("Author") }),
      "must be limited to one result",
    ],
    [
      "a name alone",
      from("Book").filter(F("in_print")),
      "Cannot filter against a non-conditional expression.",
    ],
  ])("%s", (_, query, message) => {
    expect(() => compile(query)).toThrow(QueryError);
    expect(() => compile(query)).toThrow(message);
  });

  test("a value that its field does not take", () => {
    expect(() => compile(from("Book").filter({ id: "x" }))).toThrow("Field 'id' expected a number");
    expect(() => compile(from("Book").filter({ author: "x" }))).toThrow("Field 'id' expected a number");
  });
});

describe("what is left to Python says why", () => {
  test.each<[string, Query, string]>([
    [
      "a manager in Python",
      from("Book", "recent"),
      "The manager library.Book.recent is Python's: get_queryset() calls",
    ],
    ["values of a custom field", from("Invoice"), "Values of MoneyField are Python's."],
    [
      "a lookup on a custom field",
      from("Invoice").filter({ amount: 1 }).values("id"),
      "Lookups of MoneyField are Python's.",
    ],
    [
      "a lookup that is not known here",
      from("Book").filter({ title__unaccent: "x" }),
      "Unsupported lookup 'unaccent' for CharField",
    ],
    [
      "an expression",
      from("Book").orderBy({ expression: expression("MyFunction", []), descending: false, nulls: null }),
      "MyFunction()",
    ],
    [
      "a regular expression in Python's syntax",
      from("Book").filter({ title__regex: "(?P<a>x)" }).values("id"),
      "Python's own syntax",
    ],
  ])("%s", (_, query, cause) => {
    expect(compile(query)).toEqual({ kind: "uncompilable", cause: expect.stringContaining(cause) as string });
  });

  test("a custom field that is not read is no hindrance", () => {
    expect(compile(from("Invoice").defer("amount")).kind).toBe("query");
    expect(compile(from("Invoice").filter({ amount__isnull: true }).values("id")).kind).toBe("query");
  });
});

describe("queries whose answer is known", () => {
  test.each<[string, Query]>([
    ["none()", from("Book").none()],
    ["an empty list", from("Tag").filter({ id__in: [] })],
    ["a list of null", from("Tag").filter({ id__in: [null] })],
    ["an empty slice", from("Tag").slice(3, 3)],
    ["a slice behind the end of another", from("Tag").slice(0, 5).slice(5, 9)],
    ["an empty QuerySet", from("Tag").filter({ id__in: from("Tag").none() })],
    ["and", from("Tag").filter(and({ id__in: [] }, { name: "x" }))],
    ["count of none", from("Tag").none().ends({ kind: "count" })],
    [
      "a number that no column holds",
      from("Book")
        .filter({ stock: 2n ** 64n })
        .values("id"),
    ],
  ])("%s", (_, query) => {
    expect(compile(query).kind).toBe("empty");
  });

  test("a number above every column's is above every value", () => {
    const compiled = compileFor(
      "sqlite",
      from("Book")
        .filter({ stock__lt: 2n ** 64n })
        .values("id"),
    );
    expect(compiled).toMatchObject({
      kind: "query",
      params: [],
      statement: { sql: expect.not.stringContaining("WHERE") as string },
    });
  });
});

const lessThan = (stock: bigint) => compile(from("Book").filter({ stock__lt: stock }).values("id"));

describe("the statement of a shape", () => {
  test("is one object for all its values", () => {
    const [one, other] = [1, 2].map((id) => compile(from("Tag").filter({ id, name__in: ["a".repeat(id)] })));
    expect(one).toMatchObject({ kind: "query", params: [1, '["a"]'] });
    expect(other).toMatchObject({ kind: "query", params: [2, '["aa"]'] });
    expect((one as { statement: unknown }).statement).toBe((other as { statement: unknown }).statement);
  });

  test("is not used for a number that its column cannot hold, nor replaced by that one's", () => {
    const before = lessThan(5n);
    expect(lessThan(2n ** 64n)).toMatchObject({ params: [] });
    expect(lessThan(5n)).toEqual(before);
  });

  test("errors are not kept", () => {
    const query = from("Book").filter({ id: "x" }).values("id");
    expect(() => compile(query)).toThrow("expected a number");
    expect(compile(from("Book").filter({ id: "7" }).values("id"))).toMatchObject({ params: [7] });
    expect(() => compile(query)).toThrow("expected a number");
  });
});
