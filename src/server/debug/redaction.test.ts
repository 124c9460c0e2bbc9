import { expect, test } from "vitest";
import { askPython, djangoPython } from "../../../tests/support/python.ts";
import { CLEANSED, redaction } from "./redaction.ts";

const rules = redaction("sid");
const GIVEN: Readonly<Record<string, unknown>> = {
  DEBUG: true,
  SECRET_KEY: "hidden",
  EMAIL_HOST_PASSWORD: "hidden",
  AUTH_USER_MODEL: "auth.User",
  SESSION_COOKIE_NAME: "sid",
  FASTAPI_TITLE: "Shop",
  DATABASES: { default: { NAME: "shop", PASSWORD: "hidden", OPTIONS: [{ sslkey: "hidden", mode: 1 }] } },
  MIDDLEWARE: ["one", ["two"]],
  sid: "hidden",
  signature: "hidden",
  nothing: null,
};
const redacted = Object.fromEntries(
  Object.entries(GIVEN).map(([name, value]) => [name, rules.value(name, value)]),
);

test("hides values by their names, inside of others too", () => {
  expect(JSON.stringify(redacted)).not.toContain("hidden");
  expect(redacted["DATABASES"]).toEqual({
    default: { NAME: "shop", PASSWORD: CLEANSED, OPTIONS: [{ sslkey: CLEANSED, mode: 1 }] },
  });
  expect(redacted).toMatchObject({ DEBUG: true, MIDDLEWARE: ["one", ["two"]], nothing: null });
});

test("headers are called as in request.META", () => {
  expect(rules.header("Cookie", "sid=1")).toBe(CLEANSED);
  expect(rules.header("Authorization", "Bearer 1")).toBe(CLEANSED);
  expect(rules.header("Accept", "text/html")).toBe("text/html");
});

test.runIf(djangoPython !== null)("does what Django's filter does", () => {
  const django = askPython(
    `
from django.conf import settings
settings.configure(SESSION_COOKIE_NAME="sid")
from django.views.debug import SafeExceptionReporterFilter
cleanse = SafeExceptionReporterFilter().cleanse_setting
answer = {name: cleanse(name, value) for name, value in given.items()}
`,
    GIVEN,
  );
  expect(redacted).toEqual(django);
});
