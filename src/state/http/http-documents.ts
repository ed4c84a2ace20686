// Reading and writing the one document that a state server keeps. The protocol compares nothing, so it is compared here.
import type { Clock } from "../../core/clock.ts";
import { StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { formatStateDocument } from "../format-state.ts";
import { lostLease, otherLineage, staleSerial } from "../lease-errors.ts";
import { UNKNOWN_HOLDER } from "../lease-record.ts";
import { retryPassing, startDeadline } from "../retry-passing.ts";
import type { StateCodec } from "../state-codec.ts";
import { isPassingFailure } from "./http-failure.ts";
import { parseLockInfo } from "./lock-info.ts";
import type { Refused, StateServer } from "./state-server.ts";

const WAY_BACK = "nothing was changed. Put an older version of the state back at the server, or a backup of it";

export interface Stored {
  readonly document: StateDocument;
  readonly writtenMs?: number;
}

export interface HttpDocuments {
  read(): Promise<Stored | undefined>;
  /** Throws `StateError`: other-lineage, stale-serial. */
  assertFollows(document: StateDocument): Promise<void>;
  /** Under the lock `lockId`. Throws `StateError` as above, or lost-lease; else what `isPassingFailure` judges. */
  write(document: StateDocument, lockId: string): Promise<void>;
}

export interface HttpDocumentsOptions {
  readonly codec: StateCodec;
  readonly clock: Clock;
  readonly label: string;
  /** How long a write is tried while the server does not answer. */
  readonly patienceMs: number;
}

export function openHttpDocuments(
  server: StateServer,
  { codec, clock, label, patienceMs }: HttpDocumentsOptions,
): HttpDocuments {
  const read = async (): Promise<Stored | undefined> => {
    const found = await server.get();
    if (found === undefined) return undefined;
    const { text, ...written } = found;
    return { document: parseAt(codec, text, label), ...written };
  };
  const assertOn = (stored: Stored | undefined, { serial, lineage }: StateDocument): void => {
    if (stored === undefined) return;
    if (stored.document.lineage !== lineage) throw otherLineage(stored.document.lineage, lineage, label);
    if (stored.document.serial >= serial) throw staleSerial(serial, stored.document.serial);
  };
  return {
    read,
    assertFollows: async (document) => assertOn(await read(), document),
    async write(document, lockId) {
      const text = codec.format(document);
      const retry = { clock, leftMs: startDeadline(clock, patienceMs), isPassing: isPassingFailure };
      const answer = await retryPassing(retry, async (before) => {
        const stored = await read();
        // An earlier try whose answer was lost. A server may give the members back in another order.
        if (before > 0 && stored !== undefined && isSame(stored.document, document))
          return { outcome: "written" } as const;
        assertOn(stored, document);
        return await server.post(text, lockId);
      });
      if (answer.outcome === "refused") throw lostTo(answer);
    },
  };
}

function lostTo({ body, status }: Refused): StateError {
  const holder = parseLockInfo(body);
  if (holder !== UNKNOWN_HOLDER) return lostLease({ holder, heartbeat: 0, leaseMs: 0, released: false });
  return new StateError("lost-lease", `the server does not take the state under our lock any more (HTTP ${status})`, {
    hint: "was the lock removed (trueup unlock)? trueup apply takes up what was learned and goes on",
  });
}

function isSame(found: StateDocument, document: StateDocument): boolean {
  return formatStateDocument(found) === formatStateDocument(document);
}

function parseAt(codec: StateCodec, text: string, label: string): StateDocument {
  try {
    return codec.parse(text, label);
  } catch (error) {
    if (!(error instanceof StateError) || error.problem !== "corrupt") throw error;
    throw new StateError("corrupt", error.message, { cause: error, hint: WAY_BACK });
  }
}
