import { defineConfig } from "vitest/config";

const UNIT = "test/unit/**/*.test.ts";

export default defineConfig({
  test: {
    setupFiles: ["test/support/loopback-only.ts"],
    testTimeout: 60_000,
    hookTimeout: 30_000,
    pool: "forks",
    // On two cores: much of a test is waiting, for leases, pauses and children.
    maxWorkers: 3,
    projects: [
      // They start nothing and change nothing outside of themselves: one process runs many of them, and loads the program once.
      { extends: true, test: { name: "unit", include: [UNIT], isolate: false } },
      { extends: true, test: { name: "whole", include: ["test/**/*.test.ts"], exclude: [UNIT] } },
    ],
  },
});
