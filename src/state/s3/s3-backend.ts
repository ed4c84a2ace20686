// The state in a bucket: each serial and each lease is an object of its own, made by create-if-absent. What a store says is
// never enough: a create is read back, a list is doubted, content is held against its digest.
import type { Clock } from "../../core/clock.ts";
import { StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { StateArchive } from "../../core/state-port.ts";
import type { StoreClient } from "../../http/store-client.ts";
import { acquireLease, type LeaseSetting } from "../acquire-lease.ts";
import type { HoldableLease } from "../hold-lease.ts";
import { otherLineage, outlivedBy, staleSerial } from "../lease-errors.ts";
import { openNumberedLeases, readHolder, unlockNumbered } from "../numbered-lease.ts";
import {
  assertMayWrite,
  assertStillOurs,
  createNumbered,
  type NumberedWrite,
  readNumbered,
} from "../numbered-writes.ts";
import { retryPassing, startDeadline } from "../retry-passing.ts";
import { PLAIN, type StateCodec } from "../state-codec.ts";
import { clearOldObjects, listKeptSerials } from "./old-objects.ts";
import { rememberProbe } from "./remembered-probe.ts";
import { createS3Client, type S3Place } from "./s3-client.ts";
import { describeS3Failure, isPassingFailure } from "./s3-failure.ts";
import { openS3Store, sayWayBack } from "./s3-store.ts";

export interface S3BackendOptions {
  readonly place: S3Place;
  /** Prefix of the objects, without a slash at either end. */
  readonly key: string;
  /** Opened on the origin that `originOf` tells. */
  readonly http: StoreClient;
  readonly redact: (text: string) => string;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly identity: LeaseSetting["identity"];
  readonly randomId: () => string;
  readonly warn?: (message: string) => void;
  readonly codec?: StateCodec;
}

/** How long a write without a lease is tried. */
const PATIENCE_MS = 15_000;

export function createS3Backend(options: S3BackendOptions): StateArchive {
  const { place, key, http, clock, codec = PLAIN, warn = () => undefined, randomId } = options;
  const client = createS3Client(place, http);
  const [prefix, bucketLabel] = [`${key}/`, `s3://${place.bucket}/`];
  const label = `${bucketLabel}${key}`;
  const probe = rememberProbe({ client, prefix, label, randomId }, () => clock.now());
  let lease: HoldableLease | undefined;
  let written: number | undefined;
  let clearing: Promise<void> | undefined;
  let patience = (): number => PATIENCE_MS;
  const left = (): number => lease?.leftMs() ?? patience();
  const retry = <T>(work: () => Promise<T>): Promise<T> =>
    retryPassing({ clock, leftMs: left, isPassing: isPassingFailure }, work);
  const store = openS3Store({
    client,
    prefix,
    bucketLabel,
    clock,
    leftMs: left,
    onVersioned: (isVersioned) => probe.noteVersioned(isVersioned),
  });
  const telling = async <T>(act: "read" | "written", work: () => Promise<T>): Promise<T> => {
    patience = startDeadline(clock, PATIENCE_MS);
    return await work().catch((error: unknown) => {
      throw describeS3Failure(act, label, error, options.redact);
    });
  };
  const readOne = (serial: number): Promise<StateDocument> =>
    readNumbered(store, serial, { parse: codec.parse, wayBack: sayWayBack() });
  const readNewest = async (): Promise<StateDocument | undefined> => {
    const newest = await store.newest("serial");
    return newest === undefined ? undefined : await readOne(newest);
  };
  const write = async (document: StateDocument): Promise<void> => {
    const wanted = { store, document, text: codec.format(document), holder: lease?.holder };
    const isOwnNext = written === document.serial - 1;
    // Each part by itself: once the object is there, the first part would take it for somebody else's.
    await retry(() => Promise.all([assertMayWrite(wanted), isOwnNext ? undefined : assertFollows(wanted)]));
    await createNumbered(wanted);
    await retry(() => Promise.all([assertStillOurs(wanted), probe.assertHolds()]));
    written = document.serial;
    clearing ??= clearOldObjects(client, prefix, document.serial).catch(() => undefined);
  };
  async function assertFollows({ document: { serial, lineage } }: NumberedWrite): Promise<void> {
    const newest = await readNewest().catch((error: unknown) => {
      // Damage is told by reading; a document that is written above it is how a state is put right.
      if (error instanceof StateError && error.problem === "corrupt") return undefined;
      throw error;
    });
    if (newest === undefined) return;
    if (newest.serial >= serial) throw staleSerial(serial, newest.serial);
    if (newest.lineage !== lineage) throw otherLineage(newest.lineage, lineage, label);
  }

  return {
    label,
    read: () => telling("read", readNewest),
    create: (document) =>
      telling("written", async () => {
        const held = lease;
        await (held === undefined ? write(document) : orLost(write(document), held));
      }),
    acquire: (request) =>
      telling("written", async () => {
        lease = undefined;
        await probe.assertHolds();
        const lowestToken = async () => (await readNewest().catch(() => undefined))?.token ?? 0;
        const taken = await acquireLease({ ...options, warn }, openNumberedLeases({ store, lowestToken }), request);
        lease = taken;
        await probe.assertHolds().catch(async (error: unknown) => {
          await taken.release();
          throw error;
        });
        return taken;
      }),
    holder: () => telling("read", () => readHolder(store)),
    unlock: (id) => telling("written", () => unlockNumbered(store, id)),
    history: () => telling("read", () => listKeptSerials(client, prefix)),
    readSerial: (serial) => telling("read", () => readOne(serial)),
    async close() {
      await clearing;
      await http.close();
    },
  };
}

/** A store that is silent until the lease is over has ended it: from then on others may be at work. */
async function orLost(work: Promise<void>, lease: HoldableLease): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isPassingFailure(error)) throw error;
    lease.lose(outlivedBy(error));
    throw lease.lost.reason;
  }
}
