// Gcore's day-2 acts as calls, and what they must read before. Sends nothing that changes.
import type { ActDocument, ActRequest, PreparedAct, ProviderActs } from "../../core/day-two.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Call } from "../../core/provider.ts";
import type { SettleRule, Step } from "../../core/step.ts";
import { argumentOf, nameAndId, prepared, refused, tellTime } from "../../vendor-kit/acts.ts";
import { BY_RECORD } from "../../vendor-kit/settlement.ts";
import { GCORE_ACTS, SPANS } from "./act-rules.ts";
import { type GcoreClient, PAGE, type Query } from "./client.ts";
import type { FindPlace } from "./place.ts";
import { listOf, textOf } from "./rows.ts";
import { buildStep, placePath } from "./step.ts";

export function createGcoreActs(client: GcoreClient, findPlace: FindPlace): ProviderActs {
  return {
    rules: GCORE_ACTS,
    prepare: async (request) => prepare(request),
    async read(request, call) {
      const { path } = await findPlace(call);
      return read(client, `/v1/instances${path}/${encodeURIComponent(request.observed.remoteId)}`, request, call);
    },
  };
}

function prepare(request: ActRequest): PreparedAct {
  switch (request.rule.name) {
    case "reboot":
      return prepared([powerStep(request, "reboot", "reboot", BY_RECORD)]);
    case "reboot-hard":
      return prepared([powerStep(request, "reboot_hard", "reboot without asking the guest", BY_RECORD)]);
    case "suspend":
      return prepared([powerStep(request, "suspend", "suspend the VM", leadingTo("suspended"))], {
        notes: ["what it holds is kept, and presumably goes on costing money"],
      });
    case "resume":
      return prepared([powerStep(request, "resume", "resume the VM", leadingTo("on"))]);
    case "revert-volume":
      return revertVolume(request);
    default:
      return refused();
  }
}

const leadingTo = (power: string): SettleRule => ({ by: "fields", expect: { power } });

function powerStep({ place, observed }: ActRequest, action: string, summary: string, settle: SettleRule): Step {
  return buildStep({
    name: `instances.action.${action}`,
    method: "POST",
    path: [placePath("v2", "instances", place), observed.remoteId, "action"],
    body: { action },
    summary,
    settle,
  });
}

/** Off the machine, back, and on again: a volume is reverted only while nothing uses it, and never after a resize (7). */
function revertVolume(request: ActRequest): PreparedAct {
  const { address, observed, snapshots } = request;
  const snapshot = request.others["snapshot"]?.observed;
  if (snapshot === undefined) return refused();
  const last = [...snapshots].sort((a, b) => (b.createdAtMs ?? 0) - (a.createdAtMs ?? 0))[0];
  if (last !== undefined && last.remoteId !== snapshot.remoteId)
    return refused(
      buildError("act.not-last", `Gcore puts a volume back to its last snapshot only: ${nameAndId(last)}`, {
        address,
        fix: `--snapshot ${last.remoteId}, or a new volume of ${nameAndId(snapshot)}: volumes: { NAME: { snapshot: … } }`,
      }),
    );
  if (snapshot.outputs["size"] !== observed.outputs["size"])
    return refused(
      buildError("act.resized", `${address} has grown since the snapshot: Gcore cannot put it back`, {
        address,
        fix: `a new volume of the snapshot: volumes: { NAME: { snapshot: ${snapshot.remoteId} } }`,
      }),
    );
  const holder = observed.attributes["vm"];
  if (typeof holder === "string" && observed.isFixed === true)
    return refused(
      buildError(
        "act.boot-volume",
        `${address} boots its machine: it cannot be taken off it, so it cannot be reverted`,
        {
          address,
          fix: "delete the machine, keep the volume (onRemove: forget), revert it, and make the machine of it again",
        },
      ),
    );
  const since = tellTime(snapshot);
  const label = `everything written to the volume since ${nameAndId(snapshot)} was taken${since === undefined ? "" : ` (${since})`}`;
  return prepared(listRevertSteps(request, typeof holder === "string" ? holder : undefined, snapshot.name), {
    lost: [{ kind: "disk", label }],
    notes:
      typeof holder === "string"
        ? ["the volume is taken off its machine meanwhile: unmount it in the guest, or stop the machine, before"]
        : [],
  });
}

