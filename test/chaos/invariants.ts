// What must hold after every apply of a random run, whatever went wrong in it. Compares the simulator's rows and the
// model's books with the state; each problem is one line that begins with the invariant's name.
import type { Intent, StateDocument } from "../../src/core/state-document.ts";
import type { LogEntry } from "../../src/simulators/engine/request-log.ts";
import { followMoves, isByproduct, type Ledger, lineOf } from "./ledger.ts";
import type { LiveObject } from "./live-objects.ts";
import { listRemoved, type Watcher } from "./watcher.ts";

export interface Inspection {
  readonly ledger: Ledger;
  readonly live: readonly LiveObject[];
  readonly document: StateDocument | undefined;
  readonly watcher: Watcher;
  /** Addresses that YAML protects, and that nothing was under way for when the apply began. */
  readonly sheltered: ReadonlySet<string>;
  /** What reached the simulator during this apply. */
  readonly requests: readonly LogEntry[];
}

/** Brings the books up to date on the way. */
export function inspect(inspection: Inspection): string[] {
  const { ledger, watcher } = inspection;
  for (const id of listRemoved(watcher.plan())) ledger.listed.add(id);
  for (const { action, remoteId = "" } of watcher.plan()?.entries ?? [])
    if (action === "rebuild") ledger.emptied.add(remoteId);
  for (const { method, faults } of inspection.requests)
    if (method !== null && faults.includes("doubled")) ledger.doubled.add(method);
  const held = listHeld(ledger, inspection.document);
  leaveForgotten(inspection, held);
  return [
    ...watcher.problems,
    ...checkForeign(inspection, held),
    ...checkGone(inspection),
    ...checkNew(inspection, held),
    ...checkAccounted(inspection, held),
    ...checkTwice(inspection),
    ...checkRequests(inspection),
  ];
}

interface Held {
  /** Keys of tracked and deposed objects. */
  readonly tracked: ReadonlySet<string>;
  readonly deposed: ReadonlySet<string>;
  readonly pending: ReadonlySet<string>;
  /** What one request has made twice, as the state tells. */
  readonly surplus: ReadonlySet<string>;
}

function keyOf({ vendor }: Ledger, type: string, id: string, parentId: string | undefined): string {
  return `${type} ${type === "snapshot" && vendor !== "gcore" ? `${parentId ?? ""}/` : ""}${id}`;
}

function listHeld(ledger: Ledger, document: StateDocument | undefined): Held {
  const resources = Object.values(document?.resources ?? {});
  const deposed = resources.flatMap(({ type, parentId, deposed: old = [] }) =>
    old.map(({ remoteId }) => keyOf(ledger, type, remoteId, parentId)),
  );
  return {
    tracked: new Set([
      ...resources.map(({ type, remoteId, parentId }) => keyOf(ledger, type, remoteId, parentId)),
      ...deposed,
    ]),
    deposed: new Set(deposed),
    surplus: new Set([
      ...(document?.surplus ?? []).map(({ type, remoteId, parentId }) => keyOf(ledger, type, remoteId, parentId)),
      ...(document?.pending ?? []).flatMap(({ type, parentId, found = [] }) =>
        found.map((id) => keyOf(ledger, type, id, parentId)),
      ),
    ]),
    pending: new Set(
      (document?.pending ?? []).flatMap(({ type, remoteId, parentId }) =>
        remoteId === undefined ? [] : [keyOf(ledger, type, remoteId, parentId)],
      ),
    ),
  };
}

/** What YAML says to forget is another's from then on. */
function leaveForgotten({ ledger, live, watcher }: Inspection, held: Held): void {
  const forgotten = new Set(
    (watcher.plan()?.entries ?? []).flatMap(({ action, remoteId }) => (action === "forget" ? [remoteId] : [])),
  );
  for (const object of live) {
    const { key, id } = object;
    if (!forgotten.has(id) || held.tracked.has(key)) continue;
    ledger.borrowed.delete(key);
    ledger.owned.delete(key);
    ledger.foreign.set(key, object);
  }
}

