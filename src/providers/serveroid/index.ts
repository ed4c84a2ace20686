// The Serveroid (FLOPS) provider: wires the client, the reads and the pure parts to the provider port.
import { isSameText } from "../../core/comparable-text.ts";
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Account } from "../../core/observed.ts";
import type { Accepted, Call, Facts, Lookup, ObjectId, Progress, Provider } from "../../core/provider.ts";
import type { CatalogTable } from "../../core/provider-figures.ts";
import { formatLookup, type Step } from "../../core/step.ts";
import type { HttpClient } from "../../http/http-client.ts";
import type { Redactor } from "../../http/redactor.ts";
import { mapAtOnce } from "../../vendor-kit/map-at-once.ts";
import { createMemo } from "../../vendor-kit/memo.ts";
import { buildPlaceError } from "../../vendor-kit/place-error.ts";
import { warnUnpricedOrder } from "../../vendor-kit/warn-unpriced-order.ts";
import { createServeroidActs } from "./acts.ts";
import { bindVm, listLookups } from "./bind.ts";
import { buildCatalog, CATALOG_KINDS } from "./catalog.ts";
import { type Credentials, createServeroidClient, type ServeroidClient } from "./client.ts";
import { type TariffRow, textOf, type VmContext } from "./convert.ts";
import { describeServeroid } from "./describe.ts";
import { describeFailure, explainCode, findGuestWarning } from "./faults.ts";
import { resolveLookup } from "./lookups.ts";
import { isMethodName, METHODS } from "./methods.ts";
import { fetchRows, fetchVm, observeServeroid, type Reads } from "./observe.ts";
import { buildKeySteps, buildSnapshotSteps } from "./part-steps.ts";
import { isMissing, readFlag } from "./read-members.ts";
import { SERVEROID_RULES } from "./rules.ts";
import { listSentForms } from "./vm-step-parts.ts";
import { buildVmSteps } from "./vm-steps.ts";

export interface ServeroidOptions {
  readonly id: string;
  readonly http: HttpClient;
  /** Vendor texts may repeat a request, and with it what it holds. */
  readonly redactor: Redactor;
  readonly credentials: Credentials;
  /** By description or id; the only project where it is left out. */
  readonly project: string | undefined;
  /** MiB of disk that one MiB of memory allows (H1). */
  readonly diskPerMemory: number;
  readonly settings: Provider["settings"];
}

export function createServeroidProvider(options: ServeroidOptions): Provider {
  const client = createServeroidClient(options.http, options.credentials, options.redactor);
  const reads = createReads(client, options);
  return {
    id: options.id,
    vendor: "serveroid",
    settings: options.settings,
    rules: SERVEROID_RULES,
    identify: async (call) =>
      describeAccount(...(await Promise.all([reads.project(call), reads.rows("tenant", call)]))),
    observe: (scope, call) => observeServeroid(client, reads, scope, call),
    confirmGone: (ids, call) => confirmGone(client, ids, call),
    sentForms: listSentForms,
    lookups: listLookups,
    resolve: (lookups, call) => resolveAll(client, reads, lookups, call),
    // Ids of images change and must not be kept (M36).
    // Half of that second: what follows it until the send takes its time.
    lookupMostAgeMs: { image: 500 },
    bind: (desired, facts, observed) =>
      desired.type === "vm"
        ? bindVm(desired, facts, observed, options.diskPerMemory)
        : { attributes: desired.attributes, diagnostics: [] },
    preflight: async (request) => warnUnpricedOrder("Serveroid", request),
    steps: (request) =>
      request.type === "vm"
        ? buildVmSteps(request)
        : request.type === "key"
          ? buildKeySteps(request)
          : buildSnapshotSteps(request),
    perform: (step, call) => perform(client, step, call),
    check: (handles, call) => Promise.all(handles.map((handle) => checkOperation(client, handle, call))),
    acts: createServeroidActs(client, options.redactor),
    describe: async (objects, _beside, call) =>
      describeServeroid(
        objects,
        { tariffs: await reads.tariffs(call), distributions: await fetchRows(client, "distribution/", call) },
        options.diskPerMemory,
      ),
    catalog: async (kind, call): Promise<readonly CatalogTable[]> =>
      buildCatalog(kind, (path) => fetchRows(client, path, call)),
    catalogKinds: CATALOG_KINDS,
    intermediaries: options.http.intermediaries,
    connection: () => options.http.connection(),
    changesByGet: true,
    close: () => client.close(),
  };
}

