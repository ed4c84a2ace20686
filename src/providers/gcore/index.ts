// The Gcore provider: wires the client, the reads and the pure parts to the provider port.
import type { Clock } from "../../core/clock.ts";
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Accepted, Call, ObjectId, Provider, StepsRequest, StepsResult } from "../../core/provider.ts";
import type { Step } from "../../core/step.ts";
import type { HttpClient } from "../../http/http-client.ts";
import type { Redactor } from "../../http/redactor.ts";
import { createGcoreActs } from "./acts.ts";
import { findAttributions } from "./attribution.ts";
import { bindGcore } from "./bind.ts";
import { buildCatalog, CATALOG_KINDS, PLACELESS_KINDS } from "./catalog.ts";
import { createGcoreClient, type GcoreClient, type GcoreRequest } from "./client.ts";
import { createDeclaredVms } from "./declared-vms.ts";
import { describeGcore } from "./describe.ts";
import { findEvidence } from "./evidence.ts";
import { expandGcore } from "./expand.ts";
import { buildFloatingIpSteps, buildInterfaceSteps } from "./interface-steps.ts";
import { listLookups, resolveLookups } from "./lookups.ts";
import { observeGcore } from "./observe.ts";
import { buildKeySteps, buildPolicySteps, buildSnapshotSteps } from "./part-steps.ts";
import { createPlaceFinder, type FindPlace } from "./place.ts";
import { checkQuotas, listQuotas } from "./preflight.ts";
import { PRICES } from "./prices.ts";
import type { Background } from "./reads.ts";
import { GCORE_RULES } from "./rules.ts";
import { listSentForms } from "./sent-forms.ts";
import { buildAccepted, checkTasks } from "./tasks.ts";
import { buildVmSteps, USER_DATA_BASE64 } from "./vm-steps.ts";
import { buildVolumeSteps } from "./volume-steps.ts";

export interface GcoreOptions {
  readonly id: string;
  readonly http: HttpClient;
  readonly apiKey: string;
  /** By id or name. */
  readonly project: string;
  readonly region: string;
  readonly redactor: Pick<Redactor, "redact">;
  readonly clock: Pick<Clock, "now" | "monotonic">;
  readonly settings: Provider["settings"];
}

export function createGcoreProvider(options: GcoreOptions): Provider {
  const { id, http, apiKey, redactor, clock, settings } = options;
  const client = createGcoreClient(http, apiKey, redactor, () => clock.monotonic());
  const findPlace = createPlaceFinder(client, options);
  const background: Background = { declared: createDeclaredVms(), lacksPorts: false, pages: new Map() };
  return {
    id,
    vendor: "gcore",
    settings,
    rules: GCORE_RULES,
    identify: async (call) => (await findPlace(call)).account,
    async *observe(scope, call) {
      yield* observeGcore(client, await findPlace(call), background, scope, call);
    },
    confirmGone: (ids, call) => confirmGone(client, findPlace, background, ids, call),
    expand: (resources) => {
      background.declared.note(resources);
      return expandGcore(resources);
    },
    sentForms: listSentForms,
    lookups: listLookups,
    resolve: async (lookups, call) => resolveLookups(client, await findPlace(call), lookups, call),
    bind: bindGcore,
    preflight: async (request, call) => checkQuotas(client, await findPlace(call), request, call),
    steps: buildSteps,
    perform: (step, call) => perform(client, clock, step, call),
    checksAtOnce: true,
    check: async (handles, call) => checkTasks(client, await findPlace(call), handles, call),
    settle: async (intent, call) => findEvidence(client, await findPlace(call), intent, call),
    attribute: async (changed, sinceMs, call) =>
      findAttributions(client, await findPlace(call), { changed, sinceMs }, call),
    acts: createGcoreActs(client, findPlace),
    serverNow: () => client.serverNow(),
    prices: PRICES,
    describe: async (objects, beside, call) =>
      describeGcore({ client, place: await findPlace(call), background }, { objects, beside }, call),
    catalog: (kind, call) => buildCatalog(client, findPlace, kind, call),
    catalogKinds: CATALOG_KINDS,
    placelessKinds: PLACELESS_KINDS,
    intermediaries: http.intermediaries,
    connection: () => http.connection(),
    quotas: async (call) => listQuotas(client, await findPlace(call), call),
    close: () => client.close(),
  };
}

