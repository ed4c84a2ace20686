// Writing the next numbered document: under the newest lease, above every number, and looked at again after the write.
import { type LockHolder, StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import { lostLease, staleSerial } from "./lease-errors.ts";
import { isOfAnother } from "./lease-record.ts";
import { isLast, readLeaseAt } from "./numbered-lease.ts";
import type { NumberedStore } from "./numbered-store.ts";

/** What is left of an old document where numbers stay longer than documents. */
export const THINNED = '{"thinned":true}\n';

export interface NumberedWrite {
  readonly store: NumberedStore;
  readonly document: StateDocument;
  readonly text: string;
  /** Who took the lease here, if anybody did. */
  readonly holder: LockHolder | undefined;
}

/** Cheap, and keeps numbers free of documents that nobody may write; the proof comes after the write. */
export async function assertMayWrite(write: NumberedWrite): Promise<void> {
  // Without a cheap list, a serial that is taken is told by the create, and higher ones by who read the newest before.
  const isCheap = write.store.isLast === undefined;
  await Promise.all([assertToken(write), isCheap ? assertNoNumberFrom(write, write.document.serial) : undefined]);
}

/** Durable when it resolves; counts once `assertStillOurs` has resolved. Throws `StateError("stale-serial")`. */
export async function createNumbered({ store, document: { serial }, text }: NumberedWrite): Promise<void> {
  if (!(await store.create("serial", serial, text))) throw staleSerial(serial, serial);
}

/**
 * Who takes a lease reads the state after it; who writes looks for a higher token after it: one of the two sees the other.
 * Throws `StateError`: stale-serial, lost-lease.
 */
export async function assertStillOurs(write: NumberedWrite): Promise<void> {
  const { store, document, text } = write;
  await Promise.all([
    assertToken(write),
    isLast(store, "serial", document.serial).then((isNewest) =>
      isNewest ? undefined : assertNoNumberFrom(write, document.serial + 1),
    ),
    store.confirm?.("serial", document.serial, text),
  ]);
}

async function assertToken({ store, document, holder }: NumberedWrite): Promise<void> {
  const newest = await readLeaseAt(store, document.token);
  if (newest === undefined && document.token === 0) return;
  const isTaken = newest !== undefined && holder !== undefined && isOfAnother(newest, holder);
  if (newest?.token === document.token && newest.record?.released !== true && !isTaken) return;
  throw lostLease(newest?.record);
}

async function assertNoNumberFrom({ store, document }: NumberedWrite, serial: number): Promise<void> {
  const newest = await store.newest("serial");
  if (newest !== undefined && newest >= serial) throw staleSerial(document.serial, newest);
}

/** A document under its number. `wayBack`: what people can do where it is damaged. */
export async function readNumbered(
  store: NumberedStore,
  serial: number,
  { parse, wayBack }: { readonly parse: (text: string, label: string) => StateDocument; readonly wayBack: string },
): Promise<StateDocument> {
  const label = store.locate("serial", serial);
  const text = await store.read("serial", serial);
  if (text === undefined || text === THINNED)
    throw new StateError("corrupt", `serial ${serial} of the state is not there any more: ${label}`, { hint: wayBack });
  let found: number | undefined;
  try {
    const document = parse(text, label);
    if (document.serial === serial) return document;
    found = document.serial;
  } catch (error) {
    if (!(error instanceof StateError) || error.problem !== "corrupt") throw error;
    throw new StateError("corrupt", error.message, { cause: error, hint: wayBack });
  }
  throw new StateError("corrupt", `${label} is damaged: it holds serial ${found}`, { hint: wayBack });
}
