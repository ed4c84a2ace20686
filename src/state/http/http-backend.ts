// The state at a server that speaks Terraform's HTTP protocol, GitLab among them. The protocol has neither a lease nor a
// compare-and-swap: the lock's id on each write is its only fence.
import { StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { StateArchive } from "../../core/state-port.ts";
import { outlivedBy, unlocked } from "../lease-errors.ts";
import { PLAIN_CODEC, type StateCodec } from "../state-codec.ts";
import { examineHttp } from "./examine-http.ts";
import { type HttpDocuments, openHttpDocuments } from "./http-documents.ts";
import { describeHttpFailure, isPassingFailure } from "./http-failure.ts";
import {
  acquireHttpLock,
  giveBackOpen,
  type HttpLease,
  type HttpLockSetting,
  lookAtLock,
  unlockHttp,
} from "./http-lock.ts";
import { openStateServer, type StateServerOptions } from "./state-server.ts";

export interface HttpBackendOptions extends StateServerOptions, Omit<HttpLockSetting, "server" | "warn" | "open"> {
  readonly warn?: (message: string) => void;
  readonly codec?: StateCodec;
}

export function createHttpBackend(options: HttpBackendOptions): StateArchive {
  const { clock, codec = PLAIN_CODEC, warn = () => undefined } = options;
  const label = labelOf(options.address);
  const server = openStateServer(options);
  const setting = { ...options, server, warn, open: new Map<string, string>() };
  const documents = openHttpDocuments(server, { codec, clock, label, patienceMs: options.leaseMs });
  let lease: HttpLease | undefined;
  const telling = <T>(act: "read" | "written", work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw describeHttpFailure(act, label, error);
    });
  return {
    label,
    read: async () => (await telling("read", documents.read()))?.document,
    create: (document) => telling("written", writeUnder(lease, documents, document)),
    async acquire(request) {
      const token = async () => ((await documents.read().catch(() => undefined))?.document.token ?? 0) + 1;
      lease = await telling("written", acquireHttpLock(setting, request, token));
      return lease;
    },
    holder: async () => (await telling("read", lookAtLock(setting)))?.holder,
    unlock: (id) => telling("written", unlockHttp(setting, id)),
    async history() {
      const stored = await telling("read", documents.read());
      if (stored === undefined) return [];
      const { document, ...written } = stored;
      return [{ serial: document.serial, ...written }];
    },
    async readSerial(serial) {
      const stored = await telling("read", documents.read());
      if (stored?.document.serial === serial) return stored.document;
      throw new StateError("corrupt", `serial ${serial} of the state is not kept: ${label} gives the newest alone`, {
        hint: "put an older version back at the server: at GitLab under Operate, Terraform states",
      });
    },
    examine: (how) => telling("read", examineHttp(setting, how)),
    looksByTaking: true,
    close: () => giveBackOpen(setting),
  };
}

/** Never without the lock, although some servers would take it. */
async function writeUnder(
  lease: HttpLease | undefined,
  documents: HttpDocuments,
  document: StateDocument,
): Promise<void> {
  if (lease === undefined || lease.lost.aborted) {
    await documents.assertFollows(document);
    throw lease?.lost.reason ?? unlocked();
  }
  try {
    await documents.write(document, lease.holder.id);
  } catch (error) {
    if (error instanceof StateError && error.problem === "lost-lease") lease.lose(error);
    // Whether it was written is not known, and a late try of ours may still arrive.
    if (!isPassingFailure(error)) throw error;
    lease.lose(outlivedBy(error));
    throw lease.lost.reason;
  }
}

/** Without user, password and query. */
function labelOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
