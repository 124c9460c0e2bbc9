import { defineConfig, mergeConfig } from "vitest/config";
import base, { LONG_TESTS } from "./vitest.config.ts";

const { exclude: _exclude, include: _include, ...test } = base.test ?? {};

export default mergeConfig(
  { ...base, test },
  defineConfig({
    test: {
      include: LONG_TESTS,
      // One at a time: they start servers, browsers and package managers on two cores.
      fileParallelism: false,
      testTimeout: 600_000,
      hookTimeout: 600_000,
    },
  }),
);
