import { expect, test } from "vitest";
import { ZodError } from "zod";
import { settingProblem } from "./setting-problem.ts";
import { apiSettings, serverSettings } from "./settings.ts";

function problems(settings: Parameters<typeof serverSettings>[0]): string[] {
  try {
    serverSettings(settings);
    apiSettings(settings);
  } catch (error) {
    if (error instanceof ZodError) return error.issues.map((issue) => settingProblem(issue, settings ?? {}));
    throw error;
  }
  return [];
}

test.for<[settings: Parameters<typeof serverSettings>[0], problems: string[]]>([
  [
    { FASTAPI_CORS_ALLOW_ORIGINS: "https://secret.example" },
    [
      'FASTAPI_CORS_ALLOW_ORIGINS must be a list; what arrived is a str. A list of one is ["..."], a tuple of one ("...",).',
    ],
  ],
  [
    { FASTAPI_CORS_ALLOW_ORIGINS: ["a", 1], FASTAPI_CORS_ENABLED: "yes" },
    [
      "FASTAPI_CORS_ENABLED must be True or False; what arrived is a str.",
      "FASTAPI_CORS_ALLOW_ORIGINS[1] must be a str; what arrived is an int.",
    ],
  ],
  [{ FASTAPI_TITLE: 1 }, ["FASTAPI_TITLE must be a str; what arrived is an int."]],
  [{ FASTAPI_CONTACT: "me" }, ["FASTAPI_CONTACT must be a dict; what arrived is a str."]],
  [{ FASTAPI_CORS_MAX_AGE: 1.5 }, ["FASTAPI_CORS_MAX_AGE must be an int; what arrived is a float."]],
  [
    { FASTAPI_QUERY_FALLBACK: "workers" },
    ['FASTAPI_QUERY_FALLBACK must be "worker" or "error"; what arrived is another value (a str).'],
  ],
  [{ FASTAPI_DOCS_URL: false }, ["FASTAPI_DOCS_URL must be a str; what arrived is a bool."]],
  [
    { FASTAPI_FUNCTIONS_MODULES: "functions" },
    [
      'FASTAPI_FUNCTIONS_MODULES must be a list; what arrived is a str. A list of one is ["..."], a tuple of one ("...",).',
    ],
  ],
])("%j", ([settings, expected]) => {
  expect(problems(settings)).toEqual(expected);
});
