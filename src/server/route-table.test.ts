import { expect, test } from "vitest";
import { routeTable } from "./route-table.ts";

test("paths as they are, patterns for parameters, methods together, health beside them", () => {
  const routes = [
    { method: "GET", template: "/books" },
    { method: "GET", template: "/books/{book_id:int}.json" },
    { method: "POST", template: "/books" },
    { method: "GET", template: "/files/{rest:path}" },
    { method: "GET", template: "/a/{name}" },
    { method: "GET", template: "/{path:path}", isFallback: true },
  ];
  const table = routeTable(routes, { rootPath: "/api", redirectSlashes: true, cors: false });
  expect(table).toEqual({
    rootPath: "/api",
    redirectSlashes: true,
    cors: false,
    routes: [
      { path: "/-/health", pattern: null, methods: ["GET", "HEAD"] },
      { path: "/-/ready", pattern: null, methods: ["GET", "HEAD"] },
      { path: "/books", pattern: null, methods: ["GET", "POST"] },
      { path: null, pattern: "/books/[0-9]+\\.json", methods: ["GET"] },
      { path: null, pattern: "/files/[^\\n]*", methods: ["GET"] },
      { path: null, pattern: "/a/[^/]+", methods: ["GET"] },
      // A front end: the API's only where Django has none.
      { path: null, pattern: "/[^\\n]*", methods: [] },
    ],
  });
});
