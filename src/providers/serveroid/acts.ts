// Serveroid's day-2 acts as requests, and what they must read before. Sends nothing that changes.
import type { ActDocument, ActRequest, PreparedAct, ProviderActs } from "../../core/day-two.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Lost } from "../../core/observed.ts";
import type { Call } from "../../core/provider.ts";
import type { Step } from "../../core/step.ts";
import type { Redactor } from "../../http/redactor.ts";
import {
  argumentOf,
  hasSecret,
  nameAndId,
  needsPassword,
  notAmong,
  prepared,
  refused,
  tellTime,
} from "../../vendor-kit/acts.ts";
import { SERVEROID_ACTS } from "./act-rules.ts";
import { checkPassword } from "./check-desired.ts";
import type { ServeroidClient } from "./client.ts";
import { listOf, textOf } from "./convert.ts";
import { buildStep, type MethodName } from "./methods.ts";
import { fetchRows } from "./observe.ts";
import { secretOf } from "./vm-step-parts.ts";

export function createServeroidActs(client: ServeroidClient, redactor: Pick<Redactor, "add">): ProviderActs {
  return {
    rules: SERVEROID_ACTS,
    prepare: (request, call) => prepare(client, request, call),
    read: (request, call) => read(client, request, call),
    findDownload: (answers, call) => findDownload(client, redactor, answers, call),
  };
}

async function prepare(client: ServeroidClient, request: ActRequest, call: Call): Promise<PreparedAct> {
  switch (request.rule.name) {
    case "reboot":
      return prepared([step(request, "reboot", "reboot")]);
    case "reset":
      return prepared([step(request, "reset", "reset")]);
    case "rollback-snapshot":
      return rollBackSnapshot(request);
    case "rollback-backup":
      return rollBackBackup(request, await fetchBackups(client, request, call));
    case "download-backup":
      return download(request, await fetchBackups(client, request, call));
    case "move-ip":
      return moveAddress(request);
    case "set-password":
      return setPassword(request);
    default:
      return refused();
  }
}

/** The project of the machine itself, whatever is configured (H4). */
function step(
  { observed }: ActRequest,
  method: MethodName,
  summary: string,
  query: JsonObject = {},
  fields: readonly string[] = [],
): Step {
  return buildStep(
    method,
    summary,
    fields,
    { tenantId: observed.outputs["tenantId"] ?? null, ...query },
    observed.remoteId,
  );
}

/** What a rollback does to snapshots that are younger than its own, the page does not say (M26). */
function rollBackSnapshot(request: ActRequest): PreparedAct {
  const snapshot = request.others["snapshot"]?.observed;
  if (snapshot === undefined) return refused();
  const since = tellTime(snapshot);
  const label = `everything written to the disk since ${nameAndId(snapshot)} was taken${since === undefined ? "" : ` (${since})`}`;
  const younger = request.snapshots.filter(({ createdAtMs = 0 }) => createdAtMs > (snapshot.createdAtMs ?? Infinity));
  return prepared(
    [
      step(request, "snapshot_rollback", `roll back to the snapshot ${nameAndId(snapshot)}`, {
        snapshotId: snapshot.remoteId,
      }),
    ],
    {
      lost: [{ kind: "disk", label }],
      notes: [
        ...(younger.length === 0
          ? []
          : [`what becomes of younger snapshots Serveroid does not say: ${younger.map(nameAndId).join(", ")}`]),
        TARIFF_RETURNS,
      ],
    },
  );
}

const TARIFF_RETURNS = "a tariff that was changed since then is changed back";

/** A wrong id would be accepted at the call and end as "busy" (M29). */
function rollBackBackup(request: ActRequest, backups: readonly JsonObject[]): PreparedAct {
  const id = argumentOf(request, "backup") ?? "";
  if (!hasBackup(backups, id)) return refused(unknownBackup(request, backups, id));
  const createBackup = request.arguments["create-backup"] === true;
  const snapshots = request.snapshots.map((snapshot): Lost => ({ kind: "snapshot", label: nameAndId(snapshot) }));
  const rollback: Step = {
    ...step(request, "backup_rollback", `roll back to the backup ${id}${createBackup ? ", after taking one" : ""}`, {
      backup: id,
      ...(createBackup ? { createBackup } : {}),
    }),
    takesAway: ["snapshot"],
  };
  return prepared([rollback], {
    lost: [{ kind: "disk", label: "everything on the disk that the backup does not hold" }, ...snapshots],
    notes: [TARIFF_RETURNS],
  });
}

