import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^django-fastapi-bridge$/, replacement: source("./src/index.ts") },
      { find: /^django-fastapi-bridge\/(.*)$/, replacement: source("./src/$1/index.ts") },
      { find: /^#django\/(.*)$/, replacement: source("./example/django-generated/$1.ts") },
    ],
  },
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts", "docs/**/*.test.ts"],
    exclude: ["tests/e2e/**", "**/node_modules/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
