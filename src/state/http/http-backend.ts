// The state at a server that speaks Terraform's HTTP protocol, GitLab among them. The protocol has neither a lease nor a
// compare-and-swap: the lock's id on each write is its only fence, so serial and lineage are compared here before each write.
import { StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { StateArchive } from "../../core/state-port.ts";
import { formatStateDocument } from "../format-state.ts";
import { lostLease, otherLineage, outlivedBy, staleSerial } from "../lease-errors.ts";
import { UNKNOWN_HOLDER } from "../lease-record.ts";
import { retryPassing, startDeadline } from "../retry-passing.ts";
import { PLAIN, type StateCodec } from "../state-codec.ts";
import { describeHttpFailure, isPassingFailure } from "./http-failure.ts";
import { acquireHttpLock, type HttpLease, type HttpLockSetting, lookAtLock, unlockHttp } from "./http-lock.ts";
import { parseLockInfo } from "./lock-info.ts";
import { openStateServer, type Refused, type StateServerOptions } from "./state-server.ts";

export interface HttpBackendOptions extends StateServerOptions, Omit<HttpLockSetting, "server" | "warn"> {
  readonly warn?: (message: string) => void;
  readonly codec?: StateCodec;
}

/** How long a write is tried while the server does not answer. */
const PATIENCE_MS = 60_000;
const WAY_BACK = "nothing was changed. Put an older version of the state back at the server, or a backup of it";

interface Stored {
  readonly document: StateDocument;
  readonly writtenMs: number;
}

export function createHttpBackend(options: HttpBackendOptions): StateArchive {
  const { clock, codec = PLAIN, warn = () => undefined } = options;
  const label = labelOf(options.address);
  const server = openStateServer(options);
  const setting = { ...options, server, warn };
  let lease: HttpLease | undefined;
  const telling = <T>(act: "read" | "written", work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw describeHttpFailure(act, label, error);
    });
  const readStored = async (): Promise<Stored | undefined> => {
    const found = await server.get();
    return found && { document: parseAt(codec, found.text, label), writtenMs: found.writtenMs };
  };
  const assertFollows = (stored: Stored | undefined, { serial, lineage }: StateDocument): void => {
    if (stored === undefined) return;
    if (stored.document.lineage !== lineage) throw otherLineage(stored.document.lineage, lineage, label);
    if (stored.document.serial >= serial) throw staleSerial(serial, stored.document.serial);
  };
  const write = async (document: StateDocument, held: HttpLease): Promise<void> => {
    const text = codec.format(document);
    const retry = { clock, leftMs: startDeadline(clock, PATIENCE_MS), isPassing: isPassingFailure };
    const answer = await retryPassing(retry, async (before) => {
      const stored = await readStored();
      // An earlier try whose answer was lost. A server may give the members back in another order.
      if (before > 0 && stored !== undefined && isSame(stored.document, document))
        return { outcome: "written" } as const;
      assertFollows(stored, document);
      return await server.post(text, held.holder.id);
    });
    if (answer.outcome === "refused") throw lostTo(answer);
  };

  return {
    label,
    read: async () => (await telling("read", readStored()))?.document,
    create: (document) =>
      telling(
        "written",
        (async () => {
          const held = lease;
          if (held === undefined || held.lost.aborted) {
            assertFollows(await readStored(), document);
            throw held?.lost.reason ?? new StateError("lost-lease", "the state is not locked, so it is not written");
          }
          await write(document, held).catch((error: unknown) => {
            const isSilent = isPassingFailure(error);
            const isLost = error instanceof StateError && error.problem === "lost-lease";
            if (isLost) held.lose(error);
            if (isSilent) held.lose(outlivedBy(error));
            throw isSilent ? held.lost.reason : error;
          });
        })(),
      ),
    async acquire(request) {
      const token = async () => ((await readStored().catch(() => undefined))?.document.token ?? 0) + 1;
      lease = await telling("written", acquireHttpLock(setting, request, token));
      return lease;
    },
    holder: async () => (await telling("read", lookAtLock(setting)))?.holder,
    unlock: (id) => telling("written", unlockHttp(setting, id)),
    async history() {
      const stored = await telling("read", readStored());
      return stored === undefined ? [] : [{ serial: stored.document.serial, writtenMs: stored.writtenMs }];
    },
    async readSerial(serial) {
      const stored = await telling("read", readStored());
      if (stored?.document.serial === serial) return stored.document;
      throw new StateError("corrupt", `serial ${serial} of the state is not kept: ${label} gives the newest alone`);
    },
    close: () => Promise.resolve(),
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

/** Without user, password and query. */
function labelOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
