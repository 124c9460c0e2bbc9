import { describe } from "vitest";
import { Exists, F, OuterRef, from } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql } = useLibrary();

describe("combined queries", () => {
  testSql(
    "union: each row once, its columns by their position",
    () =>
      from("Publisher")
        .orderBy()
        .only("name")
        .combine("union", [from("Publisher").filter({ id: 1 }).orderBy().only("name")])
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_publisher"."id" AS "col1", "library_publisher"."name" AS "col2" FROM "library_publisher" UNION SELECT "library_publisher"."id" AS "col1", "library_publisher"."name" AS "col2" FROM "library_publisher" WHERE "library_publisher"."id" = ? ORDER BY 1 ASC',
        1,
      ],
      postgres: [
        '(SELECT "library_publisher"."id" AS "col1", "library_publisher"."name" AS "col2" FROM "library_publisher") UNION (SELECT "library_publisher"."id" AS "col1", "library_publisher"."name" AS "col2" FROM "library_publisher" WHERE "library_publisher"."id" = $1) ORDER BY 1 ASC',
        1,
      ],
      rows: [
        [1, "Ace"],
        [2, "Hanser"],
        [3, "Nowhere"],
      ],
    },
  );

  testSql(
    "union: all rows",
    () =>
      from("Tag")
        .orderBy()
        .flat("id")
        .combine("union", [from("Tag").filter({ id: 1 }).orderBy().flat("id")], true)
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_tag"."id" AS "col1" FROM "library_tag" UNION ALL SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = ? ORDER BY 1 ASC',
        1,
      ],
      postgres: [
        '(SELECT "library_tag"."id" AS "col1" FROM "library_tag") UNION ALL (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = $1) ORDER BY 1 ASC',
        1,
      ],
      rows: [[1], [1], [2], [3]],
    },
  );

  testSql(
    "intersection",
    () =>
      from("Book")
        .orderBy()
        .flat("author")
        .combine("intersection", [from("Review").orderBy().flat("book")])
        .orderBy("author"),
    {
      sqlite: [
        'SELECT "library_book"."author_id" AS "col1" FROM "library_book" INTERSECT SELECT "library_review"."book_id" AS "col1" FROM "library_review" ORDER BY 1 ASC',
      ],
      postgres: [
        '(SELECT "library_book"."author_id" AS "col1" FROM "library_book") INTERSECT (SELECT "library_review"."book_id" AS "col1" FROM "library_review") ORDER BY 1 ASC',
      ],
      rows: [[1], [3]],
    },
  );

  testSql(
    "difference",
    () =>
      from("Author")
        .orderBy()
        .flat("id")
        .combine("difference", [from("Book").filter({ stock: 7 }).orderBy().flat("author")])
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" AS "col1" FROM "library_author" EXCEPT SELECT "library_book"."author_id" AS "col1" FROM "library_book" WHERE "library_book"."stock" = ? ORDER BY 1 ASC',
        7,
      ],
      postgres: [
        '(SELECT "library_author"."id" AS "col1" FROM "library_author") EXCEPT (SELECT "library_book"."author_id" AS "col1" FROM "library_book" WHERE "library_book"."stock" = $1) ORDER BY 1 ASC',
        7,
      ],
      rows: [[1], [3]],
    },
  );

  testSql(
    "order and limits of the whole",
    () =>
      from("Author")
        .filter({ id: 1 })
        .orderBy()
        .list("id", "name")
        .combine("union", [from("Author").filter({ id__gt: 1 }).orderBy().list("id", "name")])
        .orderBy("-name")
        .slice(1, 3),
    {
      sqlite: [
        'SELECT "library_author"."id" AS "col1", "library_author"."name" AS "col2" FROM "library_author" WHERE "library_author"."id" = ? UNION SELECT "library_author"."id" AS "col1", "library_author"."name" AS "col2" FROM "library_author" WHERE "library_author"."id" > ? ORDER BY 2 DESC LIMIT +? OFFSET ?',
        1,
        1,
        2,
        1,
      ],
      postgres: [
        '(SELECT "library_author"."id" AS "col1", "library_author"."name" AS "col2" FROM "library_author" WHERE "library_author"."id" = $1) UNION (SELECT "library_author"."id" AS "col1", "library_author"."name" AS "col2" FROM "library_author" WHERE "library_author"."id" > $2) ORDER BY 2 DESC LIMIT $3 OFFSET $4',
        1,
        1,
        2,
        1,
      ],
      rows: [
        [2, "Stanisław Lem"],
        [3, "Anon"],
      ],
    },
  );

  testSql(
    "where NULLs go",
    () =>
      from("Author")
        .orderBy()
        .list("born", "id")
        .combine("union", [from("Author").orderBy().list("born", "id")])
        .orderBy({ expression: F("born"), descending: true, nulls: "last" }),
    {
      sqlite: [
        'SELECT "library_author"."born" AS "col1", "library_author"."id" AS "col2" FROM "library_author" UNION SELECT "library_author"."born" AS "col1", "library_author"."id" AS "col2" FROM "library_author" ORDER BY 1 DESC NULLS LAST',
      ],
      postgres: [
        '(SELECT "library_author"."born" AS "col1", "library_author"."id" AS "col2" FROM "library_author") UNION (SELECT "library_author"."born" AS "col1", "library_author"."id" AS "col2" FROM "library_author") ORDER BY 1 DESC NULLS LAST',
      ],
      rows: [
        ["1929-10-21", 1],
        ["1921-09-12", 2],
        [null, 3],
      ],
    },
  );

  testSql(
    "values() of the whole is values() of each query",
    () =>
      from("Author")
        .filter({ id: 1 })
        .orderBy()
        .combine("union", [from("Author").filter({ id: 3 }).orderBy()])
        .values("mentor__name", "id")
        .orderBy("id"),
    {
      sqlite: [
        'SELECT T2."name" AS "col1", "library_author"."id" AS "col2" FROM "library_author" LEFT OUTER JOIN "library_author" T2 ON ("library_author"."mentor_id" = T2."id") WHERE "library_author"."id" = ? UNION SELECT T2."name" AS "col1", "library_author"."id" AS "col2" FROM "library_author" LEFT OUTER JOIN "library_author" T2 ON ("library_author"."mentor_id" = T2."id") WHERE "library_author"."id" = ? ORDER BY 2 ASC',
        1,
        3,
      ],
      postgres: [
        '(SELECT T2."name" AS "col1", "library_author"."id" AS "col2" FROM "library_author" LEFT OUTER JOIN "library_author" T2 ON ("library_author"."mentor_id" = T2."id") WHERE "library_author"."id" = $1) UNION (SELECT T2."name" AS "col1", "library_author"."id" AS "col2" FROM "library_author" LEFT OUTER JOIN "library_author" T2 ON ("library_author"."mentor_id" = T2."id") WHERE "library_author"."id" = $2) ORDER BY 2 ASC',
        1,
        3,
      ],
      rows: [
        [null, 1],
        ["Ursula K. Le Guin", 3],
      ],
    },
  );

  testSql(
    "a query that is combined itself",
    () =>
      from("Tag")
        .filter({ id: 1 })
        .orderBy()
        .flat("id")
        .combine("union", [from("Tag").filter({ id: 2 }).orderBy().flat("id")])
        .combine("difference", [from("Tag").filter({ id: 2 }).orderBy().flat("id")]),
    {
      sqlite: [
        'SELECT * FROM (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = ? UNION SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = ?) EXCEPT SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = ?',
        1,
        2,
        2,
      ],
      postgres: [
        '((SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = $1) UNION (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = $2)) EXCEPT (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = $3)',
        1,
        2,
        2,
      ],
      rows: [[1]],
    },
  );

  testSql(
    "a query without rows is left out",
    () =>
      from("Tag")
        .filter({ id: 1 })
        .orderBy()
        .flat("id")
        .combine("union", [from("Tag").filter({ id__in: [] }).orderBy().flat("id")]),
    {
      sqlite: ['SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = ?', 1],
      postgres: ['(SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = $1)', 1],
      rows: [[1]],
    },
  );

  testSql(
    "a query without rows stays for the limit of the whole",
    () =>
      from("Tag")
        .filter({ id: 1 })
        .orderBy()
        .flat("id")
        .combine("union", [from("Tag").filter({ id__in: [] }).orderBy().flat("id")])
        .slice(0, 5),
    {
      sqlite: [
        'SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = ? UNION SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE 0 = 1 LIMIT +?',
        1,
        5,
      ],
      postgres: [
        '(SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = $1) UNION (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE 0 = 1) LIMIT $2',
        1,
        5,
      ],
      rows: [[1]],
    },
  );

  testSql(
    "count",
    () =>
      from("Tag")
        .filter({ id: 1 })
        .orderBy()
        .combine("union", [from("Tag").orderBy()])
        .ends({ kind: "count" }),
    {
      sqlite: [
        'SELECT COUNT(*) FROM (SELECT "library_tag"."id" AS "col1", "library_tag"."name" AS "col2" FROM "library_tag" WHERE "library_tag"."id" = ? UNION SELECT "library_tag"."id" AS "col1", "library_tag"."name" AS "col2" FROM "library_tag") subquery',
        1,
      ],
      postgres: [
        'SELECT COUNT(*) FROM ((SELECT "library_tag"."id" AS "col1", "library_tag"."name" AS "col2" FROM "library_tag" WHERE "library_tag"."id" = $1) UNION (SELECT "library_tag"."id" AS "col1", "library_tag"."name" AS "col2" FROM "library_tag")) subquery',
        1,
      ],
      rows: [[3]],
    },
  );

  testSql(
    "exists: of a union, in any of the queries",
    () =>
      from("Tag")
        .filter({ id: 9 })
        .combine("union", [from("Tag").filter({ id: 2 })])
        .ends({ kind: "exists" }),
    {
      sqlite: [
        'SELECT 1 AS "a" FROM (SELECT 1 AS "a" FROM "library_tag" WHERE "library_tag"."id" = ? UNION SELECT 1 AS "a" FROM "library_tag" WHERE "library_tag"."id" = ?) subquery LIMIT 1',
        9,
        2,
      ],
      postgres: [
        'SELECT 1 AS "a" FROM ((SELECT 1 AS "a" FROM "library_tag" WHERE "library_tag"."id" = $1) UNION (SELECT 1 AS "a" FROM "library_tag" WHERE "library_tag"."id" = $2)) subquery LIMIT 1',
        9,
        2,
      ],
      rows: [[1]],
    },
  );

  testSql(
    "exists: of an intersection, by whole rows",
    () =>
      from("Tag")
        .filter({ id__gt: 1 })
        .orderBy()
        .flat("id")
        .combine("intersection", [from("Tag").filter({ id__lt: 3 }).orderBy().flat("id")])
        .ends({ kind: "exists" }),
    {
      sqlite: [
        'SELECT 1 AS "a" FROM (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" > ? INTERSECT SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" < ?) subquery LIMIT 1',
        1,
        3,
      ],
      postgres: [
        'SELECT 1 AS "a" FROM ((SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" > $1) INTERSECT (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" < $2)) subquery LIMIT 1',
        1,
        3,
      ],
      rows: [[1]],
    },
  );

  testSql(
    "exists: of a slice",
    () =>
      from("Tag")
        .filter({ id__lt: 3 })
        .orderBy()
        .flat("id")
        .combine("union", [from("Tag").filter({ id: 3 }).orderBy().flat("id")])
        .slice(1, 3)
        .ends({ kind: "exists" }),
    {
      sqlite: [
        'SELECT 1 AS "a" FROM (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" < ? UNION SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = ?) subquery LIMIT 1 OFFSET ?',
        3,
        3,
        1,
      ],
      postgres: [
        'SELECT 1 AS "a" FROM ((SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" < $1) UNION (SELECT "library_tag"."id" AS "col1" FROM "library_tag" WHERE "library_tag"."id" = $2)) subquery LIMIT 1 OFFSET $3',
        3,
        3,
        1,
      ],
      rows: [[1]],
    },
  );

  testSql(
    "as the value of a lookup",
    () =>
      from("Book")
        .filter({
          author__in: from("Author")
            .filter({ id: 2 })
            .combine("union", [from("Author").filter({ id: 3 })]).tree,
        })
        .orderBy("id")
        .flat("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" IN (SELECT U0."id" AS "col1" FROM "library_author" U0 WHERE U0."id" = ? UNION SELECT U0."id" AS "col1" FROM "library_author" U0 WHERE U0."id" = ?) ORDER BY "library_book"."id" ASC',
        2,
        3,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" IN ((SELECT U0."id" AS "col1" FROM "library_author" U0 WHERE U0."id" = $1) UNION (SELECT U0."id" AS "col1" FROM "library_author" U0 WHERE U0."id" = $2)) ORDER BY "library_book"."id" ASC',
        2,
        3,
      ],
      rows: [[3], [4], [5]],
    },
  );

  testSql(
    "in EXISTS, with references to the query around",
    () =>
      from("Author")
        .filter(
          Exists(
            from("Book")
              .filter({ author: OuterRef("pk"), stock: 7 })
              .combine("union", [from("Book").filter({ author: OuterRef("pk"), stock: 5 })]),
          ),
        )
        .orderBy("id")
        .flat("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" WHERE EXISTS(SELECT 1 AS "a" FROM (SELECT 1 AS "a" FROM "library_book" U0 WHERE (U0."author_id" = ("library_author"."id") AND U0."stock" = ?) UNION SELECT 1 AS "a" FROM "library_book" U0 WHERE (U0."author_id" = ("library_author"."id") AND U0."stock" = ?)) subquery LIMIT 1) ORDER BY "library_author"."id" ASC',
        7,
        5,
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" WHERE EXISTS(SELECT 1 AS "a" FROM ((SELECT 1 AS "a" FROM "library_book" U0 WHERE (U0."author_id" = ("library_author"."id") AND U0."stock" = $1)) UNION (SELECT 1 AS "a" FROM "library_book" U0 WHERE (U0."author_id" = ("library_author"."id") AND U0."stock" = $2))) subquery LIMIT 1) ORDER BY "library_author"."id" ASC',
        7,
        5,
      ],
      rows: [[1], [2]],
    },
  );

  testSql(
    "DISTINCT that selects more for its order leaves that out",
    () =>
      from("Book")
        .orderBy("stock")
        .distinct()
        .flat("author")
        .combine("union", [from("Book").filter({ id: 1 }).orderBy().flat("author")])
        .orderBy("author"),
    {
      sqlite: {
        notSupported:
          "ORDER BY not allowed in subqueries of compound statements. Clear the order of each query (Meta.ordering, too) with orderBy(), and order the combined query.",
      },
      postgres: [
        '(SELECT subquery."col1" FROM (SELECT DISTINCT "library_book"."author_id" AS "col1", "library_book"."stock" AS "col2" FROM "library_book" ORDER BY "library_book"."stock" ASC) subquery) UNION (SELECT "library_book"."author_id" AS "col1" FROM "library_book" WHERE "library_book"."id" = $1) ORDER BY 1 ASC',
        1,
      ],
      rows: [[1], [2], [3]],
    },
  );

  testSql(
    "queries with an order of their own",
    () =>
      from("Tag")
        .flat("id")
        .combine("union", [from("Tag").orderBy("-id").flat("id")])
        .orderBy("id"),
    {
      sqlite: {
        notSupported:
          "ORDER BY not allowed in subqueries of compound statements. Clear the order of each query (Meta.ordering, too) with orderBy(), and order the combined query.",
      },
      postgres: [
        '(SELECT "library_tag"."id" AS "col1" FROM "library_tag") UNION (SELECT "library_tag"."id" AS "col1" FROM "library_tag" ORDER BY "library_tag"."id" DESC) ORDER BY 1 ASC',
      ],
      rows: [[1], [2], [3]],
    },
  );

  testSql(
    "queries with limits of their own",
    () =>
      from("Tag")
        .orderBy("id")
        .flat("id")
        .slice(0, 1)
        .combine("union", [from("Tag").orderBy("-id").flat("id").slice(0, 1)])
        .orderBy("id"),
    {
      sqlite: {
        notSupported:
          "LIMIT/OFFSET not allowed in subqueries of compound statements. Slice the combined query.",
      },
      postgres: [
        '(SELECT "library_tag"."id" AS "col1" FROM "library_tag" ORDER BY "library_tag"."id" ASC LIMIT $1) UNION (SELECT "library_tag"."id" AS "col1" FROM "library_tag" ORDER BY "library_tag"."id" DESC LIMIT $2) ORDER BY 1 ASC',
        1,
        1,
      ],
      rows: [[1], [3]],
    },
  );

  testSql(
    "an order by something else than a column",
    () =>
      from("Tag")
        .orderBy()
        .flat("id")
        .combine("union", [from("Tag").orderBy().flat("id")])
        .orderBy("name"),
    {
      sqlite: {
        notSupported:
          "ORDER BY term does not match any column in the result set. A combined query is ordered by what it selects.",
      },
      postgres: {
        notSupported:
          "ORDER BY term does not match any column in the result set. A combined query is ordered by what it selects.",
      },
      rows: [],
    },
  );
});
