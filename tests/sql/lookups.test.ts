import { describe } from "vitest";
import { F, from, instance } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql } = useLibrary();

describe("lookups", () => {
  testSql(
    "exact on a boolean needs no parameter",
    () => from("Book").filter({ in_print: false }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT "library_book"."in_print" ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE NOT "library_book"."in_print" ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      ],
      rows: [[2]],
    },
  );

  testSql("exact on a decimal", () => from("Book").filter({ price: "12.5" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."price" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "12.50",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."price" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "12.5",
    ],
    rows: [[3]],
  });

  testSql(
    "exact on a UUID",
    () => from("Book").filter({ uuid: "{C0FFEE00-0000-4000-8000-000000000001}" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."uuid" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "c0ffee00000040008000000000000001",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."uuid" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "c0ffee00-0000-4000-8000-000000000001",
      ],
      rows: [[5]],
    },
  );

  testSql(
    "exact on a datetime keeps microseconds",
    () => from("Book").filter({ added: "2024-02-29T23:30:00.123456Z" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."added" = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "2024-02-29 23:30:00.123456",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."added" = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "2024-02-29T23:30:00.123456+00:00",
      ],
      rows: [[1]],
    },
  );

  testSql("iexact", () => from("Book").filter({ title__iexact: "SOLARIS" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "SOLARIS",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE UPPER("library_book"."title"::text) = UPPER($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "SOLARIS",
    ],
    rows: [[3], [5]],
  });

  testSql("iexact: null is isnull", () => from("Book").filter({ isbn__iexact: null }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."isbn" IS NULL ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."isbn" IS NULL ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
    ],
    rows: [[4], [2], [5]],
  });

  testSql(
    "iexact: wildcards are text",
    () => from("Book").filter({ title__iexact: "100%_\\ PURE" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "100\\%\\_\\\\ PURE",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE UPPER("library_book"."title"::text) = UPPER($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "100%_\\ PURE",
      ],
      rows: [[4]],
    },
  );

  testSql(
    "contains: wildcards are text",
    () => from("Book").filter({ title__contains: "%_\\" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "%\\%\\_\\\\%",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title"::text LIKE $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "%\\%\\_\\\\%",
      ],
      rows: [[4]],
    },
  );

  testSql("icontains", () => from("Book").filter({ title__icontains: "WIZARD" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%WIZARD%",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE UPPER("library_book"."title"::text) LIKE UPPER($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%WIZARD%",
    ],
    rows: [[2]],
  });

  testSql("startswith", () => from("Book").filter({ title__startswith: "The" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "The%",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title"::text LIKE $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "The%",
    ],
    rows: [[1]],
  });

  testSql("istartswith", () => from("Book").filter({ title__istartswith: "the" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "the%",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE UPPER("library_book"."title"::text) LIKE UPPER($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "the%",
    ],
    rows: [[1]],
  });

  testSql("endswith", () => from("Book").filter({ title__endswith: "sea" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%sea",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title"::text LIKE $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%sea",
    ],
    rows: [[2]],
  });

  testSql("iendswith", () => from("Book").filter({ title__iendswith: "SEA" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%SEA",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE UPPER("library_book"."title"::text) LIKE UPPER($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%SEA",
    ],
    rows: [[2]],
  });

  testSql("contains on a number", () => from("Book").filter({ stock__contains: 7 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%7%",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock"::text LIKE $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "%7%",
    ],
    rows: [[3]],
  });

  testSql(
    "startswith on a UUID",
    () => from("Book").filter({ uuid__startswith: "c0ffee00-00" }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."uuid" LIKE ? ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "c0ffee0000%",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."uuid"::text LIKE $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "c0ffee00-00%",
      ],
      rows: [[5]],
    },
  );

  testSql(
    "contains another column",
    () =>
      from("Book")
        .filter({ title__icontains: F("title") })
        .values("id")
        .slice(0, 1),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" LIKE \'%\' || UPPER(REPLACE(REPLACE(REPLACE(("library_book"."title"), \'\\\', \'\\\\\'), \'%\', \'\\%\'), \'_\', \'\\_\')) || \'%\' ESCAPE \'\\\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC LIMIT +?',
        1,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE UPPER("library_book"."title"::text) LIKE \'%\' || UPPER(REPLACE(REPLACE(REPLACE((("library_book"."title"))::text, E\'\\\\\', E\'\\\\\\\\\'), E\'%\', E\'\\\\%\'), E\'_\', E\'\\\\_\')) || \'%\' ORDER BY "library_book"."title" ASC, "library_book"."id" ASC LIMIT $1',
        1,
      ],
      rows: [[4]],
    },
  );

  testSql("regex", () => from("Book").filter({ title__regex: "^[sS]o.+s$" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" REGEXP ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "^[sS]o.+s$",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title"::text ~ $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "^[sS]o.+s$",
    ],
    rows: [[3], [5]],
  });

  testSql("iregex", () => from("Book").filter({ title__iregex: "^THE " }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" REGEXP \'(?i)\' || ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "^THE ",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title"::text ~* $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "^THE ",
    ],
    rows: [[1]],
  });

  testSql("gt", () => from("Book").filter({ stock__gt: 5 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" > ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      5,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" > $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      5,
    ],
    rows: [[3]],
  });

  testSql(
    "gte rounds a float up on an integer column",
    () => from("Book").filter({ stock__gte: 4.5 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" >= ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" >= $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
      ],
      rows: [[3], [1]],
    },
  );

  testSql(
    "lt rounds a float up on an integer column",
    () => from("Book").filter({ stock__lt: 1.5 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" < ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        2,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" < $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        2,
      ],
      rows: [[4], [2]],
    },
  );

  testSql("lte", () => from("Book").filter({ published__lte: "1961-06-20" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."published" <= ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "1961-06-20",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."published" <= $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "1961-06-20",
    ],
    rows: [[3]],
  });

  testSql(
    "range",
    () =>
      from("Book")
        .filter({ price__range: [1, "10.00"] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."price" BETWEEN ? AND ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "1.00",
        "10.00",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."price" BETWEEN $1 AND $2 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "1",
        "10.00",
      ],
      rows: [[2], [1], [5]],
    },
  );

  testSql(
    "range with a name in it",
    () =>
      from("Book")
        .filter({ stock__range: [F("sold"), 5] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" BETWEEN ("library_book"."sold") AND ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" BETWEEN ("library_book"."sold") AND $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
      ],
      rows: [[1], [5]],
    },
  );

  testSql(
    "in: numbers",
    () =>
      from("Book")
        .filter({ id__in: [3, 1, null] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."id" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "[3,1]",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."id" = ANY($1::bigint[]) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        [3, 1],
      ],
      rows: [[3], [1]],
    },
  );

  testSql(
    "in: text",
    () =>
      from("Book")
        .filter({ title__in: ["Solaris", "it's"] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '["Solaris","it\'s"]',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."title" = ANY($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        ["Solaris", "it's"],
      ],
      rows: [[3]],
    },
  );

  testSql(
    "in: decimals",
    () =>
      from("Book")
        .filter({ price__in: ["12.5", 0.99] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."price" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '["12.50","0.99"]',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."price" = ANY($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        ["12.5", "0.99"],
      ],
      rows: [[4], [3]],
    },
  );

  testSql(
    "in: UUIDs",
    () =>
      from("Book")
        .filter({ uuid__in: ["c0ffee00-0000-4000-8000-000000000001"] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."uuid" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '["c0ffee00000040008000000000000001"]',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."uuid" = ANY($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        ["c0ffee00-0000-4000-8000-000000000001"],
      ],
      rows: [[5]],
    },
  );

  testSql(
    "in: dates",
    () =>
      from("Book")
        .filter({ published__in: ["1974-05-01", "1900-01-01"] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."published" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '["1974-05-01","1900-01-01"]',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."published" = ANY($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        ["1974-05-01", "1900-01-01"],
      ],
      rows: [[1]],
    },
  );

  testSql(
    "in: datetimes",
    () =>
      from("Book")
        .filter({ added__in: [new Date("2024-02-29T23:30:00Z"), "2024-02-29T23:30:00.123456Z"] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."added" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        '["2024-02-29 23:30:00","2024-02-29 23:30:00.123456"]',
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."added" = ANY($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        ["2024-02-29T23:30:00.000+00:00", "2024-02-29T23:30:00.123456+00:00"],
      ],
      rows: [[1]],
    },
  );

  testSql(
    "in: booleans",
    () =>
      from("Book")
        .filter({ in_print__in: [false] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."in_print" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "[0]",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."in_print" = ANY($1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        [false],
      ],
      rows: [[2]],
    },
  );

  testSql(
    "in: instances",
    () =>
      from("Book")
        .filter({ author__in: [instance("Author", { id: 2 }), 3] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "[2,3]",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."author_id" = ANY($1::bigint[]) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        [2, 3],
      ],
      rows: [[4], [3], [5]],
    },
  );

  testSql(
    "in: names among values",
    () =>
      from("Book")
        .filter({ stock__in: [F("sold"), 5] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" IN (("library_book"."sold"), ?) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" IN (("library_book"."sold"), $1) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        5,
      ],
      rows: [[3], [1], [5]],
    },
  );

  testSql(
    "in: a number that no column holds",
    () =>
      from("Book")
        .filter({ stock__in: [5, 2 ** 40] })
        .values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" IN (SELECT value FROM json_each(?)) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "[5,1099511627776]",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."stock" = ANY($1::bigint[]) ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        [5],
      ],
      rows: [[1]],
    },
  );

  testSql("year is a range of days", () => from("Book").filter({ published__year: 1968 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."published" BETWEEN ? AND ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "1968-01-01",
      "1968-12-31",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."published" BETWEEN $1 AND $2 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "1968-01-01",
      "1968-12-31",
    ],
    rows: [[2]],
  });

  testSql(
    "year of a datetime is a range of moments",
    () => from("Book").filter({ added__year__gte: 2024 }).values("id"),
    {
      sqlite: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."added" >= ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "2024-01-01 00:00:00",
      ],
      postgres: [
        'SELECT "library_book"."id" FROM "library_book" WHERE "library_book"."added" >= $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
        "2024-01-01T00:00:00.000+00:00",
      ],
      rows: [[1]],
    },
  );

  testSql("month", () => from("Book").filter({ published__month: 5 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_date_extract(\'month\', "library_book"."published") = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      5,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE EXTRACT(MONTH FROM "library_book"."published") = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      5,
    ],
    rows: [[1]],
  });

  testSql("day", () => from("Book").filter({ published__day: 20 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_date_extract(\'day\', "library_book"."published") = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      20,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE EXTRACT(DAY FROM "library_book"."published") = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      20,
    ],
    rows: [[3]],
  });

  testSql("week_day: Sunday is 1", () => from("Book").filter({ published__week_day: 4 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_date_extract(\'week_day\', "library_book"."published") = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      4,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE EXTRACT(DOW FROM "library_book"."published") + 1 = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      4,
    ],
    rows: [[1]],
  });

  testSql("quarter", () => from("Book").filter({ published__quarter: 4 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_date_extract(\'quarter\', "library_book"."published") = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      4,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE EXTRACT(QUARTER FROM "library_book"."published") = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      4,
    ],
    rows: [[2]],
  });

  testSql("week", () => from("Book").filter({ published__week: 18 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_date_extract(\'week\', "library_book"."published") = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      18,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE EXTRACT(WEEK FROM "library_book"."published") = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      18,
    ],
    rows: [[1]],
  });

  testSql("iso_year", () => from("Book").filter({ published__iso_year: 1974 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_date_extract(\'iso_year\', "library_book"."published") = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      1974,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE EXTRACT(ISOYEAR FROM "library_book"."published") = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      1974,
    ],
    rows: [[1]],
  });

  testSql("date of a datetime", () => from("Book").filter({ added__date: "2024-02-29" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_datetime_cast_date("library_book"."added", \'UTC\', \'UTC\') = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "2024-02-29",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."added" AT TIME ZONE \'UTC\')::date = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "2024-02-29",
    ],
    rows: [[1]],
  });

  testSql("time of a datetime", () => from("Book").filter({ added__time__gt: "23:30" }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_datetime_cast_time("library_book"."added", \'UTC\', \'UTC\') > ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "23:30:00",
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE ("library_book"."added" AT TIME ZONE \'UTC\')::time > $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      "23:30:00",
    ],
    rows: [[1]],
  });

  testSql("hour", () => from("Book").filter({ added__hour: 23 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_datetime_extract(\'hour\', "library_book"."added", \'UTC\', \'UTC\') = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      23,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE EXTRACT(HOUR FROM "library_book"."added" AT TIME ZONE \'UTC\') = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      23,
    ],
    rows: [[1]],
  });

  testSql("second has no fraction", () => from("Book").filter({ added__second: 0 }).values("id"), {
    sqlite: [
      'SELECT "library_book"."id" FROM "library_book" WHERE django_datetime_extract(\'second\', "library_book"."added", \'UTC\', \'UTC\') = ? ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      0,
    ],
    postgres: [
      'SELECT "library_book"."id" FROM "library_book" WHERE EXTRACT(SECOND FROM DATE_TRUNC(\'second\', "library_book"."added" AT TIME ZONE \'UTC\')) = $1 ORDER BY "library_book"."title" ASC, "library_book"."id" ASC',
      0,
    ],
    rows: [[1]],
  });
});
