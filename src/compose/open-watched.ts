// How `watch` opens its stacks: for looks with what is read of an account in common, for applies with nothing in common but the
// pace that the account bears.
import type { FailedLook } from "../core/failed-look.ts";
import type { RequestLimits } from "../http/http-client-options.ts";
import type { Redactor } from "../http/redactor.ts";
import type { Looked, OpenedForWatch, SharedReads, WatchedAccount } from "../run/watch/watch-ports.ts";
import { assertLocalStateInCi } from "./check-local-state.ts";
import { type OpenedStack, openStack, type StackOptions } from "./open-stack.ts";
import { accountKeyOf, createCycleReads, type SharedAccounts } from "./shared-accounts.ts";
import { createSharedDigests, type SharedDigests } from "./shared-digests.ts";
import type { Surroundings } from "./surroundings.ts";

export interface WatchedRequest {
  readonly surroundings: Surroundings;
  /** Paths in it are absolute. */
  readonly options: Omit<StackOptions, "chdir" | "file">;
  /** Learns the secrets of all stacks. */
  readonly redactor: Redactor;
  /** What applies is planned, so that everything must be at hand. */
  readonly mayApply: boolean;
  readonly allowLocalState: boolean;
  readonly look: (stack: OpenedStack, signal: AbortSignal) => Promise<Looked>;
  readonly tellFailed: (stack: OpenedStack, failed: FailedLook) => Promise<void>;
  /** By account: what it bears. Default: as its vendor's are. */
  readonly limits?: Map<string, RequestLimits>;
}

export interface WatchedOpeners {
  beginReads(): SharedReads;
  openAlone(folder: string): Promise<OpenedForWatch>;
}

export function createWatchedOpeners(request: WatchedRequest): WatchedOpeners {
  const { limits = new Map<string, RequestLimits>() } = request;
  const digests = createSharedDigests();
  const all = { ...request, digests };
  return {
    beginReads() {
      digests.forgetUnused();
      const reads = createCycleReads();
      const accounts = { limits, reads };
      return { open: (folder) => open(all, folder, accounts), close: () => reads.close() };
    },
    async openAlone(folder) {
      const { stack, opened } = await openWith(all, folder, { limits }, false);
      try {
        await assertLocalStateInCi(stack, request.surroundings, request.allowLocalState);
      } catch (error) {
        await stack.close();
        throw error;
      }
      return opened;
    },
  };
}

interface Opening extends WatchedRequest {
  readonly digests: SharedDigests;
}

async function open(request: Opening, folder: string, accounts: SharedAccounts): Promise<OpenedForWatch> {
  return (await openWith(request, folder, accounts, !request.mayApply)).opened;
}

async function openWith(
  { surroundings, options, redactor, look, tellFailed, digests }: Opening,
  folder: string,
  accounts: SharedAccounts,
  isLenient: boolean,
): Promise<{ readonly stack: OpenedStack; readonly opened: OpenedForWatch }> {
  const own = { ...surroundings, cwd: folder, useRedactor: () => undefined };
  const made = await openStack(own, options, { isLenient, accounts });
  const stack = { ...made, createDigester: (salt: string) => digests.of(salt) };
  for (const secret of stack.configuration.secretValues) redactor.add(secret);
  for (const { secretValues } of stack.resolved) for (const secret of secretValues) redactor.add(secret);
  const opened = {
    stack,
    accounts: listAccounts(stack),
    look: (signal: AbortSignal) => look(stack, signal),
    tellFailed: (failed: FailedLook) => tellFailed(stack, failed),
    close: () => stack.close(),
  };
  return { stack, opened };
}

/** Of the entries that are read. */
function listAccounts({ resolved, providers }: OpenedStack): ReadonlyMap<string, WatchedAccount> {
  const used = resolved.filter(({ id }) => providers.has(id));
  return new Map(
    used.map((one) => {
      const host = URL.canParse(one.endpoint) ? new URL(one.endpoint).host : one.endpoint;
      return [one.id, { key: accountKeyOf(one), label: `${one.vendor} at ${host}` }];
    }),
  );
}
