// The Zomro provider: wires the client, the reads and the pure parts to the provider port.
import type { ResourceType } from "../../core/address.ts";
import type { Clock } from "../../core/clock.ts";
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Account, Observed } from "../../core/observed.ts";
import {
  type Accepted,
  type Call,
  type Facts,
  type Lookup,
  NO_STEPS,
  type ObjectId,
  type Progress,
  type Provider,
} from "../../core/provider.ts";
import { formatLookup, type Step } from "../../core/step.ts";
import type { HttpClient } from "../../http/http-client.ts";
import type { Redactor } from "../../http/redactor.ts";
import { warnUnpricedOrder } from "../../vendor-kit/warn-unpriced-order.ts";
import { createZomroActs } from "./acts.ts";
import { checkBackup, findBackupEvidence, TAKE_BACKUP, toBackupHandle } from "./backups.ts";
import { bindVm, listLookups } from "./bind.ts";
import { buildCatalog, CATALOG_KINDS } from "./catalog.ts";
import { createZomroClient, type Fields, type ZomroClient, type ZomroCredentials } from "./client.ts";
import { textOf } from "./decode.ts";
import { describeZomro } from "./describe.ts";
import { PAYMENT } from "./faults.ts";
import { longTaskOf, toHandle } from "./long-task.ts";
import { readOnce, resolveLookup } from "./lookups.ts";
import { isReadable, observeZomro } from "./observe.ts";
import { buildKeySteps, buildScheduleSteps, buildSnapshotSteps } from "./part-steps.ts";
import { PRICES } from "./prices.ts";
import { ZOMRO_RULES } from "./rules.ts";
import { listSentForms } from "./sent-forms.ts";
import { findStall, readUnpaid, toUnpaidHandle } from "./unpaid-order.ts";
import { buildVmSteps } from "./vm-steps.ts";

export interface ZomroOptions {
  readonly id: string;
  readonly http: HttpClient;
  readonly credentials: ZomroCredentials;
  readonly redactor: Redactor;
  readonly settings: Provider["settings"];
  readonly clock: Pick<Clock, "now">;
}

export function createZomroProvider({ id, http, credentials, redactor, settings, clock }: ZomroOptions): Provider {
  const client = createZomroClient(http, credentials, redactor, clock);
  return {
    id,
    vendor: "zomro",
    settings,
    rules: ZOMRO_RULES,
    identify: (call) => identify(client, { id, username: credentials.username }, call),
    observe: (scope, call) => observeZomro(client, scope, call),
    confirmGone: (ids, call) => confirmGone(client, ids, call),
    sentForms: listSentForms,
    lookups: listLookups,
    resolve: (lookups, call) => resolveAll(client, lookups, call),
    bind: (desired, facts, observed, tracked) =>
      desired.type === "vm"
        ? bindVm(desired, facts, observed, tracked)
        : { attributes: desired.attributes, diagnostics: [] },
    preflight: async (request) => warnUnpricedOrder("Zomro", request),
    steps(request) {
      switch (request.type) {
        case "vm":
          return buildVmSteps(request);
        case "key":
          return buildKeySteps(request);
        case "snapshot":
          return buildSnapshotSteps(request);
        case "schedule":
          return buildScheduleSteps(request);
        default:
          return NO_STEPS;
      }
    },
    perform: (step, call) => perform(client, step, call, clock),
    prices: PRICES,
    settle: (intent, call) => findBackupEvidence(client, intent, call),
    acts: createZomroActs(client),
    check: (handles, call) => Promise.all(handles.map((handle) => check(client, handle, call))),
    describe: async (objects, _beside, call) => describeZomro(objects, await readKeyTexts(client, objects, call)),
    catalog: (kind, call) => buildCatalog(client, kind, call),
    catalogKinds: CATALOG_KINDS,
    intermediaries: http.intermediaries,
    connection: () => http.connection(),
    close: () => client.close(),
  };
}

/** A list proves that the session is good; who it belongs to only the login tells. */
async function identify(
  client: ZomroClient,
  { id, username }: { readonly id: string; readonly username: string | undefined },
  call: Call,
): Promise<Account> {
  await client.prove(call);
  if (username !== undefined) return { vendor: "zomro", fingerprint: username, label: `Zomro account ${username}` };
  // Entries of several sessions must not be taken for one account.
  const fingerprint = id === "zomro" ? "session" : `session:${id}`;
  return { vendor: "zomro", fingerprint, label: `Zomro account of the session of ${id}`, anonymous: true };
}

