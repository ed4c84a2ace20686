// What many stacks of one process have in common: the pace that an account bears, and what is read of it in one cycle. Never
// across credentials, endpoints or settings of requests.
import type { ResolvedProviderSettings } from "../config/settings/resolve-provider-settings.ts";
import { type AnswerStore, createAnswerStore } from "../http/answer-store.ts";
import type { HttpClient } from "../http/http-client.ts";
import type { RequestLimits } from "../http/http-client-options.ts";

export interface SharedAccounts {
  /** By account. */
  readonly limits: Map<string, RequestLimits>;
  /** Absent: whoever reads has connections and answers of its own. */
  readonly reads?: CycleReads;
}

export interface CycleReads {
  /** The client of `key`, made by the first who asks. Its `close` does nothing: others use it, too. */
  clientOf(key: string, create: (answers: AnswerStore) => HttpClient): HttpClient;
  close(): Promise<void>;
}

/** For one cycle: what is kept is as old as that at most. */
export function createCycleReads(): CycleReads {
  const clients = new Map<string, HttpClient>();
  return {
    clientOf(key, create) {
      const client = clients.get(key) ?? create(createAnswerStore());
      clients.set(key, client);
      return { ...client, close: async () => undefined };
    },
    async close() {
      const all = [...clients.values()];
      clients.clear();
      await Promise.all(all.map((client) => client.close()));
    },
  };
}

/** Holds credentials: never shown. */
export function accountKeyOf({ vendor, endpoint, credentials }: ResolvedProviderSettings): string {
  return JSON.stringify([vendor, endpoint, Object.entries(credentials).sort()]);
}