function download(request: ActRequest, backups: readonly JsonObject[]): PreparedAct {
  const id = argumentOf(request, "backup") ?? "";
  if (!hasBackup(backups, id)) return refused(unknownBackup(request, backups, id));
  return prepared([step(request, "backup_download", `prepare the backup ${id} for download`, { backup: id })], {
    notes: ["downloading it costs money: it counts as outgoing traffic of the machine"],
  });
}

function moveAddress(request: ActRequest): PreparedAct {
  const { address, observed } = request;
  const ip = argumentOf(request, "ip") ?? "";
  const target = request.others["to"];
  const held = listOf(observed.attributes["addresses"]).map(textOf);
  if (!held.includes(ip)) return refused(notAmong({ address, what: "address", wanted: ip, known: held }));
  if (target === undefined) return refused();
  const move = step(request, "ip_move", `move ${ip} to ${target.address}`, { toVmId: target.observed.remoteId, ip });
  return prepared([{ ...move, settle: { by: "fields", lacks: { addresses: ip } } }], {
    lost: [{ kind: "address", label: `${ip}, which ${target.address} gets` }],
    notes: ["each guest may have to be told of it by hand: Serveroid says so afterwards"],
  });
}

function setPassword(request: ActRequest): PreparedAct {
  const { address, desired } = request;
  if (desired === undefined || !hasSecret(request, "password")) return refused(needsPassword(address));
  const found = checkPassword(desired);
  if (found.some(({ severity }) => severity === "error")) return refused(...found);
  const query = { password: secretOf(address, "password"), sendPassword: desired.attributes["sendPassword"] ?? false };
  return prepared([step(request, "password_change", "set the password", query, ["password"])], { diagnostics: found });
}

function fetchBackups(client: ServeroidClient, { observed }: ActRequest, call: Call): Promise<readonly JsonObject[]> {
  return fetchRows(client, `vm/${observed.remoteId}/backups/`, call);
}

const hasBackup = (backups: readonly JsonObject[], id: string): boolean =>
  backups.some((row) => textOf(row["id"]) === id);

function unknownBackup({ address }: ActRequest, backups: readonly JsonObject[], wanted: string) {
  return notAmong({ address, what: "backup", wanted, known: backups.map((row) => textOf(row["id"])) });
}

async function read(client: ServeroidClient, request: ActRequest, call: Call): Promise<ActDocument> {
  if (request.rule.name !== "list-backups")
    throw new DiagnosticsError([buildError("act.unknown", `${request.rule.name} is nothing that can be asked for`)]);
  const backups = await fetchBackups(client, request, call);
  const rows = backups.map((row) => [textOf(row["id"]), row["size"] ?? null, row["timeAdded"] ?? null]);
  return {
    json: backups,
    // The unit of the size is not documented (H28): as it came.
    tables: [
      {
        kind: "backups",
        columns: ["id", "size", "taken"],
        rows: rows.map(([id, size, at]) => [id ?? null, size ?? null, tellTaken(at)]),
      },
    ],
    secrets: [],
  };
}

function tellTaken(value: unknown): string {
  const at = typeof value === "number" || typeof value === "string" ? new Date(value) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? "" : at.toISOString().replace(/\.\d+Z$/, "Z");
}

/** A link with a token in it: whoever has it has the backup (M30). */
async function findDownload(
  client: ServeroidClient,
  redactor: Pick<Redactor, "add">,
  answers: Readonly<Record<string, JsonObject>>,
  call: Call,
): Promise<string | undefined> {
  const id = textOf(answers["backup_download"]?.["operationId"]);
  if (id === "") return undefined;
  const row = await client.read(`operation/${id}/`, call);
  const link = isJsonObject(row) ? row["operationResult"] : undefined;
  if (typeof link !== "string" || link === "")
    throw new ProviderError("Serveroid says that the backup is ready, but not where", {
      fault: "malformed",
      effect: "none",
    });
  redactor.add(link);
  return link;
}
