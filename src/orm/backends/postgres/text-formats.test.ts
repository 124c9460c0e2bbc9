import { expect, test } from "vitest";
import { Range } from "../../fields/range.ts";
import { parseArray, parseHstore, parseRange } from "./text-formats.ts";

test.each([
  ["{}", []],
  ["{1,NULL,3}", [1, null, 3]],
  [
    "{{1,2},{3,4}}",
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["[0:1]={1,2}", [1, 2]],
])("array %s", (text, expected) => {
  expect(parseArray(text, Number)).toEqual(expected);
});

test("array of texts: quotes, escapes, NULL as a text", () => {
  expect(parseArray(String.raw`{plain,"a,b","q\"\\","NULL",NULL,""}`, String)).toEqual([
    "plain",
    "a,b",
    String.raw`q"\ `.trim(),
    "NULL",
    null,
    "",
  ]);
});

test.each([
  ["[1,10)", new Range(1, 10)],
  ["(,5]", new Range(null, 5, "(]")],
  ["(,)", new Range(null, null, "()")],
  ["empty", Range.empty()],
])("range %s", (text, expected) => {
  expect(parseRange(text, Number)).toEqual(expected);
});

test("range of texts in quotes", () => {
  expect(parseRange('["2026-01-01 00:00:00+00","2026-01-02 00:00:00+00")', String)).toEqual(
    new Range("2026-01-01 00:00:00+00", "2026-01-02 00:00:00+00"),
  );
});

test("hstore", () => {
  expect(parseHstore(String.raw`"a"=>"1", "b"=>NULL, "q\"=>"=>"x, y"`)).toEqual({
    a: "1",
    b: null,
    'q"=>': "x, y",
  });
  expect(parseHstore("")).toEqual({});
});
