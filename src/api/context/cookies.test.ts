import { expect, test } from "vitest";
import { parseCookies } from "./cookies.ts";
import { formatSetCookie } from "./set-cookie.ts";

test.each([
  ["a=b; c=d", { a: "b", c: "d" }],
  ["a=b;c=d;", { a: "b", c: "d" }],
  ["a=b=c", { a: "b=c" }],
  ["a=1; a=2", { a: "2" }],
  ["bare", { "": "bare" }],
  ['q="a b"', { q: "a b" }],
  [String.raw`q="a\"b\\c\054\303\251"`, { q: 'a"b\\c,é' }],
  ["", {}],
])("the header %s", (header, expected) => {
  expect(Object.fromEntries(parseCookies(header))).toEqual(expected);
});

test.each(["plain", "a b", 'a"b\\c', "a,b;c", "é😀", "", "\u0001"])(
  "what is set is read again: %j",
  (value) => {
    const header = formatSetCookie("name", value);
    const [pair = ""] = header.split("; Path=");
    expect(parseCookies(pair).get("name")).toBe(value);
  },
);

test("attributes", () => {
  expect(
    formatSetCookie("a", "b", {
      maxAge: 60.5,
      expires: new Date(0),
      path: "/x",
      domain: "example.com",
      secure: true,
      httpOnly: true,
      sameSite: "none",
      partitioned: true,
    }),
  ).toBe(
    "a=b; Domain=example.com; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Max-Age=60; Partitioned; Path=/x; SameSite=none; Secure",
  );
  expect(formatSetCookie("a", "b", { sameSite: null })).toBe("a=b; Path=/");
});

test("nothing can be smuggled in", () => {
  expect(() => formatSetCookie("a b", "c")).toThrow("cannot be the name");
  expect(() => formatSetCookie("a", "c", { path: "/; Secure" })).toThrow("semicolon");
  expect(() => formatSetCookie("a", "c", { domain: "x\r\nset-cookie: y" })).toThrow("line break");
  expect(formatSetCookie("a", "x\r\ny")).not.toMatch(/[\r\n]/);
});
