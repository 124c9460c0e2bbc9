import { expect, test } from "vitest";
import { decodePath, parseTarget } from "./request-path.ts";

test("a target is taken apart at the first question mark", () => {
  expect(parseTarget("/a%20b?q=1?2")).toEqual({ raw: "/a%20b", decoded: "/a b", query: "q=1?2" });
  expect(parseTarget("/?")).toEqual({ raw: "/", decoded: "/", query: "" });
  expect(parseTarget("//evil.example/x")).toEqual({
    raw: "//evil.example/x",
    decoded: "//evil.example/x",
    query: "",
  });
  expect(parseTarget("*")).toBeNull();
  expect(parseTarget("http://host/x")).toBeNull();
});

// Right column: what Python's urllib.parse.unquote gives.
test.each([
  ["/plain", "/plain"],
  ["/a%2Fb", "/a/b"],
  ["/100%", "/100%"],
  ["/%zz%4", "/%zz%4"],
  ["/caf%C3%A9", "/café"],
  ["/caf%c3%a9%20%e2%82%ac", "/café €"],
  ["/%ff", "/\uFFFD"],
  ["/%2525", "/%25"],
  ["/%00", "/\0"],
])("%s", (raw, decoded) => {
  expect(decodePath(raw)).toBe(decoded);
});

test("raw bytes above ASCII are read as UTF-8", () => {
  expect(decodePath(Buffer.from("/café").toString("latin1"))).toBe("/café");
});