/** Projects and tariffs do not change within a run; they are read once and kept. Images are never kept (M36). */
function createReads(client: ServeroidClient, options: ServeroidOptions): Reads {
  const kept = createMemo<readonly JsonObject[]>();
  const once = (path: string, call: Call) => kept(path, () => fetchRows(client, path, call));
  const tariffs = async (call: Call) => (await once("tariffs/", call)).map(parseTariff);
  return {
    rows: once,
    tariffs,
    project: async (call) => chooseProject(await once("tenant", call), options),
    context: async (call): Promise<VmContext> => {
      const [tenants, sold] = await Promise.all([once("tenant", call), tariffs(call)]);
      return {
        project: chooseProject(tenants, options),
        ownProjects: new Set(tenants.map((row) => textOf(row["id"]))),
        tariffs: sold,
      };
    },
  };
}

function parseTariff(row: JsonObject): TariffRow {
  return {
    id: Number(row["id"]),
    name: textOf(row["name"]),
    memory: Number(row["memory"]),
    disk: Number(row["disk"]),
    cpu: Number(row["cpu"]),
    ipCount: Number(row["ipCount"] ?? 0),
    onDemand: readFlag(row, "onDemand") ?? false,
    forWindows: readFlag(row, "forWindows") ?? false,
  };
}

function chooseProject(tenants: readonly JsonObject[], options: ServeroidOptions): string {
  const { project, id } = options;
  const matches =
    project === undefined
      ? tenants
      : tenants.filter((row) => textOf(row["id"]) === project || isSameText(textOf(row["description"]), project));
  const exact = project === undefined ? [] : matches.filter((row) => textOf(row["id"]) === project);
  const [only] = exact.length === 1 ? exact : matches;
  if (only !== undefined && (matches.length === 1 || exact.length === 1)) return textOf(only["id"]);
  const all = tenants.map((row) => ({ id: textOf(row["id"]), name: textOf(row["description"]) }));
  throw buildPlaceError({
    entry: id,
    vendor: "Serveroid",
    what: "project",
    wanted: project,
    matches: matches.length,
    all,
  });
}

function describeAccount(project: string, tenants: readonly JsonObject[]): Account {
  const row = tenants.find((tenant) => textOf(tenant["id"]) === project);
  const description = textOf(row?.["description"]);
  return {
    vendor: "serveroid",
    fingerprint: project,
    project,
    label: description === "" ? `Serveroid project ${project}` : `Serveroid project ${description} (${project})`,
  };
}

/** VMs by id, snapshots by their VM's list again, keys by the list again: there is no "get one key" (M31). */
async function confirmGone(client: ServeroidClient, ids: readonly ObjectId[], call: Call): Promise<ObjectId[]> {
  const once = createMemo<ReadonlySet<string>>();
  const isGone = async ({ type, remoteId, parentId = "" }: ObjectId): Promise<boolean> => {
    if (type === "vm") return (await fetchVm(client, remoteId, call)) === undefined;
    const path = type === "snapshot" ? `vm/${parentId}/snapshots/` : "pubkeys/";
    return !(await once(path, () => listIds(client, path, call))).has(remoteId);
  };
  const answers = await mapAtOnce(ids, isGone);
  return ids.filter((_id, index) => answers[index]);
}

/** None where the machine that the list belongs to is gone. */
async function listIds(client: ServeroidClient, path: string, call: Call): Promise<ReadonlySet<string>> {
  try {
    return new Set((await fetchRows(client, path, call)).map((row) => textOf(row["id"])));
  } catch (error) {
    if (error instanceof ProviderError && error.fault === "not-found") return new Set();
    throw error;
  }
}

