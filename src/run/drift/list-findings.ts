// Each thing that a look has found, under a key of its own and with a mark of how it is: what is told of once. Pure.
import { createHash } from "node:crypto";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { DriftReport } from "../../core/drift-report.ts";
import type { Json } from "../../core/json.ts";
import type { Attribution, DriftClass, DriftEntry } from "../../core/plan.ts";
import type { DriftMemory } from "./drift-memory.ts";

export interface Found {
  readonly key: string;
  readonly mark: string;
  readonly subject: string;
  readonly class: DriftClass | "surplus";
  readonly by?: Attribution;
}

export type Unseen = {
  readonly [Part in "drift" | "unmanaged" | "surplus" | "undecided" | "unreadable"]: readonly Omit<
    DriftReport[Part][number],
    "firstSeenMs" | "fieldSince"
  >[];
};

export function listFindings({ drift, unmanaged, surplus, undecided, unreadable }: Unseen): Found[] {
  return [
    ...drift.flatMap(listOfDrift),
    ...unmanaged.map(({ vendor, object: { type, remoteId, name } }) => {
      const subject = `${vendor} ${type} ${remoteId}`;
      return { key: keyOf("unmanaged", subject), mark: markOf(name), subject, class: "unmanaged" as const };
    }),
    ...surplus.map((one) => {
      const id = `${one.vendor} ${one.type} ${one.remoteId}`;
      return { key: keyOf("surplus", id), mark: markOf(id), subject: one.address, class: "surplus" as const };
    }),
    ...undecided.map(({ address, vendor, type, found }) => {
      const id = `${vendor} ${type} ${[...found].sort().join(" ")}`;
      return { key: keyOf("undecided", address), mark: markOf(id), subject: address, class: "surplus" as const };
    }),
    ...unreadable.map(({ provider, code }) => ({
      key: keyOf("unreadable", provider),
      mark: markOf(code),
      subject: provider,
      class: "unreadable" as const,
    })),
  ];
}

/** All errors of a look are one thing to tell; told again where they are others. */
export function findErrors(errors: readonly Diagnostic[], stack: string): Found[] {
  if (errors.length === 0) return [];
  const codes = [...new Set(errors.map(({ code, address = "" }) => `${code} ${address}`))].sort();
  return [{ key: keyOf("errors"), mark: markOf(...codes), subject: stack, class: "unreadable" }];
}

/** What an earlier look has not seen, or not as it is now. */
export function isNews({ seen }: DriftMemory, entry: DriftEntry): boolean {
  return listOfDrift(entry).some(({ key, mark }) => !Object.hasOwn(seen, key) || seen[key]?.mark !== mark);
}

export function keyOfField(address: string, path: string): string {
  return keyOf("field", address, path);
}

export function keyOfWhole(address: string, kind: DriftClass): string {
  return keyOf(kind, address);
}

function listOfDrift(entry: Unseen["drift"][number]): Found[] {
  const { address, class: kind, fields, before, detail, by } = entry;
  const shared = { subject: address, ...(by === undefined ? {} : { by }) };
  if (fields.length === 0)
    return [{ ...shared, key: keyOfWhole(address, kind), mark: markOf(kind, before?.["id"], detail), class: kind }];
  return fields.map(({ path, after, class: own = kind }) => ({
    ...shared,
    key: keyOfField(address, path),
    mark: markOf(own, after),
    class: own,
  }));
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

function markOf(...parts: readonly (Json | undefined)[]): string {
  const text = JSON.stringify(parts.map((part) => part ?? null));
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
