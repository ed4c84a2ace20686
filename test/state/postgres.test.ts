// The kit on PostgreSQL, directly and through PgBouncer in transaction mode.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe } from "vitest";

import { isAddressProblem, parsePostgresAddress } from "../../src/core/postgres-address.ts";
import { createPostgresBackend } from "../../src/state/postgres/postgres-backend.ts";
import { describeStateBackend, type StatePlace } from "../kits/state-backend-kit.ts";
import { hasServer } from "../servers/run-server.ts";
import {
  BOUNCER_PROGRAMS,
  POSTGRES_PROGRAMS,
  type PostgresServer,
  startBouncer,
  startPostgres,
} from "../servers/start-postgres.ts";
import { createVirtualClock } from "../support/virtual-clock.ts";

function openPlace(server: PostgresServer, url: string): StatePlace {
  const clock = createVirtualClock();
  const leaseMs = 60_000;
  const stack = `shop-${randomUUID().slice(0, 8)}`;
  const address = parsePostgresAddress(url, false);
  if (isAddressProblem(address)) throw new Error(address.problem);
  const opened: { close(): Promise<void> }[] = [];
  return {
    leaseMs,
    async connect(options = {}) {
      const backend = createPostgresBackend({
        address,
        fallback: { user: "nobody", password: undefined },
        schema: "trueup",
        stack,
        clock: options.clock ?? clock,
        leaseMs,
        identity: { who: "ops", host: `host-${opened.length}`, pid: process.pid },
        randomId: randomUUID,
        inFlight: clock.inFlight,
      });
      opened.push(backend);
      return backend;
    },
    elapse: (ms) => clock.advance(ms),
    async harm(harm) {
      const text = server.sql(`select body from trueup.serials where stack = '${stack}' order by serial desc limit 1`);
      const body = `convert_from(decode('${Buffer.from(harm(text.trimEnd())).toString("base64")}', 'base64'), 'UTF8')`;
      server.sql(
        `update trueup.serials set body = b.text, sha256 = encode(sha256(convert_to(b.text, 'UTF8')), 'hex')
           from (select ${body} as text) b
          where stack = '${stack}' and serial = (select max(serial) from trueup.serials where stack = '${stack}')`,
      );
    },
    close: async () => void (await Promise.all(opened.map((backend) => backend.close()))),
  };
}

describe.runIf(hasServer("PostgreSQL", POSTGRES_PROGRAMS))("on a real server", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  describeStateBackend("postgres", async () => openPlace(server, server.url()));

  describe.runIf(hasServer("PgBouncer", BOUNCER_PROGRAMS))("behind a pooler", () => {
    let bouncer: Awaited<ReturnType<typeof startBouncer>>;
    beforeAll(async () => {
      bouncer = await startBouncer(server);
    });
    afterAll(() => bouncer.stop());

    describeStateBackend("postgres through PgBouncer", async () => openPlace(server, bouncer.url));
  });
});
