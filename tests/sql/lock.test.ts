import { describe, expect, test } from "vitest";
import { FieldError } from "../../src/errors/query.ts";
import type { RowLock } from "../../src/orm/query/tree.ts";
import { from } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { compileFor, testSql } = useLibrary();

const lock = (options: Partial<RowLock> = {}): RowLock => ({
  noWait: false,
  skipLocked: false,
  of: [],
  noKey: false,
  ...options,
});

const TAG = 'SELECT "library_tag"."id", "library_tag"."name" FROM "library_tag" WHERE "library_tag"."id" = ';

describe("selectForUpdate", () => {
  testSql("rows are locked; SQLite has no such thing", () => from("Tag").filter({ id: 1 }).lock(lock()), {
    sqlite: [`${TAG}?`, 1],
    postgres: [`${TAG}$1 FOR UPDATE`, 1],
    rows: [[1, "fantasy"]],
  });

  testSql(
    "behind a limit, as the key of rows that keep their foreign keys, at once",
    () =>
      from("Tag")
        .filter({ id: 1 })
        .orderBy("id")
        .lock(lock({ noKey: true, noWait: true }))
        .slice(0, 5),
    {
      sqlite: [`${TAG}? ORDER BY "library_tag"."id" ASC LIMIT +?`, 1, 5],
      postgres: [`${TAG}$1 ORDER BY "library_tag"."id" ASC LIMIT $2 FOR NO KEY UPDATE NOWAIT`, 1, 5],
      rows: [[1, "fantasy"]],
    },
  );

  testSql(
    "of: the table of the rows themselves, by its name in the query; the last call counts",
    () =>
      from("Review")
        .filter({ id: 1 })
        .orderBy()
        .lock(lock())
        .selectRelated("book__author")
        .only("stars", "book__title", "book__author__name")
        .lock(lock({ skipLocked: true, of: ["self", "book__author"] })),
    {
      sqlite: [
        'SELECT "library_review"."id", "library_review"."book_id", "library_review"."stars", "library_book"."id", "library_book"."title", "library_book"."author_id", "library_author"."id", "library_author"."name" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_review"."id" = ?',
        1,
      ],
      postgres: [
        'SELECT "library_review"."id", "library_review"."book_id", "library_review"."stars", "library_book"."id", "library_book"."title", "library_book"."author_id", "library_author"."id", "library_author"."name" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_review"."id" = $1 FOR UPDATE OF "library_review", "library_author" SKIP LOCKED',
        1,
      ],
      rows: [[1, 1, 5, 1, "The Dispossessed", 1, 1, "Ursula K. Le Guin"]],
    },
  );

  testSql(
    "of: a parent by its link",
    () =>
      from("EBook")
        .only("title", "file_size")
        .lock(lock({ of: ["book_ptr"] })),
    {
      sqlite: [
        'SELECT "library_book"."title", "library_ebook"."book_ptr_id", "library_ebook"."file_size" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."title", "library_ebook"."book_ptr_id", "library_ebook"."file_size" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC FOR UPDATE OF "library_book"',
      ],
      rows: [["Solaris", 3, 4096]],
    },
  );

  testSql(
    "of: columns of values() are the table's too",
    () =>
      from("Tag")
        .filter({ id: 1 })
        .values("name")
        .lock(lock({ of: ["self"] })),
    {
      sqlite: ['SELECT "library_tag"."name" FROM "library_tag" WHERE "library_tag"."id" = ?', 1],
      postgres: [
        'SELECT "library_tag"."name" FROM "library_tag" WHERE "library_tag"."id" = $1 FOR UPDATE OF "library_tag"',
        1,
      ],
      rows: [["fantasy"]],
    },
  );

  testSql("counting locks nothing", () => from("Tag").lock(lock()).ends({ kind: "count" }), {
    sqlite: ['SELECT COUNT(*) FROM "library_tag"'],
    postgres: ['SELECT COUNT(*) FROM "library_tag"'],
    rows: [[3]],
  });

  testSql(
    "rows that a condition looks at are locked too, and keep their order",
    () =>
      from("Tag")
        .filter({
          id__in: from("BookTag")
            .filter({ id: 1 })
            .orderBy("id")
            .lock(lock({ of: ["self"] }))
            .values("tag"),
        })
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_tag"."id", "library_tag"."name" FROM "library_tag" WHERE "library_tag"."id" IN (SELECT U0."tag_id" FROM "library_booktag" U0 WHERE U0."id" = ? ORDER BY U0."id" ASC) ORDER BY "library_tag"."id" ASC',
        1,
      ],
      postgres: [
        'SELECT "library_tag"."id", "library_tag"."name" FROM "library_tag" WHERE "library_tag"."id" IN (SELECT U0."tag_id" FROM "library_booktag" U0 WHERE U0."id" = $1 ORDER BY U0."id" ASC FOR UPDATE OF U0) ORDER BY "library_tag"."id" ASC',
        1,
      ],
      rows: [[2, "science fiction"]],
    },
  );

  test("the statement says that it needs a transaction, where there are locks", () => {
    const needs = (backend: "sqlite" | "postgres", query = from("Tag").lock(lock())): unknown => {
      const compiled = compileFor(backend, query);
      return compiled.kind === "query" && compiled.statement.needsTransaction;
    };
    expect(needs("sqlite")).toBe(false);
    expect(needs("postgres")).toBe(true);
    expect(needs("postgres", from("Tag"))).toBe(false);
    expect(needs("postgres", from("Tag").filter({ id__in: from("Tag").lock(lock()).values("id") }))).toBe(
      true,
    );
  });

  test("of names what is not selected", () => {
    const query = from("Review")
      .selectRelated("book__author")
      .lock(lock({ of: ["book", "book__publisher", "stars"] }));
    expect(() => compileFor("postgres", query)).toThrow(FieldError);
    expect(() => compileFor("postgres", query)).toThrow(
      "Invalid field name(s) given in select_for_update(of=(...)): book__publisher, stars. Only relational fields " +
        "followed in the query are allowed. Choices are: self, book, book__author.",
    );
  });
});