/** What others made is left alone, or taken over because the plan said so. */
function checkForeign({ ledger, live, watcher }: Inspection, held: Held): string[] {
  const byKey = new Map(live.map((object) => [object.key, object]));
  const importing = (watcher.plan()?.entries ?? []).flatMap((entry) => entry.importing ?? []);
  const adopted = new Set(importing.map(({ id }) => id));
  const borrowed = new Set(importing.flatMap(({ by, id }) => (by === "existing" ? [id] : [])));
  return [...ledger.foreign].flatMap(([key, { id, parentId = "", picture }]) => {
    const object = byKey.get(key);
    // Imported and replaced at once, or gone with a machine that was imported.
    const isShown = (adopted.has(id) && ledger.listed.has(id)) || ledger.listed.has(parentId);
    if (object === undefined) return ledger.foreign.delete(key) && isShown ? [] : [`foreign: ${key} was deleted`];
    if (held.tracked.has(key)) {
      ledger.foreign.delete(key);
      if (borrowed.has(object.id)) ledger.borrowed.add(key);
      ledger.owned.set(key, { object, line: lineOf(ledger, object), isTracked: true });
      return adopted.has(object.id) ? [] : [`foreign: ${key} was taken over, not in the plan`];
    }
    if (isLeftBehind(object, picture, byKey) || hasGotAddress(object, picture)) {
      ledger.foreign.set(key, object);
      return [];
    }
    return object.picture === picture ? [] : [`foreign: ${key} was changed from ${picture} to ${object.picture}`];
  });
}

/** An address that was let go stays without its machine, once that is gone. */
function isLeftBehind(object: LiveObject, before: string, live: ReadonlyMap<string, LiveObject>): boolean {
  const [, port] = /"port_id","([^"]+)"/.exec(before) ?? [];
  return object.picture.includes('"port_id",null') && ![...live.values()].some(({ id }) => id === port);
}

/** Zomro gives a machine its address once it is made; it may have been forgotten before. No request sets one. */
function hasGotAddress({ picture }: LiveObject, before: string): boolean {
  const [address] = /\["ip",\{"\$":"[\d.]+"\}\]/.exec(picture) ?? [];
  return address !== undefined && before.replace('["ip",{}]', address) === picture && before !== picture;
}

/** What is gone was deleted in the panel, or the plan had listed it, or its machine. */
function checkGone({ ledger, live, sheltered }: Inspection): string[] {
  const keys = new Set(live.map((object) => object.key));
  return [...ledger.owned.values()].flatMap(({ object, line, isTracked }) => {
    if (keys.has(object.key)) return [];
    ledger.owned.delete(object.key);
    if (ledger.borrowed.has(object.key) && !ledger.removedOutside.has(object.key))
      return [`borrowed: ${object.key} (${object.name}) is gone, which is not ours`];
    if (sheltered.has(followMoves(ledger, line ?? "")) && isTracked && !ledger.removedOutside.has(object.key))
      return [`protected: ${object.key} (${object.name}) is gone, although ${line ?? ""} is protected`];
    const { id, parentId = "" } = object;
    const isListed = ledger.listed.has(id) || ledger.listed.has(parentId) || ledger.emptied.has(parentId);
    return isListed || !isTracked || ledger.removedOutside.has(object.key)
      ? []
      : [`unshown: ${object.key} (${object.name}) is gone, and no plan said so`];
  });
}

function checkNew({ ledger, live }: Inspection, held: Held): string[] {
  return live.flatMap((object) => {
    if (ledger.foreign.has(object.key)) return [];
    const known = ledger.owned.get(object.key);
    const found = known?.line ?? (isByproduct(ledger, object) ? undefined : lineOf(ledger, object));
    const line = found === undefined ? undefined : followMoves(ledger, found);
    ledger.owned.set(object.key, { object, line, isTracked: held.tracked.has(object.key) });
    return line === undefined && !isByproduct(ledger, object)
      ? [`undeclared: ${object.key} (${object.name}) was made, and nothing declares it`]
      : [];
  });
}

