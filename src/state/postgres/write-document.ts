// One write of a document: the statement swaps or does nothing; why it did nothing is read from the row.
import { createHash } from "node:crypto";

import { StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { Lease } from "../../core/state-port.ts";
import { lostLease, otherLineage, staleSerial } from "../lease-errors.ts";
import { KEPT_SERIALS } from "../numbered-store.ts";
import type { StateCodec } from "../state-codec.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { readStackRow } from "./postgres-lease.ts";
import { rewriteDocument, selectSerial, writeDocument } from "./statements.ts";

export interface DocumentWrite {
  readonly document: StateDocument;
  readonly body: string;
  /** The lease that was taken here, if any was. */
  readonly leaseId: string | null;
  readonly label: string;
}

/** `mayBeThere`: an earlier try had no answer. Throws `StateError` lost-lease, other-lineage, stale-serial. */
export async function writeOnce(database: Database, write: DocumentWrite, mayBeThere: boolean): Promise<void> {
  const { documents, tables, stack } = database;
  const { document, body, leaseId } = write;
  const { serial, token, lineage } = document;
  const sha256 = digestOf(body);
  const values = [stack, serial, token, leaseId, lineage, body, sha256, serial - KEPT_SERIALS];
  const written = await documents.query(writeDocument(tables), values);
  if (written.length > 0) return;
  const [stored] = mayBeThere ? await documents.query(selectSerial(tables), [stack, serial]) : [];
  if (stored?.["sha256"] === sha256 && stored["body"] === body) return;
  throw await findReason(database, write);
}

/** An older document under its number. Throws `StateError` lost-lease. */
export async function rewriteOnce(
  database: Database,
  serial: number,
  body: string,
  { token, holder }: Pick<Lease, "token" | "holder">,
): Promise<void> {
  const { documents, tables, stack } = database;
  const values = [stack, serial, body, digestOf(body), token, holder.id];
  const written = await documents.query(rewriteDocument(tables), values);
  if (written.length === 0) throw lostLease((await readStackRow(database))?.lease.record);
}

async function findReason(database: Database, { document, leaseId, label }: DocumentWrite): Promise<StateError> {
  const row = await readStackRow(database);
  const isHeld = row !== undefined && row.lease.record?.released === false && row.lease.token === document.token;
  if (!isHeld || (leaseId !== null && leaseId !== row.leaseId)) return lostLease(row?.lease.record);
  if (row.lineage !== null && row.lineage !== document.lineage)
    return otherLineage(row.lineage, document.lineage, label);
  return staleSerial(document.serial, row.serial);
}

/** Checks what was stored against its digest before anything is made of it. */
export function parseBody(row: Row, serial: number, label: string, codec: StateCodec): StateDocument {
  const body = row["body"] ?? "";
  if (digestOf(body) !== row["sha256"])
    throw new StateError("corrupt", `${label} is damaged: it is not what was written`, { hint: WAY_BACK });
  const document = withWayBack(() => codec.parse(body, label));
  if (document.serial === serial) return document;
  throw new StateError("corrupt", `${label} is damaged: it holds serial ${document.serial}`, { hint: WAY_BACK });
}

function withWayBack(parse: () => StateDocument): StateDocument {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof StateError) || error.problem !== "corrupt") throw error;
    throw new StateError("corrupt", error.message, { cause: error, hint: WAY_BACK });
  }
}

export const WAY_BACK =
  "nothing was changed. Put the row back from a backup of the database; an older serial does not know what was done since";

function digestOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
