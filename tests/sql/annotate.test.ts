import { describe } from "vitest";
import { Exists, F, OuterRef, Q, Value, combine, fn, from, or } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql } = useLibrary();

describe("annotate(), alias(), aggregate() and expressions", () => {
  testSql(
    "an aggregate groups by the model",
    () =>
      from("Publisher")
        .only("name")
        .annotate({ n: fn("Count", ["book"]) })
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_publisher"."id", "library_publisher"."name", COUNT("library_book"."id") FROM "library_publisher" LEFT OUTER JOIN "library_book" ON ("library_publisher"."id" = "library_book"."publisher_id") GROUP BY "library_publisher"."id", "library_publisher"."name" ORDER BY "library_publisher"."id" ASC',
      ],
      postgres: [
        'SELECT "library_publisher"."id", "library_publisher"."name", COUNT("library_book"."id") FROM "library_publisher" LEFT OUTER JOIN "library_book" ON ("library_publisher"."id" = "library_book"."publisher_id") GROUP BY "library_publisher"."id" ORDER BY "library_publisher"."id" ASC',
      ],
      rows: [
        [1, "Ace", 1],
        [2, "Hanser", 2],
        [3, "Nowhere", 1],
      ],
    },
  );

  testSql(
    "filter on an aggregate is HAVING",
    () =>
      from("Author")
        .annotate({ n: fn("Count", ["book"]) })
        .filter({ n__gt: 1, name__contains: "sul" })
        .values("id", "n")
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_author"."id", COUNT("library_book"."id") FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_author"."name" LIKE ? ESCAPE \'\\\' GROUP BY "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" HAVING COUNT("library_book"."id") > ? ORDER BY "library_author"."id" ASC',
        "%sul%",
        1,
      ],
      postgres: [
        'SELECT "library_author"."id", COUNT("library_book"."id") FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_author"."name"::text LIKE $1 GROUP BY "library_author"."id" HAVING COUNT("library_book"."id") > $2 ORDER BY "library_author"."id" ASC',
        "%sul%",
        1,
      ],
      rows: [[1, 2]],
    },
  );

  testSql(
    "an or with an aggregate is HAVING as a whole",
    () =>
      from("Author")
        .annotate({ n: fn("Count", ["book"]) })
        .filter(or({ n: 1 }, { name: "Anon" }))
        .values("id")
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" HAVING (COUNT("library_book"."id") = ? OR "library_author"."name" = ?) ORDER BY "library_author"."id" ASC',
        1,
        "Anon",
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id", "library_author"."name" HAVING (COUNT("library_book"."id") = $1 OR "library_author"."name" = $2) ORDER BY "library_author"."id" ASC',
        1,
        "Anon",
      ],
      rows: [[2], [3]],
    },
  );

  testSql(
    "exclude on an aggregate",
    () =>
      from("Author")
        .annotate({ n: fn("Count", ["book"]) })
        .exclude({ n: 1 })
        .values("id")
        .orderBy("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" HAVING NOT (COUNT("library_book"."id") = ?) ORDER BY "library_author"."id" ASC',
        1,
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id" HAVING NOT (COUNT("library_book"."id") = $1) ORDER BY "library_author"."id" ASC',
        1,
      ],
      rows: [[1], [3]],
    },
  );

  testSql(
    "values() before an aggregate groups by its columns",
    () =>
      from("Book")
        .values("in_print")
        .annotate({ n: fn("Count", ["id"]) })
        .orderBy("in_print", "n")
        .values("n"),
    {
      sqlite: [
        'SELECT COUNT("library_book"."id") FROM "library_book" GROUP BY "library_book"."in_print" ORDER BY "library_book"."in_print" ASC, COUNT("library_book"."id") ASC',
      ],
      postgres: [
        'SELECT COUNT("library_book"."id") FROM "library_book" GROUP BY "library_book"."in_print" ORDER BY "library_book"."in_print" ASC, COUNT("library_book"."id") ASC',
      ],
      rows: [[1], [4]],
    },
  );

  testSql(
    "Meta.ordering makes no groups",
    () =>
      from("Author")
        .values("mentor")
        .annotate({ n: fn("Count", ["*"]) })
        .filter({ n: 2 }),
    {
      sqlite: [
        'SELECT "library_author"."mentor_id", COUNT(*) FROM "library_author" GROUP BY "library_author"."mentor_id" HAVING COUNT(*) = ?',
        2,
      ],
      postgres: [
        'SELECT "library_author"."mentor_id", COUNT(*) FROM "library_author" GROUP BY "library_author"."mentor_id" HAVING COUNT(*) = $1',
        2,
      ],
      rows: [[null, 2]],
    },
  );

  testSql(
    "several aggregates",
    () =>
      from("Author")
        .annotate({
          total: fn("Sum", ["book__stock"]),
          last: fn("Max", ["book__published"]),
          mean: fn("Avg", ["book__stock"]),
        })
        .filter({ id: 2 })
        .values("total", "last", "mean"),
    {
      sqlite: [
        'SELECT SUM("library_book"."stock"), MAX("library_book"."published"), AVG("library_book"."stock") FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_author"."id" = ? GROUP BY "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id"',
        2,
      ],
      postgres: [
        'SELECT SUM("library_book"."stock"), MAX("library_book"."published"), AVG("library_book"."stock") FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_author"."id" = $1 GROUP BY "library_author"."id"',
        2,
      ],
      rows: [[7, "1961-06-20", 7]],
    },
  );

  testSql(
    "distinct",
    () =>
      from("Author")
        .annotate({ n: fn("Count", ["book__tags"], { distinct: true }) })
        .orderBy("id")
        .values("id", "n"),
    {
      sqlite: [
        'SELECT "library_author"."id", COUNT(DISTINCT "library_booktag"."tag_id") FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") GROUP BY "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" ORDER BY "library_author"."id" ASC',
      ],
      postgres: [
        'SELECT "library_author"."id", COUNT(DISTINCT "library_booktag"."tag_id") FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") GROUP BY "library_author"."id" ORDER BY "library_author"."id" ASC',
      ],
      rows: [
        [1, 2],
        [2, 1],
        [3, 2],
      ],
    },
  );

  testSql(
    "filter",
    () =>
      from("Author")
        .annotate({ n: fn("Count", ["book"], { filter: Q({ book__stock__gt: 0 }) }) })
        .orderBy("id")
        .values("id", "n"),
    {
      sqlite: [
        'SELECT "library_author"."id", COUNT("library_book"."id") FILTER (WHERE "library_book"."stock" > ?) FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" ORDER BY "library_author"."id" ASC',
        0,
      ],
      postgres: [
        'SELECT "library_author"."id", COUNT("library_book"."id") FILTER (WHERE "library_book"."stock" > $1) FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id" ORDER BY "library_author"."id" ASC',
        0,
      ],
      rows: [
        [1, 1],
        [2, 1],
        [3, 2],
      ],
    },
  );

  testSql(
    "default",
    () =>
      from("Publisher")
        .annotate({ n: fn("Sum", ["book__review__stars"], { default: 0 }) })
        .orderBy("id")
        .values("id", "n"),
    {
      sqlite: [
        'SELECT "library_publisher"."id", COALESCE(SUM("library_review"."stars"), ?) FROM "library_publisher" LEFT OUTER JOIN "library_book" ON ("library_publisher"."id" = "library_book"."publisher_id") LEFT OUTER JOIN "library_review" ON ("library_book"."id" = "library_review"."book_id") GROUP BY "library_publisher"."id", "library_publisher"."name", "library_publisher"."country_id" ORDER BY "library_publisher"."id" ASC',
        0,
      ],
      postgres: [
        'SELECT "library_publisher"."id", COALESCE(SUM("library_review"."stars"), $1::integer) FROM "library_publisher" LEFT OUTER JOIN "library_book" ON ("library_publisher"."id" = "library_book"."publisher_id") LEFT OUTER JOIN "library_review" ON ("library_book"."id" = "library_review"."book_id") GROUP BY "library_publisher"."id" ORDER BY "library_publisher"."id" ASC',
        0,
      ],
      rows: [
        [1, 9],
        [2, 5],
        [3, 0],
      ],
    },
  );

  testSql(
    "alias() is in no row",
    () =>
      from("Author")
        .alias({ n: fn("Count", ["book"]) })
        .filter({ n__gt: 1 })
        .orderBy("n", "id")
        .values("id"),
    {
      sqlite: [
        'SELECT "library_author"."id" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" HAVING COUNT("library_book"."id") > ? ORDER BY COUNT("library_book"."id") ASC, "library_author"."id" ASC',
        1,
      ],
      postgres: [
        'SELECT "library_author"."id" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id" HAVING COUNT("library_book"."id") > $1 ORDER BY COUNT("library_book"."id") ASC, "library_author"."id" ASC',
        1,
      ],
      rows: [[1], [3]],
    },
  );

  testSql(
    "count of groups",
    () =>
      from("Author")
        .annotate({ n: fn("Count", ["book"]) })
        .filter({ n__gt: 1 })
        .ends({ kind: "count" }),
    {
      sqlite: [
        'SELECT COUNT(*) FROM (SELECT "library_author"."id" AS "col1" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id" HAVING COUNT("library_book"."id") > ?) subquery',
        1,
      ],
      postgres: [
        'SELECT COUNT(*) FROM (SELECT "library_author"."id" AS "col1" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id" HAVING COUNT("library_book"."id") > $1) subquery',
        1,
      ],
      rows: [[2]],
    },
  );

  testSql(
    "count of grouped values",
    () =>
      from("Book")
        .values("author")
        .annotate({ n: fn("Count", ["id"]) })
        .ends({ kind: "count" }),
    {
      sqlite: [
        'SELECT COUNT(*) FROM (SELECT "library_book"."author_id" AS "col1", COUNT("library_book"."id") AS "col2" FROM "library_book" GROUP BY "library_book"."author_id") subquery',
      ],
      postgres: [
        'SELECT COUNT(*) FROM (SELECT "library_book"."author_id" AS "col1", COUNT("library_book"."id") AS "col2" FROM "library_book" GROUP BY "library_book"."author_id") subquery',
      ],
      rows: [[3]],
    },
  );

  testSql(
    "exists with a condition on an aggregate",
    () =>
      from("Author")
        .annotate({ n: fn("Count", ["book"]) })
        .filter({ n__gt: 1 })
        .ends({ kind: "exists" }),
    {
      sqlite: [
        'SELECT 1 AS "a" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id", "library_author"."name", "library_author"."born", "library_author"."mentor_id" HAVING COUNT("library_book"."id") > ? LIMIT 1',
        1,
      ],
      postgres: [
        'SELECT 1 AS "a" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id" HAVING COUNT("library_book"."id") > $1 LIMIT 1',
        1,
      ],
      rows: [[1]],
    },
  );

  testSql(
    "aggregate",
    () =>
      from("Book").ends({
        kind: "aggregate",
        expressions: { n: fn("Count", ["*"]), stock: fn("Sum", ["stock"]) },
      }),
    {
      sqlite: ['SELECT COUNT(*), SUM("library_book"."stock") FROM "library_book"'],
      postgres: ['SELECT COUNT(*), SUM("library_book"."stock") FROM "library_book"'],
      rows: [[5, 15]],
    },
  );

  testSql(
    "aggregate of nothing",
    () =>
      from("Book")
        .filter({ id__in: [] })
        .ends({ kind: "aggregate", expressions: { stock: fn("Sum", ["stock"]) } }),
    {
      sqlite: ['SELECT SUM("library_book"."stock") FROM "library_book" WHERE 0 = 1'],
      postgres: ['SELECT SUM("library_book"."stock") FROM "library_book" WHERE 0 = 1'],
      rows: [[null]],
    },
  );

  testSql(
    "aggregate of a slice",
    () =>
      from("Book")
        .orderBy("id")
        .slice(1, 3)
        .ends({ kind: "aggregate", expressions: { stock: fn("Sum", ["stock"]) } }),
    {
      sqlite: [
        'SELECT SUM("col1") FROM (SELECT "library_book"."stock" AS "col1" FROM "library_book" ORDER BY "library_book"."id" ASC LIMIT +? OFFSET ?) subquery',
        2,
        1,
      ],
      postgres: [
        'SELECT SUM("col1") FROM (SELECT "library_book"."stock" AS "col1" FROM "library_book" ORDER BY "library_book"."id" ASC LIMIT $1 OFFSET $2) subquery',
        2,
        1,
      ],
      rows: [[7]],
    },
  );

  testSql(
    "aggregate of an annotation",
    () =>
      from("Author")
        .annotate({ n: fn("Count", ["book"]) })
        .ends({ kind: "aggregate", expressions: { most: fn("Max", ["n"]), all: fn("Sum", ["n"]) } }),
    {
      sqlite: [
        'SELECT MAX("col1"), SUM("col1") FROM (SELECT COUNT("library_book"."id") AS "col1" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id") subquery',
      ],
      postgres: [
        'SELECT MAX("col1"), SUM("col1") FROM (SELECT COUNT("library_book"."id") AS "col1" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") GROUP BY "library_author"."id") subquery',
      ],
      rows: [[2, 5]],
    },
  );

  testSql(
    "aggregate of grouped values",
    () =>
      from("Book")
        .values("author")
        .annotate({ n: fn("Count", ["id"]) })
        .ends({ kind: "aggregate", expressions: { most: fn("Max", ["n"]) } }),
    {
      sqlite: [
        'SELECT MAX("col2") FROM (SELECT "library_book"."author_id" AS "col1", COUNT("library_book"."id") AS "col2" FROM "library_book" GROUP BY "library_book"."author_id") subquery',
      ],
      postgres: [
        'SELECT MAX("col2") FROM (SELECT "library_book"."author_id" AS "col1", COUNT("library_book"."id") AS "col2" FROM "library_book" GROUP BY "library_book"."author_id") subquery',
      ],
      rows: [[2]],
    },
  );

  testSql(
    "arithmetic",
    () =>
      from("Book")
        .annotate({ left: combine(combine(F("stock"), "*", Value(2)), "-", F("sold")) })
        .filter({ left__gt: 6 })
        .orderBy("left")
        .values("id", "left"),
    {
      sqlite: [
        'SELECT "library_book"."id", (("library_book"."stock" * ?) - "library_book"."sold") FROM "library_book" WHERE (("library_book"."stock" * ?) - "library_book"."sold") > ? ORDER BY 2 ASC',
        2,
        2,
        6,
      ],
      postgres: [
        'SELECT "library_book"."id", (("library_book"."stock" * $1::integer) - "library_book"."sold") FROM "library_book" WHERE (("library_book"."stock" * $2::integer) - "library_book"."sold") > $3 ORDER BY 2 ASC',
        2,
        2,
        6,
      ],
      rows: [
        [1, 7],
        [3, 7],
      ],
    },
  );

  testSql(
    "arithmetic on the right of a lookup",
    () =>
      from("Book")
        .filter({ stock__gt: combine(F("sold"), "+", Value(1)) })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" > ("library_book"."sold" + ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" > ("library_book"."sold" + $1::integer) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        1,
      ],
      rows: [[1]],
    },
  );

  testSql(
    "a number too large for an integer",
    () =>
      from("Book")
        .filter({ stock__lt: combine(F("sold"), "+", Value(5000000000)), id: 1 })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."stock" < ("library_book"."sold" + ?) AND "library_book"."id" = ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5000000000,
        1,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."stock" < ("library_book"."sold" + $1::bigint) AND "library_book"."id" = $2) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5000000000,
        1,
      ],
      rows: [[1]],
    },
  );

  testSql(
    "Case",
    () =>
      from("Book")
        .annotate({
          state: fn(
            "Case",
            [fn("When", [Q({ stock: 0 }), Value("gone")]), fn("When", [Q({ stock__lt: 3 }), Value("few")])],
            { default: Value("many") },
          ),
        })
        .orderBy("id")
        .values("state"),
    {
      sqlite: [
        'SELECT CASE WHEN "library_book"."stock" = ? THEN ? WHEN "library_book"."stock" < ? THEN ? ELSE ? END FROM "library_book" ORDER BY "library_book"."id" ASC',
        0,
        "gone",
        3,
        "few",
        "many",
      ],
      postgres: [
        'SELECT CASE WHEN "library_book"."stock" = $1 THEN $2::text WHEN "library_book"."stock" < $3 THEN $4::text ELSE $5::text END FROM "library_book" ORDER BY "library_book"."id" ASC',
        0,
        "gone",
        3,
        "few",
        "many",
      ],
      rows: [["many"], ["gone"], ["many"], ["few"], ["few"]],
    },
  );

  testSql(
    "grouped by an expression with values",
    () =>
      from("Book")
        .annotate({
          state: fn("Case", [fn("When", [Q({ stock: 0 }), Value("gone")])], { default: Value("here") }),
        })
        .values("state")
        .annotate({ n: fn("Count", ["id"]) })
        .orderBy("state"),
    {
      sqlite: [
        'SELECT CASE WHEN "library_book"."stock" = ? THEN ? ELSE ? END, COUNT("library_book"."id") FROM "library_book" GROUP BY 1 ORDER BY 1 ASC',
        0,
        "gone",
        "here",
      ],
      postgres: [
        'SELECT CASE WHEN "library_book"."stock" = $1 THEN $2::text ELSE $3::text END, COUNT("library_book"."id") FROM "library_book" GROUP BY 1 ORDER BY 1 ASC',
        0,
        "gone",
        "here",
      ],
      rows: [
        ["gone", 1],
        ["here", 4],
      ],
    },
  );

  testSql(
    "Coalesce",
    () =>
      from("Book")
        .annotate({ code: fn("Coalesce", ["isbn", Value("none")]) })
        .orderBy("id")
        .values("code"),
    {
      sqlite: [
        'SELECT COALESCE("library_book"."isbn", ?) FROM "library_book" ORDER BY "library_book"."id" ASC',
        "none",
      ],
      postgres: [
        'SELECT COALESCE("library_book"."isbn", $1::text) FROM "library_book" ORDER BY "library_book"."id" ASC',
        "none",
      ],
      rows: [["9780060125639"], ["none"], ["9780156027601"], ["none"], ["none"]],
    },
  );

  testSql(
    "Lower, in a filter and in the order",
    () =>
      from("Book")
        .annotate({ low: fn("Lower", ["title"]) })
        .filter({ low__startswith: "s" })
        .orderBy("low", "id")
        .values("id", "low"),
    {
      sqlite: [
        'SELECT "library_book"."id", LOWER("library_book"."title") FROM "library_book" WHERE LOWER("library_book"."title") LIKE ? ESCAPE \'\\\' ORDER BY LOWER("library_book"."title") ASC, "library_book"."id" ASC',
        "s%",
      ],
      postgres: [
        'SELECT "library_book"."id", LOWER("library_book"."title") FROM "library_book" WHERE LOWER("library_book"."title")::text LIKE $1 ORDER BY LOWER("library_book"."title") ASC, "library_book"."id" ASC',
        "s%",
      ],
      rows: [
        [3, "solaris"],
        [5, "solaris"],
      ],
    },
  );

  testSql(
    "Concat",
    () =>
      from("Author")
        .annotate({ both: fn("Concat", ["name", Value(", "), "profile__homepage"]) })
        .orderBy("id")
        .values("both"),
    {
      sqlite: [
        'SELECT (COALESCE("library_author"."name", \'\') || COALESCE(?, \'\') || COALESCE("library_profile"."homepage", \'\')) FROM "library_author" LEFT OUTER JOIN "library_profile" ON ("library_author"."id" = "library_profile"."author_id") ORDER BY "library_author"."id" ASC',
        ", ",
      ],
      postgres: [
        'SELECT (COALESCE(("library_author"."name")::text, \'\') || COALESCE(($1::text)::text, \'\') || COALESCE(("library_profile"."homepage")::text, \'\')) FROM "library_author" LEFT OUTER JOIN "library_profile" ON ("library_author"."id" = "library_profile"."author_id") ORDER BY "library_author"."id" ASC',
        ", ",
      ],
      rows: [["Ursula K. Le Guin, https://ursula.example"], ["Stanisław Lem, "], ["Anon, "]],
    },
  );

  testSql(
    "F of a relation to many rows: a row each",
    () =>
      from("Book")
        .annotate({ tag: F("tags__name") })
        .filter({ id: 4 })
        .orderBy("tag")
        .values("tag"),
    {
      sqlite: [
        'SELECT "library_tag"."name" FROM "library_book" LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") LEFT OUTER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE "library_book"."id" = ? ORDER BY "library_tag"."name" ASC',
        4,
      ],
      postgres: [
        'SELECT "library_tag"."name" FROM "library_book" LEFT OUTER JOIN "library_booktag" ON ("library_book"."id" = "library_booktag"."book_id") LEFT OUTER JOIN "library_tag" ON ("library_booktag"."tag_id" = "library_tag"."id") WHERE "library_book"."id" = $1 ORDER BY "library_tag"."name" ASC',
        4,
      ],
      rows: [["fantasy"], ["science fiction"]],
    },
  );

  testSql(
    "Exists",
    () =>
      from("Book")
        .annotate({ read: Exists(from("Review").filter({ book: OuterRef("pk") })) })
        .filter({ read: true })
        .orderBy("id")
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE EXISTS(SELECT 1 AS "a" FROM "library_review" U0 WHERE U0."book_id" = ("library_book"."id") LIMIT 1) ORDER BY "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE EXISTS(SELECT 1 AS "a" FROM "library_review" U0 WHERE U0."book_id" = ("library_book"."id") LIMIT 1) ORDER BY "library_book"."id" ASC',
      ],
      rows: [[1], [3]],
    },
  );

  testSql(
    "Subquery",
    () =>
      from("Book")
        .annotate({
          best: fn("Subquery", [
            from("Review")
              .filter({ book: OuterRef("pk") })
              .orderBy("-stars")
              .values("stars")
              .slice(0, 1),
          ]),
        })
        .filter({ best__gte: 5 })
        .orderBy("id")
        .values("id", "best"),
    {
      sqlite: [
        'SELECT "library_book"."id", (SELECT U0."stars" FROM "library_review" U0 WHERE U0."book_id" = ("library_book"."id") ORDER BY U0."stars" DESC LIMIT +?) FROM "library_book" WHERE (SELECT U0."stars" FROM "library_review" U0 WHERE U0."book_id" = ("library_book"."id") ORDER BY U0."stars" DESC LIMIT +?) >= ? ORDER BY "library_book"."id" ASC',
        1,
        1,
        5,
      ],
      postgres: [
        'SELECT "library_book"."id", (SELECT U0."stars" FROM "library_review" U0 WHERE U0."book_id" = ("library_book"."id") ORDER BY U0."stars" DESC LIMIT $1) FROM "library_book" WHERE (SELECT U0."stars" FROM "library_review" U0 WHERE U0."book_id" = ("library_book"."id") ORDER BY U0."stars" DESC LIMIT $2) >= $3 ORDER BY "library_book"."id" ASC',
        1,
        1,
        5,
      ],
      rows: [
        [1, 5],
        [3, 5],
      ],
    },
  );

  testSql(
    "an expression as an order",
    () =>
      from("Book")
        .orderBy({ expression: fn("Lower", ["title"]), descending: true, nulls: null }, "id")
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" ORDER BY LOWER("library_book"."title") DESC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" ORDER BY LOWER("library_book"."title") DESC, "library_book"."id" ASC',
      ],
      rows: [[1], [3], [5], [2], [4]],
    },
  );

  testSql(
    "StdDev and Variance",
    () =>
      from("Review").ends({
        kind: "aggregate",
        expressions: {
          deviation: fn("StdDev", ["stars"]),
          none: fn("Variance", ["stars"], { sample: true, filter: Q({ stars: 4 }) }),
        },
      }),
    {
      sqlite: [
        'SELECT STDDEV_POP("library_review"."stars"), VAR_SAMP("library_review"."stars") FILTER (WHERE "library_review"."stars" = ?) FROM "library_review"',
        4,
      ],
      postgres: [
        'SELECT STDDEV_POP("library_review"."stars"), VAR_SAMP("library_review"."stars") FILTER (WHERE "library_review"."stars" = $1) FROM "library_review"',
        4,
      ],
      rows: [[0.4714045207910317, null]],
    },
  );
});
