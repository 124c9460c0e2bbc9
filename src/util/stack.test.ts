import { expect, test } from "vitest";
import { projectFrames, stackFrames } from "./stack.ts";

const STACK = `FieldError: Cannot resolve
    at resolve (file:///app/node_modules/django-fastapi-bridge/dist/orm/query/names.js:10:5)
    at async Promise.all (index 0)
    at async handler (file:///app/my%20shop/api.ts:12:34)
    at new Basket (/app/shop/basket.js:3:1)
    at file:///app/shop/top.ts:1:2
    at async file:///app/shop/api.ts:7:9
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)
    at node:internal/main:1:1`;

test("reads V8's forms of a call", () => {
  expect(stackFrames(STACK)).toEqual([
    {
      name: "resolve",
      file: "/app/node_modules/django-fastapi-bridge/dist/orm/query/names.js",
      line: 10,
      column: 5,
      owner: "package",
    },
    { name: "async handler", file: "/app/my shop/api.ts", line: 12, column: 34, owner: "project" },
    { name: "new Basket", file: "/app/shop/basket.js", line: 3, column: 1, owner: "project" },
    { name: null, file: "/app/shop/top.ts", line: 1, column: 2, owner: "project" },
    // A handler is one: without it an error in what it awaits had no line of the project's.
    { name: null, file: "/app/shop/api.ts", line: 7, column: 9, owner: "project" },
    {
      name: "process.processTicksAndRejections",
      file: "node:internal/process/task_queues",
      line: 105,
      column: 5,
      owner: "node",
    },
    { name: null, file: "node:internal/main", line: 1, column: 1, owner: "node" },
  ]);
});

test("tells the project's own calls from ours", () => {
  expect(projectFrames(STACK).map(({ line }) => line)).toEqual([12, 3, 1, 7]);
  const ours = new URL("./stack.ts", import.meta.url).href;
  expect(stackFrames(`Error\n    at f (${ours}:1:1)`)[0]?.owner).toBe("bridge");
  expect(projectFrames(new Error("here").stack ?? "")[0]?.file).toMatch(/stack\.test\.ts$/);
});