function listRevertSteps({ place, observed }: ActRequest, holder: string | undefined, snapshot: string): Step[] {
  const path = (version: "v1" | "v2", action: string): Json[] => [
    placePath(version, "volumes", place),
    observed.remoteId,
    action,
  ];
  const revert = buildStep({
    name: "volumes.revert",
    method: "POST",
    path: path("v1", "revert"),
    summary: `put it back to the snapshot ${snapshot}`,
    settle: BY_RECORD,
  });
  if (holder === undefined) return [revert];
  const hang = (action: "attach" | "detach", summary: string, vm: string | null) =>
    buildStep({
      name: `volumes.${action}`,
      method: "POST",
      path: path("v2", action),
      body: { instance_id: holder },
      summary,
      settle: { by: "fields", expect: { vm } },
    });
  return [hang("detach", "detach it from the VM", null), revert, hang("attach", "attach it to the VM again", holder)];
}

async function read(client: GcoreClient, path: string, request: ActRequest, call: Call): Promise<ActDocument> {
  switch (request.rule.name) {
    case "console":
      return readConsole(client, path, argumentOf(request, "type"), call);
    case "metrics":
      return readMetrics(client, path, argumentOf(request, "span") ?? "1h", call);
    case "flavors":
      return readFlavors(client, path, call);
    default:
      throw new DiagnosticsError([buildError("act.unknown", `${request.rule.name} is nothing that can be asked for`)]);
  }
}

async function readFlavors(client: GcoreClient, path: string, call: Call): Promise<ActDocument> {
  const flavors = await client.listWhole(`${path}/available_flavors`, [["include_prices", "true"]], call);
  const columns = ["flavor_name", "vcpus", "ram", "price_per_month", "currency_code"];
  const rows = flavors.map((flavor) => columns.map((column) => flavor[column] ?? null));
  return { json: flavors, tables: [{ kind: "flavors", columns, rows }], secrets: [] };
}

async function readConsole(
  client: GcoreClient,
  path: string,
  type: string | undefined,
  call: Call,
): Promise<ActDocument> {
  const answer = await client.read(`${path}/get_console`, type === undefined ? [] : [["console_type", type]], call);
  const console = isJsonObject(answer["remote_console"]) ? answer["remote_console"] : {};
  const url = textOf(console["url"]);
  if (url === "")
    throw new ProviderError("get_console: the answer holds no address", { fault: "malformed", effect: "none" });
  const rows = (["url", "type", "protocol"] as const).map((part) => [part, console[part] ?? null]);
  return { json: console, tables: [{ kind: "console", columns: ["part", "value"], rows }], secrets: [url] };
}

/** A POST that asks (3.10). The points of the span, as they came; the table leaves the disks to the JSON. */
async function readMetrics(client: GcoreClient, path: string, span: string, call: Call): Promise<ActDocument> {
  const points: JsonObject[] = [];
  for (let total = 1; points.length < total; ) {
    const page: Query = [
      ["limit", String(PAGE)],
      ["offset", String(points.length)],
    ];
    const { results, count } = await client.ask(`${path}/metrics`, { ...SPANS[span] }, call, page);
    const rows = listOf(results);
    points.push(...rows);
    total = rows.length === 0 ? 0 : Number(count ?? 0);
  }
  const columns = ["time", "cpu_util", "memory_util", "network_Bps_ingress", "network_Bps_egress"];
  const rows = points.map((point: JsonObject) => columns.map((column) => point[column] ?? null));
  return { json: points, tables: [{ kind: "metrics", columns, rows }], secrets: [] };
}
