import { expect, test } from "vitest";
import { innermostProjectLine } from "./traceback.ts";

const TRACEBACK = `Traceback (most recent call last):
  File "/srv/shop/manage.py", line 3, in <module>
  File "/srv/shop/catalog/models.py", line 12, in <module>
    class Book(Model):
  File "/srv/shop/.venv/lib/python3.12/site-packages/django/db/models/base.py", line 134, in __new__
  File "/usr/lib/python3.12/json/__init__.py", line 346, in loads
ValueError: no
`;

test("the last line of the project's own code", () => {
  expect(innermostProjectLine(TRACEBACK, "/srv/shop")).toEqual({
    file: "/srv/shop/catalog/models.py",
    line: 12,
  });
});

test("a syntax error's place", () => {
  const traceback = `  File "/srv/shop/catalog/admin.py", line 7\n    (\n    ^\nSyntaxError: '(' was never closed\n`;
  expect(innermostProjectLine(traceback, "/srv/shop")).toEqual({
    file: "/srv/shop/catalog/admin.py",
    line: 7,
  });
});

test("none of it is the project's", () => {
  expect(innermostProjectLine(TRACEBACK, "/srv/other")).toBeNull();
});
