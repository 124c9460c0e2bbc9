import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { HttpResponse } from "../../src/api/http.ts";
import { CorsPolicy, type CorsOptions } from "../../src/server/cors.ts";
import { djangoPython } from "../support/python.ts";

interface Recorded {
  readonly options: CorsOptions;
  readonly answers: readonly {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly answer: { status: number; headers: Record<string, string>; body: string };
  }[];
}

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, "recorded", "cors.json"), "utf8"),
) as Recorded[];

/** The middleware around an application that answers "x" and varies on cookies. */
function answer(policy: CorsPolicy, method: string, headers: Record<string, string>): HttpResponse {
  if (CorsPolicy.isPreflight(method, headers)) return policy.preflight(headers);
  return { status: 200, headers: policy.apply(headers, [["vary", "Cookie"]]), body: "x" };
}

test.each(recorded)("as Starlette: $options", ({ options, answers }) => {
  const policy = new CorsPolicy(options);
  for (const { method, headers, answer: expected } of answers) {
    const { status, body, headers: ours } = answer(policy, method, headers);
    expect({ status, headers: Object.fromEntries(ours), body }).toEqual(expected);
  }
});

const script = join(import.meta.dirname, "starlette_cors.py");
const now = djangoPython === null ? null : spawnSync(djangoPython, [script], { encoding: "utf8" });
test.skipIf(now?.status !== 0)("the record is what Starlette answers now", () => {
  expect(JSON.parse(now?.stdout ?? "")).toEqual(recorded);
});
