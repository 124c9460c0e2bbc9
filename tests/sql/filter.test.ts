import { describe } from "vitest";
import { Exists, F, OuterRef, from, instance, or, xor } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql } = useLibrary();

describe("filter()", () => {
  testSql("a column", () => from("Book").filter({ title: "Solaris" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "Solaris",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "Solaris",
    ],
    rows: [[3]],
  });

  testSql(
    "several conditions in one call",
    () => from("Book").filter({ stock__gt: 5, title__startswith: "So" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."stock" > ? AND "library_book"."title" LIKE ? ESCAPE \'\\\') ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
        "So%",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."stock" > $1 AND "library_book"."title"::text LIKE $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
        "So%",
      ],
      rows: [[3]],
    },
  );

  testSql("a foreign key by its value needs no join", () => from("Book").filter({ author: 2 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      2,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      2,
    ],
    rows: [[3]],
  });

  testSql(
    "the key of a relation needs no join",
    () => from("Book").filter({ author__id: 2, publisher__pk: 2 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."author_id" = ? AND "library_book"."publisher_id" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        2,
        2,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."author_id" = $1 AND "library_book"."publisher_id" = $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        2,
        2,
      ],
      rows: [[3]],
    },
  );

  testSql(
    "an instance stands for its key",
    () =>
      from("Book")
        .filter({ author: instance("Author", { id: 2 }) })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        2,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        2,
      ],
      rows: [[3]],
    },
  );

  testSql(
    "a key that is not the primary key",
    () =>
      from("Book")
        .filter({ imprint: instance("Publisher", { id: 1, name: "Ace" }) })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."imprint_name" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Ace",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."imprint_name" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Ace",
      ],
      rows: [[3]],
    },
  );

  testSql(
    "across a foreign key",
    () => from("Book").filter({ author__name__icontains: "le guin" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_author"."name" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "%le guin%",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE UPPER("library_author"."name"::text) LIKE UPPER($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "%le guin%",
      ],
      rows: [[2], [1]],
    },
  );

  testSql(
    "across two foreign keys, joined once",
    () =>
      from("Book").filter({ publisher__country__name: "Germany", publisher__name: "Hanser" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") INNER JOIN "library_country" ON ("library_publisher"."country_id" = "library_country"."code") WHERE ("library_country"."name" = ? AND "library_publisher"."name" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Germany",
        "Hanser",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") INNER JOIN "library_country" ON ("library_publisher"."country_id" = "library_country"."code") WHERE ("library_country"."name" = $1 AND "library_publisher"."name" = $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Germany",
        "Hanser",
      ],
      rows: [[4], [3]],
    },
  );

  testSql("backwards along a foreign key", () => from("Author").filter({ book__stock: 7 }).values("id"), {
    sqlite: [
      'SELECT "library_author"."id" FROM "library_author" INNER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_book"."stock" = ? ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      7,
    ],
    postgres: [
      'SELECT "library_author"."id" FROM "library_author" INNER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_book"."stock" = $1 ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      7,
    ],
    rows: [[2]],
  });

  testSql(
    "many-to-many: one join when its key is enough",
    () => from("Book").filter({ tags: 2 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE "library_booktag"."tag_id" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        2,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") WHERE "library_booktag"."tag_id" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        2,
      ],
      rows: [[4], [3], [1]],
    },
  );

  testSql(
    "many-to-many: two joins for a column",
    () => from("Book").filter({ tags__name: "fantasy" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE "library_tag"."name" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "fantasy",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE "library_tag"."name" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "fantasy",
      ],
      rows: [[4], [2]],
    },
  );

  testSql("many-to-many backwards", () => from("Tag").filter({ book__title: "Solaris" }).values("id"), {
    sqlite: [
      'SELECT "library_tag"."id" FROM "library_tag" INNER JOIN "library_booktag" ON ("library_tag"."id" = "library_booktag"."tag_id") INNER JOIN "library_book" ON ("library_booktag"."book_id" = "library_book"."id") WHERE "library_book"."title" = ?',
      "Solaris",
    ],
    postgres: [
      'SELECT "library_tag"."id" FROM "library_tag" INNER JOIN "library_booktag" ON ("library_tag"."id" = "library_booktag"."tag_id") INNER JOIN "library_book" ON ("library_booktag"."book_id" = "library_book"."id") WHERE "library_book"."title" = $1',
      "Solaris",
    ],
    rows: [[2]],
  });

  testSql(
    "one filter(): the same tag must match",
    () => from("Book").filter({ tags__name__contains: "fi", tags__id__gt: 1 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE ("library_tag"."name" LIKE ? ESCAPE \'\\\' AND "library_booktag"."tag_id" > ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "%fi%",
        1,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE ("library_tag"."name"::text LIKE $1 AND "library_booktag"."tag_id" > $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "%fi%",
        1,
      ],
      rows: [[4], [3], [1]],
    },
  );

  testSql(
    "two filter() calls: a tag each",
    () => from("Book").filter({ tags: 1 }).filter({ tags: 2 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_booktag" T4 ON ("library_book"."id" = T4."book_id") WHERE ("library_booktag"."tag_id" = ? AND T4."tag_id" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        2,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_booktag" T4 ON ("library_book"."id" = T4."book_id") WHERE ("library_booktag"."tag_id" = $1 AND T4."tag_id" = $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        2,
      ],
      rows: [[4]],
    },
  );

  testSql(
    "a sticky filter() shares its joins with the next",
    () => from("Book").stickyFilter({ tags: 1 }).filter({ tags__name: "fantasy" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE ("library_booktag"."tag_id" = ? AND "library_tag"."name" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        "fantasy",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") INNER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE ("library_booktag"."tag_id" = $1 AND "library_tag"."name" = $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        "fantasy",
      ],
      rows: [[4], [2]],
    },
  );

  testSql(
    "isnull on a relation to many rows",
    () => from("Author").filter({ book__isnull: true }).values("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_book"."id" IS NULL ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_book"."id" IS NULL ORDER BY "library_author"."name" ASC, "library_author"."id" ASC',
      ],
      rows: [],
    },
  );

  testSql("isnull on a foreign key", () => from("Book").filter({ publisher__isnull: true }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."publisher_id" IS NULL ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."publisher_id" IS NULL ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    rows: [[2]],
  });

  testSql(
    "isnull behind a foreign key keeps rows without it",
    () => from("Book").filter({ publisher__country__isnull: true }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE "library_publisher"."country_id" IS NULL ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE "library_publisher"."country_id" IS NULL ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      rows: [[2], [5]],
    },
  );

  testSql("null is isnull", () => from("Book").filter({ isbn: null }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."isbn" IS NULL ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."isbn" IS NULL ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    rows: [[4], [2], [5]],
  });

  testSql(
    "or: outer joins keep what the other side matches",
    () =>
      from("Book")
        .filter(or({ publisher__name: "Ace" }, { stock: 2 }))
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE ("library_publisher"."name" = ? OR "library_book"."stock" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Ace",
        2,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" LEFT OUTER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE ("library_publisher"."name" = $1 OR "library_book"."stock" = $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Ace",
        2,
      ],
      rows: [[1], [5]],
    },
  );

  testSql(
    "or on the same relation stays inner",
    () =>
      from("Book")
        .filter(or({ author__name: "Anon" }, { author__born__isnull: false }))
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE ("library_author"."name" = ? OR "library_author"."born" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Anon",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE ("library_author"."name" = $1 OR "library_author"."born" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Anon",
      ],
      rows: [[4], [2], [3], [1], [5]],
    },
  );

  testSql(
    "a later and makes the outer join inner",
    () =>
      from("Book")
        .filter(or({ publisher__name: "Ace" }, { stock: 7 }))
        .filter({ publisher__name__gt: "B" })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE (("library_publisher"."name" = ? OR "library_book"."stock" = ?) AND "library_publisher"."name" > ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Ace",
        7,
        "B",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_publisher" ON ("library_book"."publisher_id" = "library_publisher"."id") WHERE (("library_publisher"."name" = $1 OR "library_book"."stock" = $2) AND "library_publisher"."name" > $3) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "Ace",
        7,
        "B",
      ],
      rows: [[3]],
    },
  );

  testSql(
    "xor",
    () =>
      from("Book")
        .filter(xor({ stock__gt: 1 }, { in_print: true }))
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (("library_book"."stock" > ? OR "library_book"."in_print") AND 1 = (CASE WHEN "library_book"."stock" > ? THEN 1 ELSE 0 END + CASE WHEN "library_book"."in_print" THEN 1 ELSE 0 END) % 2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        1,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE (("library_book"."stock" > $1 OR "library_book"."in_print") AND 1 = (CASE WHEN "library_book"."stock" > $2 THEN 1 ELSE 0 END + CASE WHEN "library_book"."in_print" THEN 1 ELSE 0 END) % 2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        1,
      ],
      rows: [[4]],
    },
  );

  testSql(
    "F: another column",
    () =>
      from("Book")
        .filter({ stock: F("sold") })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" = ("library_book"."sold") ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" = ("library_book"."sold") ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      rows: [[3], [5]],
    },
  );

  testSql(
    "F: a column of a relation",
    () =>
      from("Book")
        .filter({ title__contains: F("author__name") })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_book"."title" LIKE \'%\' || REPLACE(REPLACE(REPLACE(("library_author"."name"), \'\\\', \'\\\\\'), \'%\', \'\\%\'), \'_\', \'\\_\') || \'%\' ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_book"."title"::text LIKE \'%\' || REPLACE(REPLACE(REPLACE((("library_author"."name"))::text, E\'\\\\\', E\'\\\\\\\\\'), E\'%\', E\'\\\\%\'), E\'_\', E\'\\\\_\') || \'%\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      rows: [],
    },
  );

  testSql(
    "a QuerySet as the value of in",
    () =>
      from("Book")
        .filter({ author__in: from("Author").filter({ born__isnull: false }) })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" IN (SELECT U0."id" FROM "library_author" U0 WHERE U0."born" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" IN (SELECT U0."id" FROM "library_author" U0 WHERE U0."born" IS NOT NULL) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      rows: [[2], [3], [1]],
    },
  );

  testSql(
    "a QuerySet for a key that is not the primary key",
    () =>
      from("Book")
        .filter({ imprint__in: from("Publisher").filter({ country: "US" }) })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."imprint_name" IN (SELECT U0."name" FROM "library_publisher" U0 WHERE U0."country_id" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "US",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."imprint_name" IN (SELECT U0."name" FROM "library_publisher" U0 WHERE U0."country_id" = $1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "US",
      ],
      rows: [[3]],
    },
  );

  testSql(
    "a sliced QuerySet keeps its order",
    () =>
      from("Book")
        .filter({ author__in: from("Author").orderBy("-name").slice(1, 2) })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" IN (SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."name" DESC LIMIT +? OFFSET ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        1,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" IN (SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."name" DESC LIMIT $1 OFFSET $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
        1,
      ],
      rows: [[3]],
    },
  );

  testSql(
    "values() chooses the column that is compared",
    () =>
      from("Book")
        .filter({ author__name__in: from("Author").filter({ id__lt: 3 }).values("name") })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_author"."name" IN (SELECT U0."name" FROM "library_author" U0 WHERE U0."id" < ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        3,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE "library_author"."name" IN (SELECT U0."name" FROM "library_author" U0 WHERE U0."id" < $1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        3,
      ],
      rows: [[2], [3], [1]],
    },
  );

  testSql(
    "a QuerySet of one row as the value",
    () =>
      from("Book")
        .filter({ author: from("Author").orderBy("id").slice(0, 1) })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" = (SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."id" ASC LIMIT +?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" = (SELECT "library_author"."id" FROM "library_author" ORDER BY "library_author"."id" ASC LIMIT $1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
      ],
      rows: [[2], [1]],
    },
  );

  testSql(
    "Exists with a name of the query around it",
    () =>
      from("Book")
        .filter(Exists(from("Review").filter({ book: OuterRef("pk"), stars: 5 })))
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE EXISTS(SELECT 1 AS "a" FROM "library_review" U0 WHERE (U0."book_id" = ("library_book"."id") AND U0."stars" = ?) LIMIT 1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE EXISTS(SELECT 1 AS "a" FROM "library_review" U0 WHERE (U0."book_id" = ("library_book"."id") AND U0."stars" = $1) LIMIT 1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
      ],
      rows: [[3], [1]],
    },
  );

  testSql("a generic relation", () => from("Book").filter({ notes__text: "read again" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_note" ON ("library_book"."id" = "library_note"."object_id" AND ("library_note"."content_type_id" = (SELECT "id" FROM "django_content_type" WHERE "app_label" = \'library\' AND "model" = \'book\'))) WHERE "library_note"."text" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "read again",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_note" ON ("library_book"."id" = "library_note"."object_id" AND ("library_note"."content_type_id" = (SELECT "id" FROM "django_content_type" WHERE "app_label" = \'library\' AND "model" = \'book\'))) WHERE "library_note"."text" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "read again",
    ],
    rows: [[1]],
  });

  testSql(
    "a generic relation backwards",
    () => from("Note").filter({ book__title: "The Dispossessed" }).values("id"),
    {
      sqlite: [
        'SELECT "library_note"."id" FROM "library_note" INNER JOIN "library_book" ON ("library_note"."object_id" = "library_book"."id" AND ("library_note"."content_type_id" = (SELECT "id" FROM "django_content_type" WHERE "app_label" = \'library\' AND "model" = \'book\'))) WHERE "library_book"."title" = ?',
        "The Dispossessed",
      ],
      postgres: [
        'SELECT "library_note"."id" FROM "library_note" INNER JOIN "library_book" ON ("library_note"."object_id" = "library_book"."id" AND ("library_note"."content_type_id" = (SELECT "id" FROM "django_content_type" WHERE "app_label" = \'library\' AND "model" = \'book\'))) WHERE "library_book"."title" = $1',
        "The Dispossessed",
      ],
      rows: [[1]],
    },
  );

  testSql(
    "inheritance: a column of the parent",
    () => from("EBook").filter({ title: "Solaris", file_size__gt: 1 }).values("pk"),
    {
      sqlite: [
        'SELECT "library_ebook"."book_ptr_id" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") WHERE ("library_book"."title" = ? AND "library_ebook"."file_size" > ?) ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
        "Solaris",
        1,
      ],
      postgres: [
        'SELECT "library_ebook"."book_ptr_id" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") WHERE ("library_book"."title" = $1 AND "library_ebook"."file_size" > $2) ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
        "Solaris",
        1,
      ],
      rows: [[3]],
    },
  );

  testSql(
    "inheritance: a relation of the parent",
    () => from("EBook").filter({ review__stars: 5 }).values("pk"),
    {
      sqlite: [
        'SELECT "library_ebook"."book_ptr_id" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") INNER JOIN "library_review" ON ("library_book"."id" = "library_review"."book_id") WHERE "library_review"."stars" = ? ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
        5,
      ],
      postgres: [
        'SELECT "library_ebook"."book_ptr_id" FROM "library_ebook" INNER JOIN "library_book" ON ("library_ebook"."book_ptr_id" = "library_book"."id") INNER JOIN "library_review" ON ("library_book"."id" = "library_review"."book_id") WHERE "library_review"."stars" = $1 ORDER BY "library_book"."title" ASC, "library_ebook"."book_ptr_id" ASC',
        5,
      ],
      rows: [[3]],
    },
  );

  testSql(
    "inheritance: from the parent to the child",
    () => from("Book").filter({ ebook__file_size: 4096 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_ebook" ON ("library_book"."id" = "library_ebook"."book_ptr_id") WHERE "library_ebook"."file_size" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        4096,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" INNER JOIN "library_ebook" ON ("library_book"."id" = "library_ebook"."book_ptr_id") WHERE "library_ebook"."file_size" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        4096,
      ],
      rows: [[3]],
    },
  );

  testSql(
    "a manager's condition comes first",
    () => from("Book", "in_stock").filter({ stock__lt: 3 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."stock" > ? AND "library_book"."stock" < ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        0,
        3,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."stock" > $1 AND "library_book"."stock" < $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        0,
        3,
      ],
      rows: [[4], [5]],
    },
  );

  testSql(
    "conditions that match nothing are left out of an or",
    () =>
      from("Book")
        .filter(or({ id__in: [] }, { stock: 7 }))
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        7,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        7,
      ],
      rows: [[3]],
    },
  );
});