function buildSteps(request: StepsRequest): StepsResult {
  switch (request.type) {
    case "vm":
      return buildVmSteps(request);
    case "volume":
      return buildVolumeSteps(request);
    case "interface":
      return buildInterfaceSteps(request);
    case "floatingIp":
      return buildFloatingIpSteps(request);
    case "key":
      return buildKeySteps(request);
    case "snapshot":
      return buildSnapshotSteps(request);
    case "schedule":
      return buildPolicySteps(request);
  }
}

/** By id, in the project and region of this entry: a right id elsewhere would be a 404 as well (9.1). */
async function confirmGone(
  client: GcoreClient,
  findPlace: FindPlace,
  background: Background,
  ids: readonly ObjectId[],
  call: Call,
): Promise<ObjectId[]> {
  const there = new Set<string>();
  const place = await findPlace(call);
  for await (const { type, remoteId } of observeGcore(client, place, background, { types: [], ids }, call))
    there.add(`${type} ${remoteId}`);
  return ids.filter(({ type, remoteId }) => !there.has(`${type} ${remoteId}`));
}

async function perform(client: GcoreClient, clock: Pick<Clock, "now">, step: Step, call: Call): Promise<Accepted> {
  const sentAtMs = client.serverNow() ?? clock.now();
  const answer = await client.send(buildRequest(step), call);
  const accepted = nameMade(step, buildAccepted(step.name, answer, sentAtMs));
  if (accepted.handle !== undefined || step.settle.by !== "match") return accepted;
  const id = answer["id"];
  if (typeof id === "number" || (typeof id === "string" && id !== "")) return { ...accepted, remoteId: String(id) };
  // It may have been made all the same: only a look can tell.
  throw new ProviderError(`${step.wire}: the answer names neither a task nor an object`, {
    fault: "malformed",
    effect: "unknown",
    request: step.wire,
  });
}

/** An interface may come without a name: then only the task knows which one it has made. */
function nameMade({ name }: Step, accepted: Accepted): Accepted {
  const { handle } = accepted;
  if (handle === undefined || name !== "instances.attach_interface") return accepted;
  return { ...accepted, handle: { ...handle, makes: "ports" } };
}

function buildRequest({ name, request }: Step): GcoreRequest {
  const { method, path, query, body } = request;
  const parts = Array.isArray(path) ? path.map(String) : [];
  const [root = "", ...ids] = parts;
  if (ids.some((part) => part === "" || part === "null"))
    throw new ProviderError(`${name}: an id is missing`, { fault: "rejected", effect: "none" });
  return {
    method: method as GcoreRequest["method"],
    path: [root, ...ids.map(encodeURIComponent)].join("/"),
    query: Object.entries(isJsonObject(query) ? query : {}).map(([key, value]): [string, string] => [
      key,
      String(value),
    ]),
    ...(isJsonObject(body) ? { body: encodeUserData(body) } : {}),
  };
}

/** The API wants user data in base64; YAML holds it in clear (3.1). */
function encodeUserData(body: JsonObject): JsonObject {
  const {
    user_data,
    [USER_DATA_BASE64]: encoded,
    ...rest
  }: { readonly user_data?: Json; readonly [USER_DATA_BASE64]?: Json } & JsonObject = body;
  if (typeof encoded === "string") return { ...rest, user_data: encoded.replace(/\s+/g, "") };
  return typeof user_data === "string"
    ? { ...rest, user_data: Buffer.from(user_data, "utf8").toString("base64") }
    : body;
}
