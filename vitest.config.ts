import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What `npm run test:all` adds: minutes long, or in need of a browser, a registry, other versions. */
export const LONG_TESTS = ["tests/**/*.long.test.ts", "tests/e2e/**/*.test.ts", "tests/package/**/*.test.ts"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^django-fastapi-bridge$/, replacement: source("./src/index.ts") },
      { find: /^django-fastapi-bridge\/(.*)$/, replacement: source("./src/$1/index.ts") },
      { find: /^#django\/(.*)$/, replacement: source("./example/django-generated/$1.ts") },
    ],
  },
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    exclude: [...LONG_TESTS, "**/node_modules/**"],
    // Much of the time is spent waiting for servers and for Python: more files at once than there are cores.
    maxWorkers: Math.max(3, availableParallelism()),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
