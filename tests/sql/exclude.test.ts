import { describe } from "vitest";
import { F, and, from, not, or } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql } = useLibrary();

describe("exclude(), and negated conditions", () => {
  testSql("a column that is never null", () => from("Book").exclude({ title: "Solaris" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."title" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "Solaris",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."title" = $1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "Solaris",
    ],
    rows: [[4], [2], [1], [5]],
  });

  testSql(
    "a column that may be null: rows with null stay",
    () => from("Book").exclude({ isbn: "9780060125639" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."isbn" = ? AND "library_book"."isbn" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "9780060125639",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."isbn" = $1 AND "library_book"."isbn" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "9780060125639",
      ],
      rows: [[4], [2], [3], [5]],
    },
  );

  testSql("null itself", () => from("Book").exclude({ isbn: null }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."isbn" IS NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."isbn" IS NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    rows: [[3], [1]],
  });

  testSql(
    "across a foreign key that may be null",
    () => from("Book").exclude({ publisher__name: "Ace" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE NOT ("library_publisher"."name" = ? AND "library_publisher"."name" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Ace",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE NOT ("library_publisher"."name" = $1 AND "library_publisher"."name" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Ace",
      ],
      rows: [[4], [2], [3], [5]],
    },
  );

  testSql(
    "several conditions: not all of them",
    () => from("Book").exclude({ stock: 7, title: "Solaris" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."stock" = ? AND "library_book"."title" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        7,
        "Solaris",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."stock" = $1 AND "library_book"."title" = $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        7,
        "Solaris",
      ],
      rows: [[4], [2], [1], [5]],
    },
  );

  testSql("a relation to many rows: none of them", () => from("Book").exclude({ tags: 2 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_booktag" U1 WHERE (U1."tag_id" = ? AND U1."book_id" = ("library_book"."id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      2,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_booktag" U1 WHERE (U1."tag_id" = $1 AND U1."book_id" = ("library_book"."id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      2,
    ],
    rows: [[2], [5]],
  });

  testSql(
    "a relation to many rows, by a column",
    () => from("Book").exclude({ tags__name: "fantasy" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_booktag" U1 INNER JOIN "library_tag" U2 ON (U1."tag_id" = U2."id") WHERE (U2."name" = ? AND U1."book_id" = ("library_book"."id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "fantasy",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_booktag" U1 INNER JOIN "library_tag" U2 ON (U1."tag_id" = U2."id") WHERE (U2."name" = $1 AND U1."book_id" = ("library_book"."id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "fantasy",
      ],
      rows: [[3], [1], [5]],
    },
  );

  testSql("backwards along a foreign key", () => from("Author").exclude({ book__stock: 0 }).values("id"), {
    sqlite: [
      'SELECT "library_author"."id" FROM "library_author" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U1 WHERE (U1."stock" = ? AND U1."author_id" = ("library_author"."id")) LIMIT 1)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      0,
    ],
    postgres: [
      'SELECT "library_author"."id" FROM "library_author" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U1 WHERE (U1."stock" = $1 AND U1."author_id" = ("library_author"."id")) LIMIT 1)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      0,
    ],
    rows: [[3], [2]],
  });

  testSql(
    "to many rows behind a foreign key that may be null",
    () => from("Book").exclude({ publisher__book__title: "Solaris" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U2 WHERE (U2."title" = ? AND U2."publisher_id" = ("library_book"."publisher_id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Solaris",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U2 WHERE (U2."title" = $1 AND U2."publisher_id" = ("library_book"."publisher_id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Solaris",
      ],
      rows: [[2], [1], [5]],
    },
  );

  testSql(
    "to many rows behind another relation to many rows",
    () => from("Publisher").exclude({ book__review__stars: 4 }).values("id"),
    {
      sqlite: [
        'SELECT "library_publisher"."id" FROM "library_publisher" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U1 INNER JOIN "library_review" U2 ON (U1."id" = U2."book_id") WHERE (U2."stars" = ? AND U1."publisher_id" = ("library_publisher"."id")) LIMIT 1)) ORDER BY "library_publisher"."name" ASC',
        4,
      ],
      postgres: [
        'SELECT "library_publisher"."id" FROM "library_publisher" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U1 INNER JOIN "library_review" U2 ON (U1."id" = U2."book_id") WHERE (U2."stars" = $1 AND U1."publisher_id" = ("library_publisher"."id")) LIMIT 1)) ORDER BY "library_publisher"."name" ASC',
        4,
      ],
      rows: [[2], [3]],
    },
  );

  testSql(
    "after a filter() on the same relation: about the joined row",
    () =>
      from("Book")
        .filter(and({ tags: 1 }, not({ tags: 2 })))
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE ("library_booktag"."tag_id" = ? AND NOT (EXISTS(SELECT 1 AS "a" FROM "library_booktag" U1 WHERE (U1."tag_id" = ? AND U1."id" = ("library_booktag"."id")) LIMIT 1))) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        2,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE ("library_booktag"."tag_id" = $1 AND NOT (EXISTS(SELECT 1 AS "a" FROM "library_booktag" U1 WHERE (U1."tag_id" = $2 AND U1."id" = ("library_booktag"."id")) LIMIT 1))) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        2,
      ],
      rows: [[4], [2]],
    },
  );

  testSql("isnull", () => from("Author").exclude({ book__isnull: true }).values("id"), {
    sqlite: [
      'SELECT "library_author"."id" FROM "library_author" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_author" U0 LEFT OUTER JOIN "library_book" U1 ON (U0."id" = U1."author_id") WHERE (U1."id" IS NULL AND U0."id" = ("library_author"."id")) LIMIT 1)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
    ],
    postgres: [
      'SELECT "library_author"."id" FROM "library_author" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_author" U0 LEFT OUTER JOIN "library_book" U1 ON (U0."id" = U1."author_id") WHERE (U1."id" IS NULL AND U0."id" = ("library_author"."id")) LIMIT 1)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
    ],
    rows: [[3], [2], [1]],
  });

  testSql(
    "a name on the right is one of the outer query",
    () =>
      from("Author")
        .exclude({ book__title: F("name") })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U1 WHERE (U1."title" = ("library_author"."name") AND U1."author_id" = ("library_author"."id")) LIMIT 1)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U1 WHERE (U1."title" = ("library_author"."name") AND U1."author_id" = ("library_author"."id")) LIMIT 1)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      ],
      rows: [[3], [2], [1]],
    },
  );

  testSql(
    "F that may be null on the right",
    () =>
      from("Book")
        .exclude({ title: F("imprint") })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."title" = ("library_book"."imprint_name") AND "library_book"."imprint_name" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."title" = ("library_book"."imprint_name") AND "library_book"."imprint_name" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      rows: [[4], [2], [3], [1], [5]],
    },
  );

  testSql(
    "not of an or",
    () =>
      from("Author")
        .filter(not(or({ book__stock: 0 }, { name: "Anon" })))
        .values("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" WHERE NOT ((EXISTS(SELECT 1 AS "a" FROM "library_book" U1 WHERE (U1."stock" = ? AND U1."author_id" = ("library_author"."id")) LIMIT 1) OR "library_author"."name" = ?)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
        0,
        "Anon",
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" WHERE NOT ((EXISTS(SELECT 1 AS "a" FROM "library_book" U1 WHERE (U1."stock" = $1 AND U1."author_id" = ("library_author"."id")) LIMIT 1) OR "library_author"."name" = $2)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
        0,
        "Anon",
      ],
      rows: [[2]],
    },
  );

  testSql(
    "not of a not",
    () =>
      from("Author")
        .filter(not(not({ mentor__name: "Anon" })))
        .values("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" INNER JOIN "library_author" T2 ON ("library_author"."mentor_id" = T2."id") WHERE NOT (NOT (T2."name" = ?)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
        "Anon",
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" INNER JOIN "library_author" T2 ON ("library_author"."mentor_id" = T2."id") WHERE NOT (NOT (T2."name" = $1)) ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
        "Anon",
      ],
      rows: [],
    },
  );

  testSql(
    "a list",
    () =>
      from("Book")
        .exclude({ publisher__in: [1, 2] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."publisher_id" IN (SELECT value FROM json_each(?)) AND "library_book"."publisher_id" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "[1,2]",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."publisher_id" = ANY($1::bigint[]) AND "library_book"."publisher_id" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        [1, 2],
      ],
      rows: [[2], [5]],
    },
  );

  testSql("an empty list excludes nothing", () => from("Book").exclude({ publisher__in: [] }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    rows: [[4], [2], [3], [1], [5]],
  });

  testSql(
    "a QuerySet",
    () =>
      from("Book")
        .exclude({ author__in: from("Author").filter({ name: "Anon" }) })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."author_id" IN (SELECT U0."id" FROM "library_author" U0 WHERE U0."name" = ?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Anon",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."author_id" IN (SELECT U0."id" FROM "library_author" U0 WHERE U0."name" = $1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Anon",
      ],
      rows: [[2], [3], [1]],
    },
  );

  testSql("a boolean", () => from("Book").exclude({ in_print: true }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."in_print") ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT ("library_book"."in_print") ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    rows: [[2]],
  });

  testSql("a generic relation", () => from("Book").exclude({ notes__text__contains: "again" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_note" U1 WHERE (U1."text" LIKE ? ESCAPE \'\\\' AND U1."content_type_id" = (SELECT "id" FROM "django_content_type" WHERE "app_label" = \'library\' AND "model" = \'book\') AND U1."object_id" = ("library_book"."id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%again%",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_note" U1 WHERE (U1."text"::text LIKE $1 AND U1."content_type_id" = (SELECT "id" FROM "django_content_type" WHERE "app_label" = \'library\' AND "model" = \'book\') AND U1."object_id" = ("library_book"."id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%again%",
    ],
    rows: [[4], [2], [3], [5]],
  });

  testSql(
    "inheritance: a relation of the parent to many rows",
    () => from("EBook").exclude({ review__stars: 1 }).values("pk"),
    {
      sqlite: [
        'SELECT "library_ebook"."book_ptr_id" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_review" U2 WHERE (U2."stars" = ? AND U2."book_id" = ("library_ebook"."book_ptr_id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
        1,
      ],
      postgres: [
        'SELECT "library_ebook"."book_ptr_id" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "library_review" U2 WHERE (U2."stars" = $1 AND U2."book_id" = ("library_ebook"."book_ptr_id")) LIMIT 1)) ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
        1,
      ],
      rows: [[3]],
    },
  );
});