async function resolveAll(
  client: ServeroidClient,
  reads: Reads,
  lookups: readonly Lookup[],
  call: Call,
): Promise<Facts> {
  const wants = (kind: string) => lookups.some((lookup) => lookup.kind === kind);
  const [tariffs, distributions, software] = await Promise.all([
    wants("tariff") ? reads.tariffs(call) : [],
    wants("image") ? fetchRows(client, "distribution/", call) : [],
    wants("software") ? fetchRows(client, "software/", call) : [],
  ]);
  const rows = { tariffs, distributions, software };
  return Object.fromEntries(
    lookups.map((lookup) => [formatLookup(lookup.kind, lookup.by), resolveLookup(lookup, rows)]),
  );
}

async function perform(client: ServeroidClient, step: Step, call: Call): Promise<Accepted> {
  if (!isMethodName(step.name))
    throw new ProviderError(`Serveroid has no method ${step.name}`, { fault: "rejected", effect: "none" });
  const { id, query } = step.request;
  const path = METHODS[step.name].path.replace("{id}", encodeURIComponent(textOf(id)));
  const answer = await mutate(
    client,
    { path, isBare: "bare" in METHODS[step.name] },
    isJsonObject(query) ? query : {},
    call,
  );
  const made = readMadeId(step.name, answer.result);
  return {
    ...(answer.operationId === undefined
      ? {}
      : { handle: { operationId: answer.operationId, ...(id === undefined ? {} : { vmId: textOf(id) }) } }),
    ...(made === undefined ? {} : { remoteId: made }),
    ...(step.name === "backup_download" ? { outputs: { operationId: answer.operationId ?? "" } } : {}),
    ...(answer.warning === undefined ? {} : { warnings: [answer.warning] }),
  };
}

/** The page's own path first; one that the service does not have at all did nothing, and may be a slip of the page (H2). */
async function mutate(
  client: ServeroidClient,
  { path, isBare }: { readonly path: string; readonly isBare: boolean },
  query: JsonObject,
  call: Call,
) {
  if (!isBare) return client.mutate(path, query, call);
  try {
    return await client.mutate(path, query, call, { isBare });
  } catch (error) {
    const isNoPath = error instanceof ProviderError && error.fault === "not-found" && error.vendorCode === undefined;
    if (!isNoPath) throw error;
    return client.mutate(path, query, call);
  }
}

/** `result` is the id of a new VM (M3, M4) or the new key (M32). Snapshots come without one (M25). */
function readMadeId(method: string, result: unknown): string | undefined {
  if (method !== "install" && method !== "clone" && method !== "pubkeys_add") return undefined;
  const id = isJsonObject(result) ? result["id"] : result;
  return typeof id === "number" || (typeof id === "string" && id !== "") ? String(id) : undefined;
}

/** Undefined where the id is not known any more (4.5.5). */
async function readOperation(client: ServeroidClient, handle: JsonObject, call: Call): Promise<Json | undefined> {
  try {
    return await client.read(`operation/${textOf(handle["operationId"])}/`, call);
  } catch (error) {
    if (error instanceof ProviderError && error.fault === "not-found") return undefined;
    throw error;
  }
}

/** DONE is success; an error code is failure but for the two guest warnings; every other word means "go on polling" (1.3). */
async function checkOperation(client: ServeroidClient, handle: JsonObject, call: Call): Promise<Progress> {
  const row = await readOperation(client, handle, call);
  if (row === undefined) return { status: "lost" };
  if (!isJsonObject(row))
    throw new ProviderError("the answer is not an operation", { fault: "malformed", effect: "none" });
  const { status, percentage, errorCode, errorMessage } = row;
  const warning = findGuestWarning(errorCode);
  if (warning !== undefined) return { status: "done", warnings: [warning] };
  const isFailed = status === "ERROR" || status === "FAILED" || !isMissing(errorCode) || !isMissing(errorMessage);
  if (isFailed)
    return {
      status: "failed",
      failure: {
        fault: explainCode(errorCode).fault,
        message: client.redact(describeFailure(row)),
        ...(typeof errorCode === "string" ? { vendorCode: errorCode } : {}),
      },
    };
  return { status: status === "DONE" ? "done" : "pending", ...(typeof percentage === "number" ? { percentage } : {}) };
}
