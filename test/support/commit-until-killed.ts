// A child process for the crash test: takes the lease and commits for ever; tells each serial that is durable.
import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { hostname } from "node:os";

import { openJournal } from "../../src/state/journal.ts";
import { createLocalBackend } from "../../src/state/local-backend.ts";
import { realClock } from "./real-clock.ts";
import { sampleDocument, sampleIntent } from "./sample-state.ts";

const [, , path = ""] = process.argv;
const backend = createLocalBackend({
  path,
  clock: realClock,
  identity: { who: "child", host: hostname(), pid: process.pid },
  randomId: randomUUID,
  warn: (message) => writeSync(1, `warning ${message}\n`),
});
const lease = await backend.acquire({ operation: "crash test", waitMs: 0 });
writeSync(1, `token ${lease.token}\n`);
const document = (await backend.read()) ?? sampleDocument({ serial: 0, pending: [] });
const journal = openJournal({ backend, lease, document, trueupVersion: "0.1.0" });
for (let run = 0; ; run += 1) {
  const id = `${lease.token}-${run}`;
  // Two commits of one write: neither may be there without the other.
  await Promise.all([
    journal.commit((state) => ({ ...state, pending: [...state.pending.slice(-50), sampleIntent(id)] })),
    journal.commit((state) => ({ ...state, files: [id] })),
  ]);
  writeSync(1, `durable ${journal.document().serial} ${id}\n`);
}
