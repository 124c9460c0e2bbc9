import { expect, test } from "vitest";
import { askPython, djangoPython } from "../../../tests/support/python.ts";
import { readTraceback } from "./python-traceback.ts";

const CHAINED = `Traceback (most recent call last):
  File "/srv/shop/orders/services.py", line 12, in reserve
    stock = levels[book]
            ~~~~~~^^^^^^
KeyError: 3

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/usr/lib/python3.12/site-packages/django_fastapi/worker/requests.py", line 40, in answer
    return method(params)
  File "/srv/shop/orders/services.py", line 14, in reserve
    raise ValueError("sold out:\\n  Dune")
orders.errors.SoldOut: sold out:
  Dune
`;

test("reads a chain of exceptions, the last one first, calls innermost first", () => {
  expect(readTraceback(CHAINED)).toEqual([
    {
      type: "orders.errors.SoldOut",
      message: "sold out:\n  Dune",
      frames: [
        { name: "reserve", file: "/srv/shop/orders/services.py", line: 14, column: null, owner: "project" },
        {
          name: "answer",
          file: "/usr/lib/python3.12/site-packages/django_fastapi/worker/requests.py",
          line: 40,
          column: null,
          owner: "bridge",
        },
      ],
    },
    {
      type: "KeyError",
      message: "3",
      frames: [
        { name: "reserve", file: "/srv/shop/orders/services.py", line: 12, column: null, owner: "project" },
      ],
    },
  ]);
});

test("text that is no traceback is kept as it is", () => {
  expect(readTraceback("  | ExceptionGroup: two")).toEqual([
    { type: "", message: "| ExceptionGroup: two", frames: [] },
  ]);
  expect(readTraceback("SystemExit")).toEqual([{ type: "SystemExit", message: "", frames: [] }]);
});

test.runIf(djangoPython !== null)("reads what this Python writes", () => {
  const text = askPython(
    `
import traceback
from django.core.exceptions import ImproperlyConfigured
def inner():
    from django.conf import settings
    settings.DEBUG
def outer():
    try:
        inner()
    except ImproperlyConfigured:
        raise RuntimeError("two\\n  lines")
try:
    outer()
except RuntimeError:
    answer = traceback.format_exc()
`,
    null,
  );
  const [last, first] = readTraceback(text as string);
  expect(last).toMatchObject({ type: "RuntimeError", message: "two\n  lines" });
  expect(last?.frames.map(({ name }) => name)).toEqual(["outer", "<module>"]);
  expect(first?.type).toBe("django.core.exceptions.ImproperlyConfigured");
  expect(first?.frames[0]).toMatchObject({ owner: "package", name: "_setup" });
});
