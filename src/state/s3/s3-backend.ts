// The state in a bucket: each serial and each lease is an object of its own, made by create-if-absent. What a store says is
// never enough: a create is read back, a list is doubted, content is held against its digest.
import type { Clock } from "../../core/clock.ts";
import { StateError } from "../../core/errors.ts";
import type { Lease, LeaseRequest, StateArchive } from "../../core/state-port.ts";
import type { StoreClient } from "../../http/store-client.ts";
import { acquireLease, type LeaseSetting } from "../acquire-lease.ts";
import type { HoldableLease } from "../hold-lease.ts";
import { outlivedBy, unlocked } from "../lease-errors.ts";
import { openNumberedLeases, readHolder, unlockNumbered } from "../numbered-lease.ts";
import { retryPassing, startDeadline } from "../retry-passing.ts";
import { PLAIN_CODEC, type StateCodec } from "../state-codec.ts";
import { examineS3 } from "./examine-s3.ts";
import { clearOldObjects, listKeptSerials } from "./old-objects.ts";
import { rememberProbe } from "./remembered-probe.ts";
import { createS3Client, type S3Place } from "./s3-client.ts";
import { openS3Documents } from "./s3-documents.ts";
import { describeS3Failure, isPassingFailure } from "./s3-failure.ts";
import { openS3Store } from "./s3-store.ts";

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
  const parts = openParts(options);
  const { client, prefix, label, store, documents, current, codec } = parts;
  let clearing: Promise<void> | undefined;
  const telling = async <T>(act: "read" | "written", work: () => Promise<T>): Promise<T> => {
    current.patience = startDeadline(options.clock, PATIENCE_MS);
    return await work().catch((error: unknown) => {
      throw describeS3Failure(act, label, error, options.redact);
    });
  };
  return {
    label,
    read: () => telling("read", documents.readNewest),
    create: (document) =>
      telling("written", async () => {
        const { lease } = current;
        await orLost(documents.write(document, lease?.holder), lease);
        clearing ??= clearOldObjects(client, prefix, document.serial).catch(() => undefined);
      }),
    acquire: (request) => telling("written", () => acquireSafely(options, parts, request)),
    holder: () => telling("read", () => readHolder(store)),
    unlock: (id) => telling("written", () => unlockNumbered(store, id)),
    history: () => telling("read", () => listKeptSerials(client, prefix)),
    readSerial: (serial) => telling("read", () => documents.readOne(serial)),
    rewriteSerial: (document) =>
      telling("written", async () => {
        const { lease } = current;
        if (lease === undefined || lease.leftMs() <= 0) throw lease?.lost.reason ?? unlocked();
        await store.replace("serial", document.serial, codec.format(document));
      }),
    examine: (how) => telling("read", () => examineS3(parts.probeSetting, () => options.clock.now(), how)),
    async close() {
      await clearing;
      await options.http.close();
    },
  };
}

interface Current {
  lease: HoldableLease | undefined;
  patience: () => number;
}

type Parts = ReturnType<typeof openParts>;

function openParts({ place, key, http, clock, codec = PLAIN_CODEC, randomId }: S3BackendOptions) {
  const client = createS3Client(place, http);
  const [prefix, bucketLabel] = [`${key}/`, `s3://${place.bucket}/`];
  const label = `${bucketLabel}${key}`;
  const probeSetting = { client, prefix, label, randomId };
  const probe = rememberProbe(probeSetting, () => clock.now());
  const current: Current = { lease: undefined, patience: () => PATIENCE_MS };
  const leftMs = (): number => current.lease?.leftMs() ?? current.patience();
  const store = openS3Store({ client, prefix, bucketLabel, clock, leftMs, onVersioned: probe.noteVersioned });
  const documents = openS3Documents({
    store,
    codec,
    label,
    retry: (work) => retryPassing({ clock, leftMs, isPassing: isPassingFailure }, work),
    assertSafe: probe.assertHolds,
  });
  return { client, prefix, label, probe, probeSetting, current, store, documents, codec };
}

/** The store is tried before the lease is taken, and again where the lease's own write shows that it is not as it was. */
async function acquireSafely(options: S3BackendOptions, parts: Parts, request: LeaseRequest): Promise<Lease> {
  const { probe, current, store, documents } = parts;
  current.lease = undefined;
  await probe.assertHolds();
  const lowestToken = async () => (await documents.readNewest().catch(whereDamaged))?.token ?? 0;
  const setting = { ...options, warn: options.warn ?? (() => undefined) };
  const lease = await acquireLease(setting, openNumberedLeases({ store, lowestToken }), request);
  try {
    await probe.assertHolds();
  } catch (error) {
    await lease.release();
    throw error;
  }
  current.lease = lease;
  return lease;
}

/** What a damaged document says is not known; it is told by who reads it. */
function whereDamaged(error: unknown): undefined {
  if (!(error instanceof StateError)) throw error;
}

/** A store that is silent until the lease is over has ended it: from then on others may be at work. */
async function orLost(work: Promise<void>, lease: HoldableLease | undefined): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (lease === undefined || !isPassingFailure(error)) throw error;
    lease.lose(outlivedBy(error));
    throw lease.lost.reason;
  }
}