/** Each object of ours is in the state, or explained by one pending request, or carries a marker that leads back. */
function checkAccounted({ ledger, live, document }: Inspection, held: Held): string[] {
  const unspent = (document?.pending ?? []).filter((intent) => intent.settle.by === "match");
  return live.flatMap((object) => {
    const owned = ledger.owned.get(object.key);
    const isKnown = [held.tracked, held.pending, held.surplus].some((keys) => keys.has(object.key));
    if (owned?.line === undefined || isKnown) return [];
    const index = unspent.findIndex((intent) => explains(ledger, intent, object, owned.line));
    if (index >= 0) {
      if (ledger.doubled.size === 0) unspent.splice(index, 1);
      return [];
    }
    const [, marked] = object.marker?.split(" ") ?? [];
    if (marked !== undefined && document?.resources[marked] === undefined) return [];
    return [`lost: ${object.key} (${object.name}) runs, and the state knows nothing of it`];
  });
}

function explains(ledger: Ledger, intent: Intent, object: LiveObject, line: string | undefined): boolean {
  const made = intent.type === "floatingIp" ? intent.address : ledger.lines.get(`${intent.type} ${intent.name}`);
  const isOfLine = made !== undefined && followMoves(ledger, made) === line;
  return intent.type === object.type && isOfLine && !intent.before.includes(object.id);
}

/** One live object for each declaration, but for what a replacement has left behind. */
function checkTwice({ ledger, live, document }: Inspection): string[] {
  const held = listHeld(ledger, document);
  const lines = new Map<string, LiveObject[]>();
  for (const object of live) {
    const line = ledger.owned.get(object.key)?.line;
    if (line === undefined || held.deposed.has(object.key) || held.surplus.has(object.key)) continue;
    lines.set(line, [...(lines.get(line) ?? []), object]);
  }
  return [...lines].flatMap(([line, objects]) => {
    const replacing = (document?.pending ?? []).filter(
      (intent) =>
        intent.replaces !== undefined &&
        intent.replaces.isGone !== true &&
        followMoves(ledger, ledger.lines.get(`${intent.type} ${intent.name}`) ?? "") === line,
    );
    const doubled = (document?.pending ?? []).filter(
      (intent) => ledger.doubled.size > 0 && objects.some((object) => explains(ledger, intent, object, line)),
    );
    return objects.length <= 1 + replacing.length + doubled.length
      ? []
      : [`twice: ${line} has ${objects.map((object) => object.key).join(" and ")}`];
  });
}

const CREATES =
  /^(install|clone|pubkeys_add|snapshot_create|cartorder\.create\.confirm|instances\.snapshots\.edit|sshkeys\.edit|[a-z_]+\.create)$/;

/** Each request that left is one that we know of; a creation that had its effect is not sent again. */
function checkRequests({ requests, watcher }: Inspection): string[] {
  const mutating = requests.filter((entry) => entry.mutating && entry.method !== "auth");
  const problems =
    mutating.length > watcher.sends.length
      ? [
          `repeat: ${mutating.length} requests left, ${watcher.sends.length} were asked for: ${mutating.map((entry) => entry.method).join(" ")}`,
        ]
      : [];
  const made = new Set<string>();
  for (const { method, path, parameters, outcome, faults } of mutating) {
    if (outcome !== "OK" || !CREATES.test(method ?? "") || faults.includes("operation-fails")) continue;
    const { name = "", comment = "", plid = "", elid = "", port_id: port = "" } = parameters as Record<string, string>;
    if (method !== "cartorder.create.confirm" && elid !== "") continue;
    const signature = [method, path, name, comment, plid, elid, port].map(String).join(" ");
    if (made.has(signature)) problems.push(`repeat: ${signature} was sent again after it had its effect`);
    made.add(signature);
  }
  return problems;
}