/** Machines by id; keys, snapshots and schedules by their list again (there is no single read of them, 6.4). */
async function confirmGone(client: ZomroClient, ids: readonly ObjectId[], call: Call): Promise<ObjectId[]> {
  const readable = new Map<string, Promise<boolean>>();
  const isThere = (vmId: string): Promise<boolean> => {
    const found = readable.get(vmId) ?? isReadable(client, vmId, call);
    readable.set(vmId, found);
    return found;
  };
  const gone: ObjectId[] = [];
  for (const id of ids) {
    const { type, remoteId, parentId } = id;
    const vmId = type === "vm" ? remoteId : parentId;
    // What belongs to a machine is listed through it only: without the machine there is no list to look into.
    if (vmId !== undefined && !(await isThere(vmId))) gone.push(id);
    else if (type !== "vm" && !(await isListed(client, { type, remoteId, parentId }, call))) gone.push(id);
  }
  return gone;
}

async function isListed(
  client: ZomroClient,
  id: { readonly type: ResourceType; readonly remoteId: string; readonly parentId: string | undefined },
  call: Call,
): Promise<boolean> {
  const scope = { types: [id.type], ...(id.parentId === undefined ? {} : { parents: [id.parentId] }) };
  for await (const object of observeZomro(client, scope, call)) if (object.remoteId === id.remoteId) return true;
  return false;
}

/** By `elid`, where this panel tells them (3.18). */
async function readKeyTexts(
  client: ZomroClient,
  objects: readonly Observed[],
  call: Call,
): Promise<ReadonlyMap<string, string>> {
  if (objects.every(({ type }) => type !== "key")) return new Map();
  const rows = await client.list("sshkeys", {}, call);
  const texts = rows.map((row) => [textOf(row["elid"] ?? row["id"]), textOf(row["publicKey"]).trim()] as const);
  return new Map(texts.filter(([, text]) => text !== ""));
}

async function resolveAll(client: ZomroClient, lookups: readonly Lookup[], call: Call): Promise<Facts> {
  const results = new Map<string, Facts[string]>();
  const reads = readOnce(client);
  for (const lookup of lookups) {
    const key = formatLookup(lookup.kind, lookup.by);
    if (!results.has(key)) results.set(key, await resolveLookup(reads, lookup, call));
  }
  return Object.fromEntries(results);
}

async function perform(client: ZomroClient, step: Step, call: Call, clock: Pick<Clock, "now">): Promise<Accepted> {
  const { form } = step.request;
  const submitted = await client.submit(step.name, formFields(step.name, isJsonObject(form) ? form : {}), call);
  if ("page" in submitted) {
    // Its answer names what the next step needs: it is left behind and made anew.
    if (step.settle.by === "abandon")
      throw new ProviderError(`${step.name}: the answer was put off`, { fault: "malformed", effect: "unknown" });
    return { handle: toHandle({ page: submitted.page, func: step.name, sinceMs: clock.now() }) };
  }
  const { doc } = submitted;
  if (step.name === TAKE_BACKUP) return { handle: toBackupHandle(isJsonObject(form) ? form : {}) };
  const lineItem = step.name === CART ? textOf(doc["lineitem.id"]) || textOf(doc["elid"]) : "";
  if (lineItem !== "") return { outputs: { lineItem } };
  // A cart that has become a bill at once has no line to pay: a second cart would make a second bill.
  const unpaid = step.name === CART || step.name === PAYMENT ? readUnpaid(doc) : undefined;
  return unpaid === undefined ? {} : { handle: toUnpaidHandle(unpaid) };
}

const CART = "v2.instances.order.param";

/** Nothing but an answer that was put off is polled: what is done shows in the object's own status. */
async function check(client: ZomroClient, handle: JsonObject, call: Call): Promise<Progress> {
  const backup = await checkBackup(client, handle, call);
  if (backup !== undefined) return backup;
  const stall = findStall(handle);
  if (stall !== undefined) return { status: "stalled", stall };
  const task = longTaskOf(handle);
  return task === undefined ? { status: "done" } : client.follow(task, call);
}

/** Left empty, the panel would choose one itself, or none. */
const CHOSEN = new Set([
  "pricelist",
  "datacenter",
  "instances_os",
  "instances_ssh_keys",
  "ssh_keys",
  "select_rebuild",
  "select_boot",
  "select_boot_from_iso",
]);

/** Ids are asserted to be digits before they leave: a list in `elid` deletes several objects, an empty one creates (1.3). */
function formFields(func: string, form: JsonObject): Fields {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]: [string, Json]) => {
      const text = String(value ?? "");
      if (CHOSEN.has(name) && text === "")
        throw new ProviderError(`${func}: ${name} is empty: what was chosen has no id at Zomro`, {
          fault: "not-found",
          effect: "none",
        });
      if ((name === "elid" || name === "plid") && !/^\d+$/.test(text))
        throw new ProviderError(`${func}: ${name} must be a number, not ${JSON.stringify(text)}`, {
          fault: "rejected",
          effect: "none",
        });
      return [name, text];
    }),
  );
}
