import { describe } from "vitest";
import { F, from } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql } = useLibrary();

describe("orderBy(), reverse(), distinct()", () => {
  testSql("Meta.ordering", () => from("Author").values("id"), {
    sqlite: [
      'SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
    ],
    postgres: [
      'SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
    ],
    rows: [[3], [2], [1]],
  });

  testSql("none at all", () => from("Tag").values("id").slice(0, 1), {
    sqlite: ['SELECT "library_tag"."id" FROM "library_tag" LIMIT +?', 1],
    postgres: ['SELECT "library_tag"."id" FROM "library_tag" LIMIT $1', 1],
    rows: [[1]],
  });

  testSql(
    "orderBy() without terms takes Meta.ordering away",
    () => from("Author").orderBy().filter({ id: 1 }).values("id"),
    {
      sqlite: ['SELECT "library_author"."id" FROM "library_author" WHERE "library_author"."id" = ?', 1],
      postgres: ['SELECT "library_author"."id" FROM "library_author" WHERE "library_author"."id" = $1', 1],
      rows: [[1]],
    },
  );

  testSql("terms replace those before", () => from("Book").orderBy("-stock").orderBy("-id").values("id"), {
    sqlite: ['SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" DESC'],
    postgres: ['SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" DESC'],
    rows: [[5], [4], [3], [2], [1]],
  });

  testSql("a relation is ordered as its model is", () => from("Review").orderBy("book", "id").values("id"), {
    sqlite: [
      'SELECT "library_review"."id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_book"."id" ASC, "library_review"."id" ASC',
    ],
    postgres: [
      'SELECT "library_review"."id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_book"."id" ASC, "library_review"."id" ASC',
    ],
    rows: [[3], [1], [2]],
  });

  testSql("Meta.ordering by a relation", () => from("Review").values("id"), {
    sqlite: [
      'SELECT "library_review"."id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_book"."id" ASC, "library_review"."stars" DESC',
    ],
    postgres: [
      'SELECT "library_review"."id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_book"."id" ASC, "library_review"."stars" DESC',
    ],
    rows: [[3], [1], [2]],
  });

  testSql("a relation by its column", () => from("Review").orderBy("book_id", "id").values("id"), {
    sqlite: [
      'SELECT "library_review"."id" FROM "library_review" ORDER BY "library_review"."book_id" ASC, "library_review"."id" ASC',
    ],
    postgres: [
      'SELECT "library_review"."id" FROM "library_review" ORDER BY "library_review"."book_id" ASC, "library_review"."id" ASC',
    ],
    rows: [[1], [2], [3]],
  });

  testSql("a relation by pk", () => from("Review").orderBy("-book__pk", "id").values("id"), {
    sqlite: [
      'SELECT "library_review"."id" FROM "library_review" ORDER BY "library_review"."book_id" DESC, "library_review"."id" ASC',
    ],
    postgres: [
      'SELECT "library_review"."id" FROM "library_review" ORDER BY "library_review"."book_id" DESC, "library_review"."id" ASC',
    ],
    rows: [[3], [1], [2]],
  });

  testSql("across relations", () => from("Review").orderBy("book__author__name", "-id").values("id"), {
    sqlite: [
      'SELECT "library_review"."id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") ORDER BY "library_author"."name" ASC, "library_review"."id" DESC',
    ],
    postgres: [
      'SELECT "library_review"."id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") ORDER BY "library_author"."name" ASC, "library_review"."id" DESC',
    ],
    rows: [[3], [2], [1]],
  });

  testSql(
    "reverse() turns every direction",
    () => from("Book").orderBy("-stock", "id").reverse().values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."stock" ASC, "library_book"."id" DESC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."stock" ASC, "library_book"."id" DESC',
      ],
      rows: [[2], [4], [5], [1], [3]],
    },
  );

  testSql("reverse() twice is none", () => from("Book").reverse().reverse().orderBy("id").values("id"), {
    sqlite: ['SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC'],
    postgres: ['SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC'],
    rows: [[1], [2], [3], [4], [5]],
  });

  testSql(
    "reverse() of a relation's order",
    () => from("Review").orderBy("book", "id").reverse().values("id"),
    {
      sqlite: [
        'SELECT "library_review"."id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") ORDER BY "library_book"."title" DESC, "library_book"."id" DESC, "library_review"."id" DESC',
      ],
      postgres: [
        'SELECT "library_review"."id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") ORDER BY "library_book"."title" DESC, "library_book"."id" DESC, "library_review"."id" DESC',
      ],
      rows: [[2], [1], [3]],
    },
  );

  testSql(
    "NULLS LAST",
    () =>
      from("Author")
        .orderBy({ expression: F("born"), descending: true, nulls: "last" })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."born" DESC NULLS LAST',
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."born" DESC NULLS LAST',
      ],
      rows: [[1], [2], [3]],
    },
  );

  testSql(
    "reverse() of NULLS LAST is NULLS FIRST",
    () =>
      from("Author")
        .orderBy({ expression: F("born"), descending: true, nulls: "last" })
        .reverse()
        .values("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."born" ASC NULLS FIRST',
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."born" ASC NULLS FIRST',
      ],
      rows: [[3], [2], [1]],
    },
  );

  testSql(
    "a transform",
    () => from("Book").filter({ published__isnull: false }).orderBy("published__month", "id").values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."published" IS NOT NULL ORDER BY django_date_extract(\'month\', "library_book"."published") ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."published" IS NOT NULL ORDER BY EXTRACT(MONTH FROM "library_book"."published") ASC, "library_book"."id" ASC',
      ],
      rows: [[1], [3], [2]],
    },
  );

  testSql("the same term twice orders once", () => from("Book").orderBy("id", "-id").values("id"), {
    sqlite: ['SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC'],
    postgres: ['SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC'],
    rows: [[1], [2], [3], [4], [5]],
  });

  testSql("inheritance: by the parent's column", () => from("EBook").values("pk"), {
    sqlite: [
      'SELECT "library_ebook"."book_ptr_id" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
    ],
    postgres: [
      'SELECT "library_ebook"."book_ptr_id" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
    ],
    rows: [[3]],
  });

  testSql("a proxy has its own order", () => from("Bestseller").values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."sold" DESC, "library_book"."id" ASC',
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."sold" DESC, "library_book"."id" ASC',
    ],
    rows: [[2], [3], [1], [4], [5]],
  });

  testSql(
    "values() of a relation is ordered by the column",
    () => from("Book").values("author").orderBy("author", "id"),
    {
      sqlite: [
        'SELECT "library_book"."author_id" FROM "library_book" ORDER BY "library_book"."author_id" ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."author_id" FROM "library_book" ORDER BY "library_book"."author_id" ASC, "library_book"."id" ASC',
      ],
      rows: [[1], [1], [2], [3], [3]],
    },
  );

  testSql("distinct()", () => from("Book").filter({ tags__gt: 0 }).orderBy("id").distinct().values("id"), {
    sqlite: [
      'SELECT DISTINCT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE "library_booktag"."tag_id" > ? ORDER BY "library_book"."id" ASC',
      0,
    ],
    postgres: [
      'SELECT DISTINCT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE "library_booktag"."tag_id" > $1 ORDER BY "library_book"."id" ASC',
      0,
    ],
    rows: [[1], [2], [3], [4]],
  });

  testSql(
    "distinct() selects what it is ordered by",
    () => from("Book").values("sold").distinct().orderBy("author__name", "sold").slice(0, 1),
    {
      sqlite: [
        'SELECT DISTINCT "library_book"."sold", "library_author"."name" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") ORDER BY "library_author"."name" ASC, "library_book"."sold" ASC LIMIT +?',
        1,
      ],
      postgres: [
        'SELECT DISTINCT "library_book"."sold", "library_author"."name" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") ORDER BY "library_author"."name" ASC, "library_book"."sold" ASC LIMIT $1',
        1,
      ],
      rows: [[2, "Anon"]],
    },
  );

  testSql(
    "distinct(fields)",
    () =>
      from("Book").orderBy("author", "-id").orderBy("author_id", "-id").distinct("author_id").values("id"),
    {
      sqlite: { notSupported: "DISTINCT ON fields is not supported by this database backend" },
      postgres: [
        'SELECT DISTINCT ON ("library_book"."author_id") "library_book"."id" FROM "library_book" ORDER BY "library_book"."author_id" ASC, "library_book"."id" DESC',
      ],
      rows: [[2], [3], [5]],
    },
  );

  testSql("slices", () => from("Book").orderBy("id").values("id").slice(1, 3), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC LIMIT +? OFFSET ?',
      2,
      1,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC LIMIT $1 OFFSET $2',
      2,
      1,
    ],
    rows: [[2], [3]],
  });

  testSql(
    "a slice of a slice stays within it",
    () => from("Book").orderBy("id").values("id").slice(1, 4).slice(1, 9),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC LIMIT +? OFFSET ?',
        2,
        2,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC LIMIT $1 OFFSET $2',
        2,
        2,
      ],
      rows: [[3], [4]],
    },
  );

  testSql("a slice without an end", () => from("Book").orderBy("id").values("id").slice(3), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC LIMIT -1 OFFSET ?',
      3,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."id" ASC OFFSET $1',
      3,
    ],
    rows: [[4], [5]],
  });
});
