import { defineConfig } from "vitest/config";

const SHARED = ["unit", "providers", "library"].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    setupFiles: ["test/support/loopback-only.ts"],
    testTimeout: 60_000,
    hookTimeout: 30_000,
    pool: "forks",
    // On two cores, too: much of a test is waiting, for leases, pauses and children.
    maxWorkers: 4,
    projects: [
      // They leave nothing behind: one process runs many of these files, and loads the program once.
      { extends: true, test: { name: "shared", include: SHARED, isolate: false } },
      { extends: true, test: { name: "alone", include: ["test/**/*.test.ts"], exclude: SHARED } },
    ],
  },
});
