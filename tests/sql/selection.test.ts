import { describe } from "vitest";
import { from } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql } = useLibrary();

describe("what is selected", () => {
  testSql("instances: every column", () => from("Author").filter({ id: 3 }), {
    sqlite: [
      'SELECT "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" FROM "library_author" WHERE "library_author"."id" = ? ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      3,
    ],
    postgres: [
      'SELECT "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" FROM "library_author" WHERE "library_author"."id" = $1 ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      3,
    ],
    rows: [[3, "Anon", null, 1]],
  });

  testSql(
    "selectRelated",
    () =>
      from("Review")
        .selectRelated("book__publisher")
        .only("stars", "book__title", "book__publisher__name")
        .filter({ id: 1 }),
    {
      sqlite: [
        'SELECT "library_review"."id", "library_review"."book_id", "library_review"."stars", "library_book"."id", "library_book"."title", "library_book"."publisher_id", "library_publisher"."id", "library_publisher"."name" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE "library_review"."id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC, "library_review"."stars" DESC',
        1,
      ],
      postgres: [
        'SELECT "library_review"."id", "library_review"."book_id", "library_review"."stars", "library_book"."id", "library_book"."title", "library_book"."publisher_id", "library_publisher"."id", "library_publisher"."name" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE "library_review"."id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC, "library_review"."stars" DESC',
        1,
      ],
      rows: [[1, 1, 5, 1, "The Dispossessed", 1, 1, "Ace"]],
    },
  );

  testSql(
    "selectRelated() without names follows keys that are never null",
    () =>
      from("Review")
        .selectRelated()
        .filter({ id: 1 })
        .defer(
          "book__metadata",
          "book__uuid",
          "book__added",
          "book__price",
          "book__published",
          "book__in_print",
          "book__isbn",
          "book__imprint",
          "book__publisher",
          "book__author__born",
        ),
    {
      sqlite: [
        'SELECT "library_review"."id", "library_review"."book_id", "library_review"."stars", "library_review"."text", "library_book"."id", "library_book"."title", "library_book"."author_id", "library_book"."stock", "library_book"."sold", "library_author"."id", "library_author"."name", "library_author"."mentor_id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_review"."id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC, "library_review"."stars" DESC',
        1,
      ],
      postgres: [
        'SELECT "library_review"."id", "library_review"."book_id", "library_review"."stars", "library_review"."text", "library_book"."id", "library_book"."title", "library_book"."author_id", "library_book"."stock", "library_book"."sold", "library_author"."id", "library_author"."name", "library_author"."mentor_id" FROM "library_review" INNER JOIN "library_book" ON ("library_review"."book_id" = "library_book"."id") INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_review"."id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC, "library_review"."stars" DESC',
        1,
      ],
      rows: [[1, 1, 5, "", 1, "The Dispossessed", 1, 5, 3, 1, "Ursula K. Le Guin", null]],
    },
  );

  testSql(
    "selectRelated backwards along a one-to-one",
    () =>
      from("Author")
        .selectRelated("profile")
        .only("name", "profile__homepage")
        .filter({ id__lt: 3 })
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_author"."id", "library_author"."name", "library_profile"."author_id", "library_profile"."homepage" FROM "library_author" LEFT OUTER JOIN "library_profile" ON ("library_author"."id" = "library_profile"."author_id") WHERE "library_author"."id" < ? ORDER BY "library_author"."id" ASC',
        3,
      ],
      postgres: [
        'SELECT "library_author"."id", "library_author"."name", "library_profile"."author_id", "library_profile"."homepage" FROM "library_author" LEFT OUTER JOIN "library_profile" ON ("library_author"."id" = "library_profile"."author_id") WHERE "library_author"."id" < $1 ORDER BY "library_author"."id" ASC',
        3,
      ],
      rows: [
        [1, "Ursula K. Le Guin", 1, "https://ursula.example"],
        [2, "Stanisław Lem", null, null],
      ],
    },
  );

  testSql("only", () => from("Book").only("title").filter({ id: 1 }), {
    sqlite: [
      'SELECT "library_book"."id", "library_book"."title" FROM "library_book" WHERE "library_book"."id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      1,
    ],
    postgres: [
      'SELECT "library_book"."id", "library_book"."title" FROM "library_book" WHERE "library_book"."id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      1,
    ],
    rows: [[1, "The Dispossessed"]],
  });

  testSql("only: pk", () => from("Book").only("pk").filter({ id: 1 }), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      1,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      1,
    ],
    rows: [[1]],
  });

  testSql("defer", () => from("Author").defer("name", "born").filter({ id: 3 }), {
    sqlite: [
      'SELECT "library_author"."id", "library_author"."mentor_id" FROM "library_author" WHERE "library_author"."id" = ? ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      3,
    ],
    postgres: [
      'SELECT "library_author"."id", "library_author"."mentor_id" FROM "library_author" WHERE "library_author"."id" = $1 ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      3,
    ],
    rows: [[3, 1]],
  });

  testSql("only, then defer", () => from("Book").only("title", "stock").defer("stock").filter({ id: 1 }), {
    sqlite: [
      'SELECT "library_book"."id", "library_book"."title" FROM "library_book" WHERE "library_book"."id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      1,
    ],
    postgres: [
      'SELECT "library_book"."id", "library_book"."title" FROM "library_book" WHERE "library_book"."id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      1,
    ],
    rows: [[1, "The Dispossessed"]],
  });

  testSql("inheritance: parents' columns are joined", () => from("EBook").only("title", "file_size"), {
    sqlite: [
      'SELECT "library_book"."title", "library_ebook"."book_ptr_id", "library_ebook"."file_size" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
    ],
    postgres: [
      'SELECT "library_book"."title", "library_ebook"."book_ptr_id", "library_ebook"."file_size" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
    ],
    rows: [["Solaris", 3, 4096]],
  });

  testSql("inheritance: no join for own columns", () => from("EBook").only("file_size").orderBy("pk"), {
    sqlite: [
      'SELECT "library_ebook"."book_ptr_id", "library_ebook"."file_size" FROM "library_ebook" ORDER BY "library_ebook"."book_ptr_id" ASC',
    ],
    postgres: [
      'SELECT "library_ebook"."book_ptr_id", "library_ebook"."file_size" FROM "library_ebook" ORDER BY "library_ebook"."book_ptr_id" ASC',
    ],
    rows: [[3, 4096]],
  });

  testSql(
    "values across relations keeps rows without them",
    () => from("Book").orderBy("id").values("id", "publisher__country__name"),
    {
      sqlite: [
        'SELECT "library_book"."id", "library_country"."name" FROM "library_book" LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") LEFT OUTER JOIN "library_country" ON ("library_publisher"."country_id" = "library_country"."code") ORDER BY "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id", "library_country"."name" FROM "library_book" LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") LEFT OUTER JOIN "library_country" ON ("library_publisher"."country_id" = "library_country"."code") ORDER BY "library_book"."id" ASC',
      ],
      rows: [
        [1, "United States"],
        [2, null],
        [3, "Germany"],
        [4, "Germany"],
        [5, null],
      ],
    },
  );

  testSql(
    "values of a relation is its key",
    () => from("Book").filter({ id: 1 }).values("author", "author_id", "imprint"),
    {
      sqlite: [
        'SELECT "library_book"."author_id", "library_book"."author_id", "library_book"."imprint_name" FROM "library_book" WHERE "library_book"."id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
      ],
      postgres: [
        'SELECT "library_book"."author_id", "library_book"."author_id", "library_book"."imprint_name" FROM "library_book" WHERE "library_book"."id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
      ],
      rows: [[1, 1, null]],
    },
  );

  testSql(
    "values of a relation to many rows: a row each",
    () => from("Book").filter({ id: 4 }).values("tags").orderBy("tags__id"),
    {
      sqlite: [
        'SELECT "library_booktag"."tag_id" FROM "library_book" LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE "library_book"."id" = ? ORDER BY "library_booktag"."tag_id" ASC',
        4,
      ],
      postgres: [
        'SELECT "library_booktag"."tag_id" FROM "library_book" LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE "library_book"."id" = $1 ORDER BY "library_booktag"."tag_id" ASC',
        4,
      ],
      rows: [[1], [2]],
    },
  );

  testSql(
    "values before filter(): joins of its own",
    () => from("Book").values("tags__name").filter({ tags__name: "fantasy" }).orderBy("id", "tags__name"),
    {
      sqlite: [
        'SELECT "library_tag"."name" FROM "library_book" LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") LEFT OUTER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") INNER JOIN "library_booktag" T4 ON ("library_book"."id" = T4."book_id") INNER JOIN "library_tag" T5 ON (T4."tag_id" = T5."id") WHERE T5."name" = ? ORDER BY "library_book"."id" ASC, "library_tag"."name" ASC',
        "fantasy",
      ],
      postgres: [
        'SELECT "library_tag"."name" FROM "library_book" LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") LEFT OUTER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") INNER JOIN "library_booktag" T4 ON ("library_book"."id" = T4."book_id") INNER JOIN "library_tag" T5 ON (T4."tag_id" = T5."id") WHERE T5."name" = $1 ORDER BY "library_book"."id" ASC, "library_tag"."name" ASC',
        "fantasy",
      ],
      rows: [["fantasy"], ["fantasy"], ["science fiction"]],
    },
  );

  testSql(
    "filter() before values: the joined row",
    () => from("Book").filter({ tags__name: "fantasy" }).values("tags__name").orderBy("id"),
    {
      sqlite: [
        'SELECT "library_tag"."name" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE "library_tag"."name" = ? ORDER BY "library_book"."id" ASC',
        "fantasy",
      ],
      postgres: [
        'SELECT "library_tag"."name" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE "library_tag"."name" = $1 ORDER BY "library_book"."id" ASC',
        "fantasy",
      ],
      rows: [["fantasy"], ["fantasy"]],
    },
  );

  testSql(
    "valuesList of a transform",
    () => from("Book").filter({ published__isnull: false }).flat("published__month").orderBy("id"),
    {
      sqlite: [
        'SELECT django_date_extract(\'month\', "library_book"."published") FROM "library_book" WHERE "library_book"."published" IS NOT NULL ORDER BY "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT EXTRACT(MONTH FROM "library_book"."published") FROM "library_book" WHERE "library_book"."published" IS NOT NULL ORDER BY "library_book"."id" ASC',
      ],
      rows: [[5], [11], [6]],
    },
  );

  testSql("count", () => from("Book").filter({ tags__gt: 0 }).ends({ kind: "count" }), {
    sqlite: [
      'SELECT COUNT(*) FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE "library_booktag"."tag_id" > ?',
      0,
    ],
    postgres: [
      'SELECT COUNT(*) FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE "library_booktag"."tag_id" > $1',
      0,
    ],
    rows: [[5]],
  });

  testSql(
    "count of distinct rows",
    () => from("Author").filter({ book__stock__gte: 0 }).distinct().ends({ kind: "count" }),
    {
      sqlite: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT "library_author"."id" AS "col1", "library_author"."name" AS "col2", "library_author"."born" AS "col3", "library_author"."mentor_id" AS "col4" FROM "library_author" INNER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_book"."stock" >= ?) subquery',
        0,
      ],
      postgres: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT "library_author"."id" AS "col1", "library_author"."name" AS "col2", "library_author"."born" AS "col3", "library_author"."mentor_id" AS "col4" FROM "library_author" INNER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_book"."stock" >= $1) subquery',
        0,
      ],
      rows: [[3]],
    },
  );

  testSql("count of a slice", () => from("Book").slice(1, 4).ends({ kind: "count" }), {
    sqlite: [
      'SELECT COUNT(*) FROM (SELECT "library_book"."id" AS "col1" FROM "library_book" ORDER BY "library_book"."title" ASC, "library_book"."id" ASC LIMIT +? OFFSET ?) subquery',
      3,
      1,
    ],
    postgres: [
      'SELECT COUNT(*) FROM (SELECT "library_book"."id" AS "col1" FROM "library_book" ORDER BY "library_book"."title" ASC, "library_book"."id" ASC LIMIT $1 OFFSET $2) subquery',
      3,
      1,
    ],
    rows: [[3]],
  });

  testSql("count of values() counts its joins", () => from("Book").values("tags").ends({ kind: "count" }), {
    sqlite: [
      'SELECT COUNT(*) FROM "library_book" LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id")',
    ],
    postgres: [
      'SELECT COUNT(*) FROM "library_book" LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id")',
    ],
    rows: [[6]],
  });

  testSql("exists", () => from("Book").filter({ stock: 7 }).ends({ kind: "exists" }), {
    sqlite: ['SELECT 1 AS "a" FROM "library_book" WHERE "library_book"."stock" = ? LIMIT 1', 7],
    postgres: ['SELECT 1 AS "a" FROM "library_book" WHERE "library_book"."stock" = $1 LIMIT 1', 7],
    rows: [[1]],
  });

  testSql("exists in a slice", () => from("Book").slice(1, 4).ends({ kind: "exists" }), {
    sqlite: ['SELECT 1 AS "a" FROM "library_book" LIMIT 1 OFFSET ?', 1],
    postgres: ['SELECT 1 AS "a" FROM "library_book" LIMIT 1 OFFSET $1', 1],
    rows: [[1]],
  });
});
