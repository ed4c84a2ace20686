// The model's own books of a random run: which live objects are ours and for which declaration each was made, which are
// of others, and what went how. Kept from the simulator's rows; our own state is only held against them.
import { partOf, resourceOf } from "../../src/core/address.ts";
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { LiveObject } from "./live-objects.ts";
import type { Vendor } from "./scenarios.ts";

interface Owned {
  readonly object: LiveObject;
  /** The declaration that it was made for, whatever its name is now; none where it came along with another. */
  readonly line: string | undefined;
  /** The state held it when we last looked. */
  readonly isTracked: boolean;
}

export interface Ledger {
  readonly vendor: Vendor;
  readonly foreign: Map<string, LiveObject>;
  readonly owned: Map<string, Owned>;
  /** `type name` -> declaration. Names are never used for two. */
  readonly lines: Map<string, string>;
  /** Ids that the plan of some apply listed as going. */
  readonly listed: Set<string>;
  readonly removedOutside: Set<string>;
  /** Ids of machines that the plan of some apply listed as installed anew: what hangs on them may go. */
  readonly emptied: Set<string>;
  /** Objects of others that YAML only refers to: they may be changed, and never go by our hand. */
  readonly borrowed: Set<string>;
  /** Methods of which a request was doubled on its way: what is not settled yet may have made two. */
  readonly doubled: Set<string>;
  /** Old address -> new. */
  readonly moves: ReadonlyMap<string, string>;
}

export function openLedger(vendor: Vendor, live: readonly LiveObject[], moves: ReadonlyMap<string, string>): Ledger {
  return {
    vendor,
    foreign: new Map(live.map((object) => [object.key, object])),
    owned: new Map(),
    lines: new Map(),
    listed: new Set(),
    removedOutside: new Set(),
    emptied: new Set(),
    borrowed: new Set(),
    doubled: new Set(),
    moves,
  };
}

/** Every name that a declaration has ever had stands for it. */
export function noteNames(ledger: Ledger, declared: Iterable<Desired>): void {
  for (const desired of declared) {
    ledger.lines.set(`${desired.type} ${desired.name}`, desired.address);
    for (const key of Object.keys((desired.attributes["volumes"] ?? {}) as JsonObject))
      ledger.lines.set(`volume ${desired.name}-${key}`, partOf(desired.address, "volumes", key));
  }
}

/** A floating address has no name: its marker says what it was made for. */
export function lineOf(ledger: Ledger, { type, name, marker }: LiveObject): string | undefined {
  const line = type === "floatingIp" ? marker?.split(" ")[1] : ledger.lines.get(`${type} ${name}`);
  return line === undefined ? undefined : followMoves(ledger, line);
}

/** The address of a declaration, or of a part of it, after all moves. */
export function followMoves({ moves }: Pick<Ledger, "moves">, line: string): string {
  const resource = resourceOf(line);
  const to = moves.get(resource);
  return to === undefined ? line : followMoves({ moves }, `${to}${line.slice(resource.length)}`);
}

/** Made by a schedule of the vendor, not by a request of ours; or a part that came with its machine. */
export function isByproduct({ vendor }: Ledger, { type, marker }: LiveObject): boolean {
  return type === "interface" || (vendor === "gcore" && type === "snapshot" && marker === undefined);
}

/** What dies with an object that somebody deletes in the panel. */
export function noteRemoval(ledger: Ledger, gone: LiveObject): void {
  ledger.removedOutside.add(gone.key);
  for (const { object } of ledger.owned.values())
    if (object.parentId === gone.id && gone.type === "vm") ledger.removedOutside.add(object.key);
  for (const [key, { parentId }] of ledger.foreign)
    if (parentId === gone.id && gone.type === "vm") ledger.foreign.delete(key);
}

/** What nobody of us holds, as somebody has left it: an address whose machine was deleted in the panel is detached. */
export function notePictures({ foreign }: Ledger, live: readonly LiveObject[]): void {
  for (const object of live) if (foreign.has(object.key)) foreign.set(object.key, object);
}

/** What another has made since `before`. */
export function noteStrangers({ foreign }: Ledger, before: readonly LiveObject[], after: readonly LiveObject[]): void {
  const known = new Set(before.map((object) => object.key));
  for (const object of after) if (!known.has(object.key)) foreign.set(object.key, object);
}
