import { describe, expect, test } from "vitest";
import type { Backend } from "./support/databases.ts";
import { F, from } from "./support/query.ts";
import type { Query } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql, compileFor } = useLibrary();

describe("JSON", () => {
  testSql("a value at a path", () => from("Book").filter({ metadata__author__0__name: "Lem" }).flat("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE (CASE WHEN JSON_TYPE("library_book"."metadata", \'$."author"[0]."name"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."author"[0]."name"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."author"[0]."name"\') END) = JSON_EXTRACT(?, \'$\') ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      '"Lem"',
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."metadata" #> ARRAY[\'author\', \'0\', \'name\']) = $1::jsonb ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      '"Lem"',
    ],
    rows: [],
  });

  testSql(
    "a key of one name, and a place",
    () => from("Book").filter({ metadata__a: 1, metadata__0: 2 }).flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ((CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"\') END) = JSON_EXTRACT(?, \'$\') AND (CASE WHEN JSON_TYPE("library_book"."metadata", \'$[0]\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$[0]\') ELSE JSON_EXTRACT("library_book"."metadata", \'$[0]\') END) = JSON_EXTRACT(?, \'$\')) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "1",
        "2",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (("library_book"."metadata" -> \'a\') = $1::jsonb AND ("library_book"."metadata" -> 0) = $2::jsonb) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "1",
        "2",
      ],
      rows: [],
    },
  );

  testSql(
    "true, false and null inside",
    () => from("Book").filter({ metadata__a: true, metadata__b: null }).flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ((CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"\') END) = ? AND (CASE WHEN JSON_TYPE("library_book"."metadata", \'$."b"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."b"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."b"\') END) = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "true",
        "null",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (("library_book"."metadata" -> \'a\') = $1::jsonb AND ("library_book"."metadata" -> \'b\') = $2::jsonb) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "true",
        "null",
      ],
      rows: [],
    },
  );

  testSql(
    "excluded: rows without the column too",
    () => from("Book").exclude({ metadata__a: "x" }).orderBy("id").flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ((CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"\') END) = JSON_EXTRACT(?, \'$\') AND "library_book"."metadata" IS NOT NULL) ORDER BY "library_book"."id" ASC',
        '"x"',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT (("library_book"."metadata" -> \'a\') = $1::jsonb AND "library_book"."metadata" IS NOT NULL) ORDER BY "library_book"."id" ASC',
        '"x"',
      ],
      rows: [[1], [2], [3], [4], [5]],
    },
  );

  testSql(
    "excluded: null inside",
    () => from("Book").exclude({ metadata__a: null }).orderBy("id").flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ((CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"\') END) = ?) ORDER BY "library_book"."id" ASC',
        "null",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT (("library_book"."metadata" -> \'a\') = $1::jsonb) ORDER BY "library_book"."id" ASC',
        "null",
      ],
      rows: [],
    },
  );

  testSql("quotes in a key", () => from("Book").filter({ 'metadata__it\'s "so"': 1 }).flat("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE (CASE WHEN JSON_TYPE("library_book"."metadata", \'$."it\'\'s \\"so\\""\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."it\'\'s \\"so\\""\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."it\'\'s \\"so\\""\') END) = JSON_EXTRACT(?, \'$\') ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "1",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."metadata" -> \'it\'\'s "so"\') = $1::jsonb ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "1",
    ],
    rows: [],
  });

  testSql(
    "whether a path leads somewhere",
    () => from("Book").filter({ metadata__a__isnull: true, metadata__b__0__isnull: false }).flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (JSON_TYPE("library_book"."metadata", \'$."a"\') IS NULL AND JSON_TYPE("library_book"."metadata", \'$."b"[0]\') IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (("library_book"."metadata" -> \'a\') IS NULL AND ("library_book"."metadata" #> ARRAY[\'b\', \'0\']) IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      rows: [],
    },
  );

  testSql(
    "one of several at a path",
    () =>
      from("Book")
        .filter({ metadata__a__in: [1, "x", true, null] })
        .flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"\') END) IN (SELECT CASE WHEN type IN (\'true\', \'false\', \'null\') THEN type ELSE value END FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '[1, "x", true]',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."metadata" -> \'a\') = ANY($1::jsonb[]) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        ["1", '"x"', "true"],
      ],
      rows: [],
    },
  );

  testSql(
    "the whole column",
    () =>
      from("Book")
        .filter({ metadata: { a: [1, "é"] } })
        .flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."metadata" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '{"a": [1, "\\u00e9"]}',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."metadata" = $1::jsonb ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '{"a":[1,"é"]}',
      ],
      rows: [],
    },
  );

  testSql(
    "a key",
    () => from("Book").filter({ metadata__has_key: "a", metadata__b__has_key: "0" }).flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (JSON_TYPE("library_book"."metadata", \'$\' || ?) IS NOT NULL AND JSON_TYPE("library_book"."metadata", \'$."b"\' || ?) IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '."a"',
        '."0"',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."metadata" ? $1::text AND ("library_book"."metadata" -> \'b\') ? $2::text) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "a",
        "0",
      ],
      rows: [],
    },
  );

  testSql(
    "all keys and any key",
    () =>
      from("Book")
        .filter({ metadata__has_keys: ["a", "b"], metadata__c__has_any_keys: ["d"] })
        .flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (NOT EXISTS(SELECT 1 FROM json_each(?) WHERE JSON_TYPE("library_book"."metadata", \'$\' || value) IS NULL) AND EXISTS(SELECT 1 FROM json_each(?) WHERE JSON_TYPE("library_book"."metadata", \'$."c"\' || value) IS NOT NULL)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '[".\\"a\\"",".\\"b\\""]',
        '[".\\"d\\""]',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."metadata" ?& $1::text[] AND ("library_book"."metadata" -> \'c\') ?| $2::text[]) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        ["a", "b"],
        ["d"],
      ],
      rows: [],
    },
  );

  testSql(
    "what is inside",
    () =>
      from("Book")
        .filter({ metadata__contains: { a: 1 } })
        .flat("id"),
    {
      sqlite: { notSupported: "contains lookup is not supported on this database backend." },
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."metadata" @> $1::jsonb ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '{"a":1}',
      ],
      rows: [],
    },
  );

  testSql(
    "what it is inside of",
    () =>
      from("Book")
        .filter({ metadata__a__contained_by: [1] })
        .flat("id"),
    {
      sqlite: { notSupported: "contained_by lookup is not supported on this database backend." },
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."metadata" -> \'a\') <@ $1::jsonb ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "[1]",
      ],
      rows: [],
    },
  );

  testSql(
    "text inside",
    () => from("Book").filter({ metadata__a__icontains: "x", metadata__b__0__startswith: "y" }).flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ((CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"\') END) LIKE ? ESCAPE \'\\\' AND (CASE WHEN JSON_TYPE("library_book"."metadata", \'$."b"[0]\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."b"[0]\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."b"[0]\') END) LIKE ? ESCAPE \'\\\') ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "%x%",
        "y%",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (UPPER(("library_book"."metadata" ->> \'a\')::text) LIKE UPPER($1) AND ("library_book"."metadata" #>> ARRAY[\'b\', \'0\'])::text LIKE $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "%x%",
        "y%",
      ],
      rows: [],
    },
  );

  testSql(
    "greater and less",
    () => from("Book").filter({ metadata__a__gt: 1.5, metadata__b__lte: "x" }).flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ((CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"\') END) > ? AND (CASE WHEN JSON_TYPE("library_book"."metadata", \'$."b"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."b"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."b"\') END) <= ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1.5,
        "x",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (("library_book"."metadata" -> \'a\') > $1::jsonb AND ("library_book"."metadata" -> \'b\') <= $2::jsonb) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "1.5",
        '"x"',
      ],
      rows: [],
    },
  );

  testSql(
    "chosen and ordered by",
    () => from("Book").filter({ id__lt: 3 }).orderBy("metadata__a", "id").values("id", "metadata__a__b"),
    {
      sqlite: [
        'SELECT "library_book"."id", (CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"."b"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"."b"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"."b"\') END) FROM "library_book" WHERE "library_book"."id" < ? ORDER BY (CASE WHEN JSON_TYPE("library_book"."metadata", \'$."a"\') IN (\'true\', \'false\', \'null\') THEN JSON_TYPE("library_book"."metadata", \'$."a"\') ELSE JSON_EXTRACT("library_book"."metadata", \'$."a"\') END) ASC, "library_book"."id" ASC',
        3,
      ],
      postgres: [
        'SELECT "library_book"."id", ("library_book"."metadata" #> ARRAY[\'a\', \'b\']) FROM "library_book" WHERE "library_book"."id" < $1 ORDER BY ("library_book"."metadata" -> \'a\') ASC, "library_book"."id" ASC',
        3,
      ],
      rows: [
        [1, null],
        [2, null],
      ],
    },
  );

  testSql(
    "a key of JSON's null has_key cannot be",
    () => from("Book").filter({ metadata__has_key: null }).flat("id"),
    {
      sqlite: { notSupported: "Cannot use None as a query value" },
      postgres: { notSupported: "Cannot use None as a query value" },
      rows: [],
    },
  );

  testSql(
    "a list for a key",
    () =>
      from("Book")
        .filter({ metadata__has_key: ["a"] })
        .flat("id"),
    {
      sqlite: { notSupported: "The value of a 'has_key' lookup must be a text." },
      postgres: { notSupported: "The value of a 'has_key' lookup must be a text." },
      rows: [],
    },
  );

  test.each<[string, Backend, Query, string]>([
    [
      "a place from the end",
      "sqlite",
      from("Book").filter({ "metadata__-1": 1 }),
      "A place from the end of a JSON list.",
    ],
    [
      "digits that Python's int() reads",
      "sqlite",
      from("Book").filter({ "metadata__\u0663": 1 }),
      "Digits that only Python reads.",
    ],
    [
      "lookups of every field",
      "sqlite",
      from("Book").filter({ metadata__range: [1, 2] }),
      "The lookup 'range' of JSONField is Python's.",
    ],
    [
      "an expression on the right",
      "sqlite",
      from("Book").filter({ metadata__a: F("stock") }),
      "JSON compared with an expression.",
    ],
  ])("%s: Python's", (_, backend, query, cause) => {
    expect(compileFor(backend, query)).toEqual({ kind: "uncompilable", cause });
  });

  test("a key is no way out of its literal", () => {
    expect(() => compileFor("sqlite", from("Book").filter({ "metadata__a\0b": 1 }))).toThrow(
      "A key of JSON has a NUL character.",
    );
  });
});
