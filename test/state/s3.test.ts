// The kit on S3 servers of several makers.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Clock } from "../../src/core/clock.ts";
import { createRedactor } from "../../src/http/redactor.ts";
import { createStoreClient } from "../../src/http/store-client.ts";
import { createS3Backend } from "../../src/state/s3/s3-backend.ts";
import { originOf, type S3Place } from "../../src/state/s3/s3-client.ts";
import { describeStateBackend, expectProblem, type StatePlace } from "../kits/state-backend-kit.ts";
import { hasServer } from "../servers/run-server.ts";
import { askS3, makeBucket, type S3Server, TEST_KEYS } from "../servers/s3-server.ts";
import { CEPH_PROGRAMS, startCeph } from "../servers/start-ceph.ts";
import { MOTO_PROGRAMS, startMoto } from "../servers/start-moto.ts";
import { startVersitygw, VERSITY_PROGRAMS } from "../servers/start-versitygw.ts";
import { sampleDocument } from "../support/sample-state.ts";
import { createVirtualClock } from "../support/virtual-clock.ts";

const LEASE_MS = 8_000;

function openPlace(server: S3Server, bucket: string, key = `states/${randomUUID()}.json`) {
  const clock = createVirtualClock();
  const opened: { close(): Promise<void> }[] = [];
  const place: S3Place = {
    endpoint: server.endpoint,
    bucket,
    region: "us-east-1",
    isPathStyle: true,
    credentials: TEST_KEYS,
  };
  const connect: StatePlace["connect"] = async (options: { clock?: Clock } = {}) => {
    const redactor = createRedactor([TEST_KEYS.secretAccessKey]);
    const backend = createS3Backend({
      place,
      key,
      http: createStoreClient({
        baseUrl: originOf(place),
        clock: options.clock ?? clock,
        requestTimeoutMs: 15_000,
        redactor,
        userAgent: "trueup/test",
        uniqueParameter: false,
        connections: 16,
        inFlight: clock.inFlight,
      }),
      redact: (text) => redactor.redact(text),
      clock: options.clock ?? clock,
      leaseMs: LEASE_MS,
      identity: { who: "ops", host: `host-${opened.length}`, pid: process.pid },
      randomId: randomUUID,
    });
    opened.push(backend);
    return backend;
  };
  return {
    leaseMs: LEASE_MS,
    key,
    connect,
    elapse: (ms: number) => clock.advance(ms),
    async harm(change: (text: string) => string) {
      const { text } = await askS3(
        server,
        "GET",
        `${bucket}?list-type=2&prefix=${encodeURIComponent(`${key}/serial-`)}`,
      );
      const newest =
        [...text.matchAll(/<Key>([^<]+)<\/Key>/g)]
          .map((found) => found[1] ?? "")
          .sort()
          .at(-1) ?? "";
      const path = `${bucket}/${newest}`;
      await askS3(server, "PUT", path, change((await askS3(server, "GET", path)).text));
    },
    close: async () => void (await Promise.all(opened.map((backend) => backend.close()))),
  };
}

const SERVERS = [
  { name: "Ceph RGW", programs: CEPH_PROGRAMS, start: startCeph, holdsVersioned: false, isExtra: false },
  { name: "moto", programs: MOTO_PROGRAMS, start: startMoto, holdsVersioned: true, isExtra: false },
  // Built from source, which takes minutes: where somebody has done so.
  { name: "versitygw", programs: VERSITY_PROGRAMS, start: startVersitygw, holdsVersioned: true, isExtra: true },
];

describe.each(SERVERS)("$name", ({ name, programs, start, holdsVersioned, isExtra }) => {
  describe.runIf(hasServer(name, programs, isExtra))("a real server", () => {
    let server: S3Server;
    beforeAll(async () => {
      server = await start();
      await makeBucket(server, "plain");
      await makeBucket(server, "versioned", { versioned: true });
    }, 120_000);
    afterAll(() => server?.stop());

    let probed: string | undefined;
    describeStateBackend(`s3 at ${name}`, async () => {
      const place = openPlace(server, "plain");
      // What the first probe saw holds for the others of this bucket: trying it each time takes a second.
      if (probed === undefined) {
        await (await (await place.connect()).acquire({ operation: "probe", waitMs: 0 })).release();
        probed = (await askS3(server, "GET", `plain/${place.key}/store.json`)).text;
        await place.close();
        return openPlace(server, "plain");
      }
      await askS3(server, "PUT", `plain/${place.key}/store.json`, probed);
      return place;
    });

    it(`a bucket with versions is ${holdsVersioned ? "used" : "refused, with what to do, and nothing is written"}`, async () => {
      const place = openPlace(server, "versioned");
      const backend = await place.connect();
      if (holdsVersioned) {
        const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
        await backend.create(sampleDocument({ token: lease.token }));
        await lease.release();
        expect(await backend.read()).toMatchObject({ serial: 1 });
      } else {
        const error = await expectProblem(backend.acquire({ operation: "apply", waitMs: 0 }), "unsafe-store");
        expect(error.message).toContain("at once succeeded");
        expect(error.hint).toContain("without versions");
        expect(await backend.holder()).toBeUndefined();
        expect(await backend.history()).toEqual([]);
      }
      await place.close();
    });

    it("what the probe saw is remembered, and tried again once the bucket keeps versions", async () => {
      const bucket = `turns-${name.toLowerCase().replaceAll(" ", "-")}`;
      await makeBucket(server, bucket);
      const place = openPlace(server, bucket);
      const first = await (await place.connect()).acquire({ operation: "apply", waitMs: 0 });
      await first.release();
      const { text } = await askS3(server, "GET", `${bucket}/${place.key}/store.json`);
      expect(JSON.parse(text)).toMatchObject({ format: 1, isVersioned: false });
      await makeBucket(server, bucket, { versioned: true });
      const again = (await place.connect()).acquire({ operation: "apply", waitMs: 0 });
      if (holdsVersioned) await (await again).release();
      else await expectProblem(again, "unsafe-store");
      await place.close();
    });

    it("a bucket that is not there, and keys that are wrong, are told, and are never taken for no state", async () => {
      const missing = openPlace(server, "missing");
      const error = await expectProblem((await missing.connect()).read(), "unwritable");
      expect(error.message).toContain("NoSuchBucket");
      await missing.close();
    });
  });
});
