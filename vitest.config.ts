import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/loopback-only.ts"],
    testTimeout: 60_000,
    hookTimeout: 30_000,
    pool: "forks",
    // On two cores: much of a test is waiting, for leases, pauses and children.
    maxWorkers: 3,
  },
});
