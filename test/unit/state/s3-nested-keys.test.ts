// Two stacks in one bucket, the key of one below the other's: `nest` and `nest/serial-b`. Neither counts or removes what is the
// other's.
import { describe, expect, it } from "vitest";

import { clearOldObjects, listKeptSerials } from "../../../src/state/s3/old-objects.ts";
import type { S3Client } from "../../../src/state/s3/s3-client.ts";
import { openS3Store } from "../../../src/state/s3/s3-store.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

function createBucket(keys: readonly string[]) {
  const objects = new Map(keys.map((key) => [key, key]));
  const client: S3Client = {
    async put(key, text, { ifAbsent }) {
      const isTaken = ifAbsent && objects.has(key);
      if (!isTaken) objects.set(key, text);
      return { outcome: isTaken ? "taken" : "written", server: "", isVersioned: false };
    },
    async get(key) {
      const text = objects.get(key);
      return text === undefined ? undefined : { text, isWhole: true, server: "" };
    },
    exists: async (key) => objects.has(key),
    async list(start, after = "") {
      const found = [...objects.keys()].filter((key) => key.startsWith(start) && key > after).sort();
      return { objects: found.map((key) => ({ key, modifiedMs: 0 })), nowMs: 2 * DAY_MS };
    },
    remove: async (key) => void objects.delete(key),
  };
  return { client, objects };
}

const name = (kind: string, number: number): string => `${kind}-${String(number).padStart(12, "0")}.json`;

const OWN = [1, 2, 3].map((serial) => `nest/${name("serial", serial)}`);
const OTHERS = [9, 10].flatMap((number) => [
  `nest/serial-b/${name("serial", number)}`,
  `nest/lease-b/${name("lease", number)}`,
]);

describe("a key of another state below the own one", () => {
  it("gives no number to this one", async () => {
    const { client } = createBucket([...OWN, `nest/${name("lease", 4)}`, ...OTHERS]);
    const clock = createVirtualClock();
    const options = {
      client,
      prefix: "nest/",
      bucketLabel: "s3://b/",
      clock,
      leftMs: () => 1,
      onVersioned: () => undefined,
    };
    const store = openS3Store(options);
    expect([await store.newest("serial"), await store.newest("lease")]).toEqual([3, 4]);
    expect((await listKeptSerials(client, "nest/")).map(({ serial }) => serial)).toEqual([3, 2, 1]);
  });

  it("keeps its objects, however old they are", async () => {
    const { client, objects } = createBucket([...OWN, ...OTHERS]);
    await clearOldObjects(client, "nest/", 100);
    expect([...objects.keys()].sort()).toEqual([...OTHERS].sort());
  });
});
