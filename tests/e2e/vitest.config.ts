import { defineConfig } from "vitest/config";

/** The browser tests: apart from `npm test`, since they need Chromium, Python and some patience. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
