import { checks, vitest } from "./checks.mjs";

/** What `npm run test:all` runs on top of `npm test`. */
export function matrix(python) {
  return [
    ...checks(python),
    vitest("browser, long and packaging tests", ["--config", "vitest.all.config.ts"]),
  ];
}
