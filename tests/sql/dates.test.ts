import { describe } from "vitest";
import { F, fn, from } from "./support/query.ts";
import { useLibrary } from "./support/test-sql.ts";

const { testSql } = useLibrary();

/** What `dates()` and `datetimes()` are made of. */
describe("dates", () => {
  testSql(
    "years of a date",
    () =>
      from("Book")
        .annotate({
          datefield: fn("Trunc", ["published"], { kind: "year", output_field: "DateField" }),
          plain_field: F("published"),
        })
        .flat("datefield")
        .distinct()
        .filter({ plain_field__isnull: false })
        .orderBy("-datefield")
        .ends({ kind: "count" }),
    {
      sqlite: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT django_date_trunc(\'year\', "library_book"."published", NULL, NULL) AS "col1" FROM "library_book" WHERE "library_book"."published" IS NOT NULL) subquery',
      ],
      postgres: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT DATE_TRUNC(\'year\', "library_book"."published") AS "col1" FROM "library_book" WHERE "library_book"."published" IS NOT NULL) subquery',
      ],
      rows: [[3]],
    },
  );

  testSql(
    "days of a datetime",
    () =>
      from("Book")
        .annotate({
          datefield: fn("Trunc", ["added"], { kind: "day", output_field: "DateField" }),
          plain_field: F("added"),
        })
        .flat("datefield")
        .distinct()
        .filter({ plain_field__isnull: false })
        .orderBy("datefield")
        .ends({ kind: "count" }),
    {
      sqlite: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT django_date_trunc(\'day\', "library_book"."added", \'UTC\', \'UTC\') AS "col1" FROM "library_book" WHERE "library_book"."added" IS NOT NULL) subquery',
      ],
      postgres: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT DATE_TRUNC(\'day\', "library_book"."added" AT TIME ZONE \'UTC\') AS "col1" FROM "library_book" WHERE "library_book"."added" IS NOT NULL) subquery',
      ],
      rows: [[1]],
    },
  );

  testSql(
    "hours, on the clock of a time zone",
    () =>
      from("Book")
        .annotate({
          datetimefield: fn("Trunc", ["added"], {
            kind: "hour",
            output_field: "DateTimeField",
            tzinfo: "Asia/Tokyo",
          }),
          plain_field: F("added"),
        })
        .flat("datetimefield")
        .distinct()
        .filter({ plain_field__isnull: false })
        .orderBy("datetimefield")
        .ends({ kind: "count" }),
    {
      sqlite: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT django_datetime_trunc(\'hour\', "library_book"."added", \'Asia/Tokyo\', \'UTC\') AS "col1" FROM "library_book" WHERE "library_book"."added" IS NOT NULL) subquery',
      ],
      postgres: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT DATE_TRUNC(\'hour\', "library_book"."added" AT TIME ZONE \'Asia/Tokyo\') AS "col1" FROM "library_book" WHERE "library_book"."added" IS NOT NULL) subquery',
      ],
      rows: [[1]],
    },
  );

  testSql(
    "of related rows, those without left out",
    () =>
      from("Author")
        .annotate({
          datefield: fn("Trunc", ["book__published"], { kind: "month", output_field: "DateField" }),
          plain_field: F("book__published"),
        })
        .flat("datefield")
        .distinct()
        .filter({ plain_field__isnull: false })
        .orderBy("datefield")
        .ends({ kind: "count" }),
    {
      sqlite: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT django_date_trunc(\'month\', "library_book"."published", NULL, NULL) AS "col1" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_book"."published" IS NOT NULL) subquery',
      ],
      postgres: [
        'SELECT COUNT(*) FROM (SELECT DISTINCT DATE_TRUNC(\'month\', "library_book"."published") AS "col1" FROM "library_author" LEFT OUTER JOIN "library_book" ON ("library_author"."id" = "library_book"."author_id") WHERE "library_book"."published" IS NOT NULL) subquery',
      ],
      rows: [[3]],
    },
  );

  testSql(
    "of no date",
    () =>
      from("Book").annotate({
        datefield: fn("Trunc", ["title"], { kind: "year", output_field: "DateField" }),
      }),
    {
      sqlite: { notSupported: "'title' isn't a DateField, TimeField, or DateTimeField." },
      postgres: { notSupported: "'title' isn't a DateField, TimeField, or DateTimeField." },
      rows: [],
    },
  );

  testSql(
    "times of a date",
    () =>
      from("Book").annotate({
        datetimefield: fn("Trunc", ["published"], { kind: "year", output_field: "DateTimeField" }),
      }),
    {
      sqlite: { notSupported: "Cannot truncate DateField 'published' to DateTimeField." },
      postgres: { notSupported: "Cannot truncate DateField 'published' to DateTimeField." },
      rows: [],
    },
  );
});
